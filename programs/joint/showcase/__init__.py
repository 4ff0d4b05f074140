"""Public pages: published projects and computed statistics."""
