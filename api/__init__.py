"""The same acts as the pages, for programs: one domain function, one rule."""
