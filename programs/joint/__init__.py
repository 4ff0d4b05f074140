"""What territories share: the public schema."""
