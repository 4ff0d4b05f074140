"""The resource `projects`."""
