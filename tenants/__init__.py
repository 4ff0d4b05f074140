"""Territories and people: what is shared, and the only contexts in which they are reached."""
