"""Pages of the joint juries, on the national host."""
