"""The resource `grants`: the national team, on the national host."""
