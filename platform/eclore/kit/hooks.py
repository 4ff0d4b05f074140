"""The one way in which a lower layer lets upper ones hear: it asks a question, they answer it when Django starts.

Every hook of the program and who answers it are listed in docs/hooks.md, which a test compares with the code.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class Hook(Generic[P, R]):
    """A question with a name, and the functions that answer it, in the order in which they were given.

    The layer that asks makes it once, at the top of a module; an app that answers says so in its `AppConfig.ready`.
    """

    everyone: "ClassVar[dict[str, Hook[..., Any]]]" = {}

    def __init__(self, name: str) -> None:
        """`name`: `<app>.<question>`, unique in the program."""
        if name in self.everyone:
            raise ValueError(f"there are two hooks named {name!r}")
        self.name = name
        self._answers: list[Callable[P, R]] = []
        self.everyone[name] = self

    @property
    def answers(self) -> tuple[Callable[P, R], ...]:
        return tuple(self._answers)

    def answer(self, function: Callable[P, R]) -> Callable[P, R]:
        """Add an answer; the same function twice counts once. Usable as a decorator."""
        if function not in self._answers:
            self._answers.append(function)
        return function

    def ask(self, *args: P.args, **kwargs: P.kwargs) -> list[R]:
        """What everybody answers; an error of one is the error of all."""
        return [function(*args, **kwargs) for function in self._answers]

    def first(self, *args: P.args, **kwargs: P.kwargs) -> R | None:
        """The first answer that says something; those after it are not asked."""
        for function in self._answers:
            answered = function(*args, **kwargs)
            if answered is not None:
                return answered
        return None
