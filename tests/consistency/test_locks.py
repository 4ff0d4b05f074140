"""Every domain verb takes its aggregate's root before it looks or writes, and writes the fields that it names."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.proofs.interleavings import verbs

ROOT = Path(__file__).resolve().parents[2]
# What holds a row, or a right that is counted, until the transaction ends.
TAKES = {"lock", "lock_role_removals", "lock_invitations", "select_for_update"}
# What reads to decide, or writes.
LOOKS = {
    "require", "can", "filter", "exclude", "exists", "first", "last", "count", "get", "aggregate", "values_list",
    "create", "save", "delete", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "record",
    "refresh_from_db", "all",
}  # fmt: skip  # one list, read as words

NEW = "it makes a row, and looks at nothing that somebody else could change meanwhile"
HELD = "what it stands on is held, and each row is changed where it is still as it was read"
ONCE = "the database keeps one row of it, whoever comes first"
# Verb → why it takes nothing.
TAKES_NOTHING = {
    "accounts.tokens.create": NEW,
    "files.keep": "the idea is held by the verb that attaches",
    "joint.forums.forums.open_forum": "a new row; the database keeps its address apart from others",
    "local.calls.editions.open_edition": "a new row; the database keeps its number apart from others",
    "local.ideas.drafts.begin": NEW,
    "local.ideas.ideas.start": NEW,
    "local.ideas.teams.let_go": "what falls with an idea that is held",
    "local.incubation.projects.open_from_problem": NEW,
    "local.juries.replies.send": "letters that `publish` posts under the jury's lock",
    "local.messages.posting.post": NEW,
    "memberships.invitation_links.opened": "a look, which writes nothing",
    "memberships.members.grant": ONCE,
    "memberships.pending_invitations.create_pending_invitation": NEW,
    "memberships.visits.arrive": "one statement, which the database does once",
    "memberships.visits.enter": NEW,
    "memberships.pending_invitations.fall": HELD,
    "memberships.pending_invitations.expect_no_more": HELD,
    "memberships.pending_invitations.let_go": HELD,
    "memberships.visits.leave": "one statement, which the database does once",
    "juries.amendments.write": "`amend`, a place given back and a promotion hold the jury",
    "juries.ballots.write": "a mark and the answer to a late ballot hold the jury",
    "juries.late_ballots.keep": "a mark that comes late and two typings of a sheet hold the jury",
    "juries.attendance.arrive": "a mark, a card and the roll hold the jury",
    "juries.recusals.step_aside": "`recuse` and `answer_conflicts` hold the jury",
    "juries.recusals.declined": "`decline_recusal` and `answer_conflicts` hold the jury",
    "juries.presidency.release": "`recuse` holds the jury",
    "juries.passages.lapse": "`publish` holds the jury",
    "juries.sessions.require_publishable": "a check of a jury that is held",
    "juries.recusals.require_reader": "a look, which writes nothing",
    "privacy.requests.ask_for_copy": ONCE,
    "privacy.requests.ask_to_be_erased": "`close_account` takes the removal of roles; one request by the database",
    "privacy.requests.erase_somebody": "`close_account` takes the removal of roles; one request by the database",
    "privacy.retention.keep": "update_or_create holds the row that it changes",
    "territories.agreements.sign": NEW,
    "territories.requests.ask": ONCE,
}


def calls(function: object) -> Iterator[ast.Call]:
    """In the order of the source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    found = [node for node in ast.walk(tree.body[0]) if isinstance(node, ast.Call)]
    yield from sorted(found, key=lambda call: (call.func.end_lineno, call.func.end_col_offset))


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


def takes(call: ast.Call, module: ModuleType) -> bool:
    """A lock; a transition, which locks; another verb, or a helper of the module, that begins with one."""
    if name_of(call) in TAKES:
        return True
    called = resolved(call.func, module)
    if called is None or not inspect.isfunction(called):
        return False
    if called.__module__ == "eclore.kit.transitions" and called.__name__ == "apply":
        return True
    own = inspect.getmodule(called)
    is_ours = own is module or ".domain" in called.__module__
    return is_ours and called.__name__ != "_open_to_change" and own is not None and begins_with_a_lock(called, own)


def resolved(func: ast.expr, module: ModuleType) -> object | None:
    """What a name of the module, or of a module that it has, is."""
    if isinstance(func, ast.Name):
        return vars(module).get(func.id)
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        owner = vars(module).get(func.value.id)
        return getattr(owner, func.attr, None) if isinstance(owner, ModuleType) else None
    return None


def begins_with_a_lock(function: object, module: ModuleType) -> bool:
    for call in calls(function):
        if takes(call, module):
            return True
        if name_of(call) in LOOKS:
            return False
    return False


def test_every_verb_takes_its_root_before_it_looks_or_writes():
    found = {
        name
        for name, function in verbs.every().items()
        if not begins_with_a_lock(function, inspect.getmodule(inspect.unwrap(function)))
    }
    assert found - set(TAKES_NOTHING) == set()
    assert set(TAKES_NOTHING) - found == set(), "an exception that is none any more"


@pytest.mark.parametrize(
    ("body", "holds"),
    [
        ("lock(idea); require(by, 'x', idea); idea.save()", True),
        ("require(by, 'x', idea); lock(idea)", False),
        ("team = idea.team.filter(user=None)\n    lock(idea)", False),
        ("idea.delete()", False),
        ("pass", False),
    ],
)
def test_the_order_is_seen(body, holds, tmp_path, monkeypatch):
    path = tmp_path / "written.py"
    path.write_text(f"def verb(idea, *, by):\n    {body}\n")
    module = ModuleType("written")
    exec(compile(path.read_text(), str(path), "exec"), vars(module))
    assert begins_with_a_lock(module.verb, module) is holds


def test_what_is_saved_is_named():
    """`save()` writes every column, a colleague's among them; a new row says that it is one."""
    loose = [
        f"{module.__name__}:{call.lineno}"
        for module in verbs.modules()
        for call in ast.walk(ast.parse(Path(module.__file__).read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "save"
        if not isinstance(resolved(call.func, module), type(verbs.every))
        if not {"update_fields", "force_insert", "save"} & {keyword.arg for keyword in call.keywords}
    ]
    assert loose == []
