"""What the tests stand on: databases of their own, rehearsed doors, personas and their browsers."""
