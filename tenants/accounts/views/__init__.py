"""Pages about people: signing in (auth host), arriving (every other host), members, the national team, visits."""
