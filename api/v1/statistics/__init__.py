"""The resource `statistics`."""
