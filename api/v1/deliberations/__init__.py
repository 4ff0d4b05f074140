"""The resource `deliberations`."""
