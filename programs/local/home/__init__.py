"""A territory's front page: what is open, what comes next, what came of earlier ideas. No table."""
