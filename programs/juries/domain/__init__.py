"""What happens in a jury, one verb each, for local and joint juries alike; concrete rows are passed in."""
