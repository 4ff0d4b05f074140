"""The only place where a territory and the programme meet."""
