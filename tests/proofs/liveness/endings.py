"""How each open thing may end: a bounded search of continuations, undone whether it finds an end or not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from programs.joint.forums.models import Forum
from programs.joint.juries.side import JOINT
from programs.local.ideas.models import Idea
from programs.local.incubation.models import Committee, Project
from programs.local.juries.side import LOCAL
from tenants.memberships.models import Invitation
from tests.proofs.liveness.idea_acts import delivery, idea_moves, nation_moves, people_moves
from tests.proofs.liveness.jury_acts import forum_moves, local_moves, session_moves
from tests.proofs.liveness.project_acts import project_moves
from tests.proofs.liveness.world import HOME, NATION, Move, World

DEPTH = 30
# What brings each kind of thing to its end, in the order in which it is tried; what only turns round is not here.
SESSION = ("publish", "reveal", "decide", "deliberate", "open", "add_seat", "present", "correct_hours", "cancel")
COMMITTEE = ("close_committee", "judge", "cancel_committee")
OVER = ("published", "cancelled")
ANSWERED = ("out_of_scope", "merged", "not_shortlisted", "laureate", "not_retained", "taken_internally", "withdrawn")
ENDED = ("operated", "transferred", "reintegrated", "inconclusive", "outside", "stopped")
Found = list[tuple[str, Any, str]]  # kind, key, state


@dataclass(frozen=True)
class Kind:
    """`left`: the rows that have begun and not ended; `forward`: moves that may bring one to its end, in order."""

    name: str
    where: str
    left: Callable[[], Any]
    forward: Callable[[World, Any], Iterator[Move]]


def open_things(world: World) -> Found:
    """Everything that has begun and has not ended."""
    found: Found = []
    for where in (HOME, NATION):
        with world.inside(where):
            for kind in KINDS.values():
                if kind.where == where:
                    found += [(kind.name, key, state) for key, state in kind.left()]
    return found


def can_end(world: World, name: str, key: Any) -> bool:
    """Whether acts that bring it forward lead to its end, in at most DEPTH of them."""
    kind = KINDS[name]
    with world.undone():
        for _step in range(DEPTH):
            if _has_ended(world, kind, key):
                return True
            if not any(world.attempt(move) for move in kind.forward(world, key)):
                return False
    return False


def _has_ended(world: World, kind: Kind, key: Any) -> bool:
    with world.inside(kind.where):
        return key not in {pk for pk, _state in kind.left()}


def _in_order(world: World, where: str, acts: tuple[str, ...], moves: Callable[[], Iterator[Move]]) -> list[Move]:
    with world.inside(where):
        wanted = [move for move in moves() if move.name in acts]
    return sorted(wanted, key=lambda move: acts.index(move.name))


def _session(world: World, key: Any) -> Iterator[Move]:
    yield from _in_order(world, HOME, SESSION, lambda: session_moves(LOCAL, key, world.manager, world, HOME))


def _joint_session(world: World, key: Any) -> Iterator[Move]:
    yield from _in_order(world, NATION, SESSION, lambda: forum_moves(world))


def _idea(world: World, key: Any) -> Iterator[Move]:
    """Taken back, answered, or decided where it is heard."""
    acts = ("withdraw", "set_aside", "recall")
    mine = _in_order(world, HOME, acts, lambda: idea_moves(world))
    yield from (move for move in mine if move.thing == key)
    yield delivery(world)
    with world.inside(HOME):
        juries = list(
            LOCAL.juries.objects.filter(passages__idea=key).exclude(state__in=OVER).values_list("pk", flat=True)
        )
    for jury in juries:
        yield from _session(world, jury)
    yield from _joint_session(world, None)


def _project(world: World, key: Any) -> Iterator[Move]:
    """By a committee that looks at it, or one that is planned for it."""
    with world.inside(HOME):
        on = Committee.objects.filter(state="planned").order_by("created_at").values_list("pk", flat=True)
        committees = list(on.filter(reviews__project=key)) or list(on)
    for pk in committees[:1]:
        yield from _committee(world, pk)
    yield from _in_order(world, HOME, ("add_project", "plan", "wake"), lambda: project_moves(world))


def _committee(world: World, key: Any) -> Iterator[Move]:
    mine = _in_order(world, HOME, COMMITTEE, lambda: project_moves(world))
    moves = [move for move in mine if move.thing == key]
    yield from (move for move in moves if move.name != "judge" or move.verdict == "stopped")


def _forum(world: World, key: Any) -> Iterator[Move]:
    yield from _joint_session(world, None)
    yield from _in_order(world, NATION, ("cancel_forum", "convene"), lambda: forum_moves(world))
    yield from _in_order(world, HOME, ("recall",), lambda: idea_moves(world))


def _invitation(world: World, key: Any) -> Iterator[Move]:
    mine = _in_order(world, HOME, ("uninvite",), lambda: people_moves(world))
    yield from (move for move in mine if move.thing == key)


def _left(model: Any, over: tuple[str, ...]) -> Callable[[], Any]:
    return lambda: model.objects.exclude(state__in=over).values_list("pk", "state")


def _waiting() -> Any:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None).values_list("pk", "role")


KINDS = {
    kind.name: kind
    for kind in (
        Kind("jury", HOME, _left(LOCAL.juries, OVER), _session),
        Kind("idea", HOME, _left(Idea, ANSWERED), _idea),
        Kind("project", HOME, _left(Project, ENDED), _project),
        Kind("committee", HOME, _left(Committee, ("closed", "cancelled")), _committee),
        Kind("invitation", HOME, _waiting, _invitation),
        Kind("joint jury", NATION, _left(JOINT.juries, OVER), _joint_session),
        Kind("forum", NATION, _left(Forum, ("decided", "cancelled")), _forum),
    )
}


def all_moves(world: World) -> list[Move]:
    """Everything that might be tried now."""
    with world.inside(HOME):
        moves = [*idea_moves(world), *people_moves(world), *local_moves(world), *project_moves(world)]
    with world.inside(NATION):
        return [*moves, *forum_moves(world), *nation_moves(world)]
