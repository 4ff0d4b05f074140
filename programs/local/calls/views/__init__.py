"""Pages of editions and calls."""
