"""Territories and people: what is shared, and the only contexts between the rooms."""
