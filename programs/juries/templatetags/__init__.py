"""Tags of the pages of juries."""
