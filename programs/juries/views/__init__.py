"""Pages that every kind of jury shares: the cards that let members in."""
