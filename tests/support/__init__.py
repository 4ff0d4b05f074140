"""What the tests stand on: databases of their own, rehearsed contexts, personas and their browsers."""
