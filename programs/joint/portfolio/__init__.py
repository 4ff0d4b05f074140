"""The national read model: every territory's projects, without personal data."""
