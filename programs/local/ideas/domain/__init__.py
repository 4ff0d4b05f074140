"""What may be done to ideas, their teams and their commitments, one verb each."""
