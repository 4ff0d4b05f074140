"""Editions and their calls: what a territory asks, when, and by which rules."""
