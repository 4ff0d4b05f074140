"""Asking for a copy, asking to be forgotten, saying how long things are kept."""
