"""What a territory writes to people: replies previewed, then sent together."""
