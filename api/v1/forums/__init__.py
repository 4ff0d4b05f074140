"""The resource `forums`."""
