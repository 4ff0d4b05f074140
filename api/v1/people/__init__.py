"""The resource `people`."""
