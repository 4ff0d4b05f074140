"""A territory's juries, for programs: the same verbs and rules as the pages."""
