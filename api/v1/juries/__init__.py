"""The resource `juries`, on territories' hosts and on the national one: one contract, two sides."""
