"""A season by the thousand rows, for measures and budgets.

Keys are known beforehand, so that filling again adds only what is missing.
"""
