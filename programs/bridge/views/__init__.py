"""Pages of the bridge, on a territory's host."""
