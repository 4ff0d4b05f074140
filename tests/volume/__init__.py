"""A season by the thousand rows, for measures and budgets: keys are known beforehand, so that filling twice or more adds
only what is missing.
"""
