"""From a host name to a place, a context and an actor, in that order."""
