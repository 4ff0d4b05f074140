"""`hold`: a session of either side."""

from tests.programs.juries.sides import hold

__all__ = ["hold"]
