"""The pages of a territory's juries."""
