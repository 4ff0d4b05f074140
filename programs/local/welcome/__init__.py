"""A territory's front door: what is open, what comes next, what came of earlier ideas. No table."""
