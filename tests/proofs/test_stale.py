"""Sent from a stale page, sent after a colleague: nothing that somebody has written is erased unseen.

Every form that changes what exists, and every endpoint that writes, enumerated: a new one is tried by existing.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.proofs import stale
from tests.proofs.shares import share
from tests.support.pages import Page, plain

FORMS = share("stale forms", stale.every_form(), 26)


@pytest.fixture
def sites(somme, national, auth_host) -> stale.Sites:
    return stale.Sites(somme, national, auth_host)


def test_every_form_that_changes_something_has_its_page():
    assert set(stale.CASES) == set(stale.every_form())


def _taken(answer: Any) -> bool:
    assert answer.status_code in (302, 409), f"{answer.status_code}: {plain(answer.content.decode())[:2000]}"
    return bool(answer.status_code == 302)


def _sent(send: Callable[..., Any], name: str, text: str) -> bool:
    return _taken(send(**{name.replace("-", "__"): text}))


@pytest.mark.parametrize("name", FORMS)
def test_who_has_changed_nothing_erases_nothing(name, sites):
    opened = stale.CASES[name](sites)
    field, first, _second = opened.field
    early, late = opened.draw(0), opened.draw(1)

    assert _sent(early, field, first)
    _taken(late())

    assert opened.kept(field) == first


@pytest.mark.parametrize("name", FORMS)
def test_who_has_changed_something_else_erases_nothing(name, sites):
    opened = stale.CASES[name](sites)
    if opened.other is None:
        return
    (field, first, _second), (other, text) = opened.field, opened.other
    early, late = opened.draw(0), opened.draw(1)

    assert _sent(early, field, first)
    taken = _sent(late, other, text)

    assert opened.kept(field) == first
    assert opened.kept(other).strip() == text or not taken


@pytest.mark.parametrize("name", FORMS)
def test_who_has_changed_the_same_is_shown_both_and_the_next_press_decides(name, sites):
    opened = stale.CASES[name](sites)
    field, first, second = opened.field
    early, late = opened.draw(0), opened.draw(1)

    assert _sent(early, field, first)
    answer = late(**{field.replace("-", "__"): second})

    page = Page(answer.content.decode(), opened.path)
    form = stale.form_of(answer, opened.path, field)
    assert answer.status_code == 409
    assert (plain(first) in page.words, form.named(field)[0].sent()) == (True, [second])
    assert opened.kept(field) == first

    assert opened.clients[1].post(opened.path, form.filled({}, "")).status_code == 302
    assert opened.kept(field) == second
