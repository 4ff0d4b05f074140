"""Pages about territories: one's own settings, the nation's list, what every host says of itself."""
