from thief import stolen

loot = stolen("q2_linear_layers")
collapse = loot.collapse
gradient_by_depth = loot.gradient_by_depth
