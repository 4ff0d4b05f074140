"""What a session gives on paper and to calendars: the order of the day, the booklet, table cards, ballots."""
