"""The resource `territories`."""
