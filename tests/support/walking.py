"""Which transitions the tests have really taken: each (model, verb, state it left), against the tables that say all.

`Recorder` listens where `transitions.apply` moves a row; `Walk` is a plugin of pytest that gathers what each process
of a session has taken, and fails a session of every test where a line of a table was never walked.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from eclore.kit import transitions

Step = tuple[str, str, str]  # label of the model, verb, state that it left
OUTPUT = "steps"  # what a worker calls them when it reports
NARROWED = ("keyword", "markexpr", "deselect", "ignore", "ignore_glob", "collectonly", "maxfail")


class Recorder:
    """The steps taken while it listens; a move that was refused, or that the database refused, is none."""

    def __init__(self) -> None:
        self.steps: set[Step] = set()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear every move of the block, whoever has imported `apply`."""
        move = transitions._move

        @wraps(move)
        def heard(subject: Any, verb: str, changes: dict[str, Any]) -> None:
            step = (type(subject)._meta.label, verb, str(subject.state))
            move(subject, verb, changes)
            self.steps.add(step)

        transitions._move = heard
        try:
            yield
        finally:
            transitions._move = move


def declared(tables: Iterable[type[models.Model]] | None = None) -> set[Step]:
    """Every step that a table allows."""
    return {
        (model._meta.label, verb, str(source))
        for model in (tables if tables is not None else apps.get_models())
        for verb, transition in getattr(model, "TRANSITIONS", {}).items()
        for source in transition.sources
    }


class Walk:
    """Gathers the steps of a session, from its workers when there are some, and judges a whole one."""

    def __init__(self, recorder: Recorder, expected: set[Step] | None = None) -> None:
        self.recorder = recorder
        self.expected = expected
        self.missing: list[Step] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of pytest-xdist has ended: take what it reports."""
        self.recorder.steps |= {tuple(step) for step in getattr(node, "workeroutput", {}).get(OUTPUT, [])}

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[OUTPUT] = sorted(self.recorder.steps)
        elif session.exitstatus == pytest.ExitCode.OK and is_whole(session.config):
            expected = declared() if self.expected is None else self.expected
            self.missing = sorted(expected - self.recorder.steps)
            if self.missing:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        if self.missing:
            terminalreporter.section("transitions that no test takes", red=True)
            for label, verb, source in self.missing:
                terminalreporter.write_line(f"{label}: {verb}, from {source}")


def is_whole(config: pytest.Config) -> bool:
    """Whether the session runs every test: nothing chosen, nothing left out, no end at the first failure."""
    asked = {(Path(config.rootpath) / path).resolve() for path in config.args}
    everything = {(config.rootpath / path).resolve() for path in config.getini("testpaths")}
    return asked == everything and not any(getattr(config.option, name, None) for name in NARROWED)
