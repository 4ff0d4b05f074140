"""A territory's front context: what is open, what comes next, what came of earlier ideas. No table."""
