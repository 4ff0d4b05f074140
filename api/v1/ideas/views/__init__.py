"""Ideas, for API clients: the same verbs and rules as the pages."""
