"""`hold`: a session of either side; `opened` and `closed`: one whose room has a screen."""

from tests.programs.juries.rooms import closed, opened
from tests.programs.juries.sides import hold

__all__ = ["closed", "hold", "opened"]
