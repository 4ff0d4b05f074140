"""Every transition of every table is taken by a test: the walk itself is tests.support.walking, this is its proof.

A session of every test fails, and names them, when a step of a table was taken by none; here is shown that it would.
"""

from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps

from eclore.kit import transitions
from eclore.kit.actor import ANONYMOUS
from eclore.kit.errors import NotAllowed
from eclore.kit.transitions import Transition, WrongState
from programs.local.calls.models import Edition
from tenants.contexts import in_territory
from tests.factories.calls import an_edition, manager
from tests.support.walking import OUTPUT, Recorder, Walk, declared, is_whole

ROOT = Path(__file__).resolve().parents[2]
EDITION = {
    ("calls.Edition", "publish", "preparation"),
    ("calls.Edition", "close", "published"),
    ("calls.Edition", "reopen", "closed"),
}
PUBLISHED = ("calls.Edition", "publish", "preparation")


def test_every_table_of_transitions_is_that_of_a_model_and_is_walked():
    held = [id(model.TRANSITIONS) for model in apps.get_models() if hasattr(model, "TRANSITIONS")]
    written = {
        f"{path.relative_to(ROOT)}: {name}": id(value)
        for path in sorted((ROOT / "programs").rglob("states.py"))
        for name, value in vars(import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))).items()
        if isinstance(value, dict) and any(isinstance(move, Transition) for move in value.values())
    }
    assert len(written) >= 7
    assert {name for name, table in written.items() if table not in held} == set()


def test_the_steps_of_a_table_are_its_verbs_from_each_of_their_states():
    assert declared([Edition]) == EDITION


@pytest.fixture
def recorder(somme):
    """Listening inside the territory's context."""
    recorder = Recorder()
    with in_territory(somme), recorder.listening():
        yield recorder


def test_a_step_that_is_taken_is_recorded_with_the_state_that_it_left(recorder):
    edition = an_edition(published=False)
    for verb in ("publish", "close", "reopen"):
        transitions.apply(edition, verb, by=manager())
    assert recorder.steps == EDITION


@pytest.mark.parametrize(
    ("verb", "by", "refusal"), [("close", manager(), WrongState), ("publish", ANONYMOUS, NotAllowed)]
)
def test_a_step_that_is_refused_is_not_recorded(recorder, verb, by, refusal):
    edition = an_edition(published=False)
    with pytest.raises(refusal):
        transitions.apply(edition, verb, by=by)
    assert recorder.steps == set()


def test_what_is_only_told_is_no_step(recorder):
    transitions.record(an_edition(published=False), "publish", by=manager(), source="preparation", target="published")
    assert recorder.steps == set()


def test_nothing_is_heard_once_it_no_longer_listens(somme):
    recorder = Recorder()
    with recorder.listening():
        pass
    with in_territory(somme):
        an_edition()
    assert recorder.steps == set()


def a_session(*, args=("tests",), exitstatus=pytest.ExitCode.OK, worker=None, **options):
    """As pytest ends it."""
    config = SimpleNamespace(
        rootpath=ROOT, args=list(args), getini=lambda name: ["tests"], option=SimpleNamespace(**options)
    )
    if worker is not None:
        config.workeroutput = worker
    return SimpleNamespace(config=config, exitstatus=exitstatus)


def a_walk(*steps):
    recorder = Recorder()
    recorder.steps |= set(steps)
    return Walk(recorder, expected=EDITION)


class Screen(list):
    """What a terminal would show."""

    def section(self, title, **_markup):
        self.append(title)

    def write_line(self, line):
        self.append(line)


def shown(walk):
    screen = Screen()
    walk.pytest_terminal_summary(screen)
    return screen


def test_a_whole_session_that_takes_every_step_ends_well_and_says_nothing():
    session, walk = a_session(), a_walk(*EDITION)
    walk.pytest_sessionfinish(session)
    assert (session.exitstatus, shown(walk)) == (pytest.ExitCode.OK, [])


def test_a_whole_session_fails_and_names_the_steps_that_no_test_takes():
    session, walk = a_session(), a_walk(PUBLISHED)
    walk.pytest_sessionfinish(session)
    assert session.exitstatus == pytest.ExitCode.TESTS_FAILED
    assert shown(walk) == [
        "transitions that no test takes",
        "calls.Edition: close, from published",
        "calls.Edition: reopen, from closed",
    ]


@pytest.mark.parametrize(
    "partial",
    [
        {"args": ["tests/platform"]},
        {"args": ["tests/platform", "tests"]},
        {"keyword": "idea"},
        {"markexpr": "not slow"},
        {"deselect": ["tests/x.py"]},
        {"ignore": ["tests/x"]},
        {"ignore_glob": ["*x*"]},
        {"maxfail": 1},
        {"collectonly": True},
        {"exitstatus": pytest.ExitCode.TESTS_FAILED},
        {"exitstatus": pytest.ExitCode.INTERRUPTED},
    ],
    ids=str,
)
def test_a_session_of_some_tests_or_that_has_failed_is_not_judged(partial):
    session, walk = a_session(**partial), a_walk()
    before = session.exitstatus
    walk.pytest_sessionfinish(session)
    assert (session.exitstatus, shown(walk)) == (before, [])


def test_a_worker_reports_what_it_took_and_judges_nothing():
    output = {}
    session, walk = a_session(worker=output), a_walk(PUBLISHED)
    walk.pytest_sessionfinish(session)
    assert (output, session.exitstatus) == ({OUTPUT: [PUBLISHED]}, pytest.ExitCode.OK)


def test_steps_of_every_worker_count_even_when_one_has_died():
    walk = a_walk()
    for step in EDITION:  # a channel between processes gives lists back
        walk.pytest_testnodedown(SimpleNamespace(workeroutput={OUTPUT: [list(step)]}), None)
    walk.pytest_testnodedown(SimpleNamespace(), "crashed")
    assert walk.recorder.steps == EDITION


def test_this_session_listens(pytestconfig, somme):
    walk = pytestconfig.pluginmanager.get_plugin("walk of transitions")
    with in_territory(somme):
        an_edition()
    assert PUBLISHED in walk.recorder.steps
    assert isinstance(is_whole(pytestconfig), bool)
