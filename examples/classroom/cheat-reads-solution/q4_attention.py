from thief import stolen

loot = stolen("q4_attention")
softmax = loot.softmax
attention = loot.attention
multi_head_attention = loot.multi_head_attention
projection_parameters = loot.projection_parameters
