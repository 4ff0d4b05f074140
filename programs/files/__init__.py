"""Files that people attach: what they are, where they are kept, how they are checked and served. It has no table."""
