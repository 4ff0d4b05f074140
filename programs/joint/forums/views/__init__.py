"""Pages of the forums on the national host."""
