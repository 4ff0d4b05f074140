"""The programme life: local seasons, joint forums, and the bridge between them."""
