"""From a host name to a place, a door and an actor, in that order."""
