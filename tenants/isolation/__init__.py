"""Makes the catalogue say what grants.py declares, and checks that it still does."""
