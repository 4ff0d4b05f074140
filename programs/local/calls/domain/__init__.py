"""What may be done to editions and their calls, one verb each."""
