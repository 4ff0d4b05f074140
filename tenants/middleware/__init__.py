"""From a host name to a site, a context and an actor, in that order."""
