"""The resource `messages`."""
