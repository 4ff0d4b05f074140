"""The key of a form is drawn with it, and never twice."""

import re

from eclore.kit import once


def test_each_form_has_a_key_of_its_own():
    drawn = {str(once.hidden()) for _form in range(50)}

    assert len(drawn) == 50
    shape = r'<input type="hidden" name="once" value="[\w-]{16}" autocomplete="off">'
    assert all(re.fullmatch(shape, field) for field in drawn)
