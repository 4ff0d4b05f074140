"""Ideas, their teams and their line managers' commitments."""
