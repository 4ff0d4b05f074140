"""Our database backend: a transaction opens with one schema and one role, and closes with none."""
