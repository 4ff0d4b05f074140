"""Pages of ideas: writing, following, signing, sorting."""
