"""The resource `ideas`."""
