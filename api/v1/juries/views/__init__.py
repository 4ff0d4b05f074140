"""Juries for programs: the same verbs and rules as the pages, whichever the side of the host."""
