"""What belongs to a territory: one schema each."""
