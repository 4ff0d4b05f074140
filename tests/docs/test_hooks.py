"""docs/hooks.md says who asks what of whom, and says it of this code."""

import re
from functools import partial

from eclore.kit.hooks import Hook
from tests.docs import reading

ROW = re.compile(r"^\| `([a-z_.]+)` \| `([\w/.]+)` \| [^|]+ \| (.+) \|$", re.M)


def test_every_hook_is_listed_with_who_asks_and_who_answers():
    told = {name: (asked, re.findall(r"`([\w.]+)`", answers)) for name, asked, answers in ROW.findall(_page())}

    # Hooks of tests have no dot before their question's app.
    assert {name: sorted(answers) for name, (_asked, answers) in told.items()} == {
        name: sorted({_name_of(answer) for answer in hook.answers})
        for name, hook in Hook.everyone.items()
        if not name.startswith("tests.")
    }


def test_every_hook_is_made_where_the_page_says():
    for name, asked, _answers in ROW.findall(_page()):
        assert f'Hook("{name}")' in reading.text_of(asked)


def _page() -> str:
    return reading.text_of("docs/hooks.md")


def _name_of(answer: object) -> str:
    function = answer.func if isinstance(answer, partial) else answer
    return f"{function.__module__}.{function.__qualname__}"
