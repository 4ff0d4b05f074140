"""Projects: phases, journal, committees, post-mortems."""
