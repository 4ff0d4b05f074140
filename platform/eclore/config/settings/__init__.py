"""Settings: `base` for all, then `development`, `test` or `production`."""
