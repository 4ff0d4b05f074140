"""Ideas, for programs: the same verbs and rules as the pages."""
