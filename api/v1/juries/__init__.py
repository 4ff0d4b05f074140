"""The resource `juries`."""
