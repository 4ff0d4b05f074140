"""Version 1: one package for each resource."""
