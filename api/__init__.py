"""The same acts as the pages, for API clients: one domain function, one rule."""
