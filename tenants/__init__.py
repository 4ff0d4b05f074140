"""Territories and people: what is shared, and the only doors between the rooms."""
