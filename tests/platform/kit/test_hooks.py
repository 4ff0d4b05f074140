"""A lower layer asks, upper ones answer."""

from collections.abc import Iterator

import pytest

from eclore.kit.hooks import Hook


@pytest.fixture
def hook() -> Iterator[Hook[[int], str | None]]:
    yield Hook("tests.question")
    del Hook.everyone["tests.question"]


def double(number: int) -> str:
    return str(2 * number)


def silence(number: int) -> None:
    return None


def test_nobody_answers_what_nobody_has_answered(hook):
    assert (hook.ask(1), hook.first(1), hook.answers) == ([], None, ())


def test_everybody_answers_in_the_order_in_which_they_came(hook):
    hook.answer(silence)
    hook.answer(double)
    assert hook.ask(3) == [None, "6"]


def test_the_first_answer_is_the_first_that_says_something(hook):
    asked = []
    hook.answer(silence)
    hook.answer(double)
    hook.answer(lambda number: asked.append(number))
    assert (hook.first(4), asked) == ("8", [])


def test_an_answer_counts_once_however_often_it_is_given(hook):
    hook.answer(double)
    hook.answer(double)
    assert hook.answers == (double,)


def test_an_answer_is_given_by_a_decorator_too(hook):
    @hook.answer
    def said(number: int) -> str:
        return f"n{number}"

    assert (hook.ask(1), said(2)) == (["n1"], "n2")


def test_an_error_of_one_is_the_error_of_all(hook):
    def fail(number: int) -> str:
        raise ValueError(number)

    hook.answer(double)
    hook.answer(fail)
    with pytest.raises(ValueError, match="5"):
        hook.ask(5)


def test_two_hooks_never_bear_one_name(hook):
    with pytest.raises(ValueError, match=r"two hooks named 'tests\.question'"):
        Hook("tests.question")
