"""What brings an installation back: the whole of it by pgBackRest, its files, and one territory beside the others."""
