"""The resource `calls`."""
