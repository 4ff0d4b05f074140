"""The resource `nominations`."""
