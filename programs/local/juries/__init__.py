"""Local juries: reading rounds, auditions, verdicts published together."""
