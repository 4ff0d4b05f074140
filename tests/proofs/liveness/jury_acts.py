"""What is done with juries, a territory's or a forum's: the same moves, and those that only one side has."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from uuid import UUID

from eclore.kit import clock
from eclore.kit.actor import JUROR, Actor
from programs.joint.forums import domain as forums
from programs.joint.forums.models import Forum
from programs.joint.juries import domain as joint
from programs.joint.juries.side import JOINT
from programs.juries import domain
from programs.juries.contract import AnySide
from programs.juries.criteria import criteria_of
from programs.local.calls.models import Edition
from programs.local.ideas.models import Idea
from programs.local.juries import domain as local
from programs.local.juries.models import Jury
from programs.local.juries.side import LOCAL
from tests.proofs.liveness.idea_acts import idea
from tests.proofs.liveness.world import HOME, NATION, STRANGER, Move, World

MOST = 2


def local_moves(world: World) -> Iterator[Move]:
    """A territory's juries; inside its context."""
    if Jury.objects.count() < MOST:
        for kind in ("reading", "audition"):
            yield Move("compose", None, lambda kind=kind: _compose(world, kind))
    for jury in Jury.objects.all():
        for pk in Idea.objects.exclude(passages__jury=jury).values_list("pk", flat=True):
            yield Move("add_passage", jury.pk, lambda j=jury.pk, pk=pk: _add(world, j, pk))
        for pk in jury.passages.values_list("pk", flat=True):
            take_off = partial(local.remove_passage, by=world.manager)
            yield Move("remove_passage", jury.pk, lambda pk=pk, v=take_off: v(_passage(LOCAL, pk)))
        yield from session_moves(LOCAL, jury.pk, world.manager, world, HOME)


def forum_moves(world: World) -> Iterator[Move]:
    """The forum and its jury; inside the programme's context."""
    key = world.forum.pk
    for verb in ("close", "reopen", "cancel"):
        act = getattr(forums, verb)
        yield Move(f"{verb}_forum", key, lambda act=act: act(Forum.objects.get(pk=key), by=world.national), NATION)
    yield Move("convene", key, lambda: joint.convene(Forum.objects.get(pk=key), by=world.national, quorum=1), NATION)
    for jury in JOINT.juries.objects.all():
        pk = jury.pk
        yield Move("take_in", pk, lambda pk=pk: joint.take_in(_jury(JOINT, pk), by=world.national), NATION)
        yield from session_moves(JOINT, pk, world.national, world, NATION)


def session_moves(side: AnySide, pk: UUID, runs: Actor, world: World, where: str) -> Iterator[Move]:
    """What every session goes through."""
    is_revealed = side.juries.objects.filter(pk=pk, revealed_at__isnull=False).exists()
    verbs = {
        "open": side.open_session,
        "unopen": side.unopen_session,
        "cancel": side.cancel,
        "publish": side.publish,
        "deliberate": domain.deliberate,
        "resume": domain.resume,
        "reveal again" if is_revealed else "reveal": domain.reveal,
    }
    for name, verb in verbs.items():
        yield Move(name, pk, lambda verb=verb: verb(_jury(side, pk), by=runs), where)
    yield from _seat_moves(side, pk, runs, world, where)
    yield from _passage_moves(side, pk, runs, world, where)


def _seat_moves(side: AnySide, pk: UUID, runs: Actor, world: World, where: str) -> Iterator[Move]:
    seated = {seat.email: seat for seat in side.seats.objects.filter(jury=pk)}
    opened = side.juries.objects.values_list("opened_at", flat=True).get(pk=pk)
    for rank, email in enumerate([*(one.email for one in world.jurors), STRANGER]):
        if email not in seated:
            given = {"email": email, "name": "Membre", "presides": rank == 0 and not seated}
            yield Move("add_seat", pk, lambda g=given: side.add_seat(_jury(side, pk), by=runs, **g), where)
    for seat in seated.values():
        key = seat.pk
        yield Move("remove_seat", pk, lambda k=key: domain.remove_seat(_seat(side, k), by=runs), where)
        hand_over = partial(domain.hand_over, by=runs)
        yield Move("hand_over", pk, lambda k=key, v=hand_over: v(_seat(side, k)), where)
        verb = partial(domain.note_presence, by=runs, present=not seat.present)
        yield Move("absent" if seat.present else "present", pk, lambda k=key, v=verb: v(_seat(side, k)), where)
        if opened and not (seat.stays and seat.stays[0].lower <= opened):
            since = partial(domain.correct_hours, by=runs, stays=[(opened, None)])
            yield Move("correct_hours", pk, lambda k=key, v=since: v(_seat(side, k)), where)


def _passage_moves(side: AnySide, pk: UUID, runs: Actor, world: World, where: str) -> Iterator[Move]:
    for passage in side.passages.objects.filter(jury=pk).select_related("decision"):
        key = passage.pk
        begin, end = partial(domain.open_passage, by=runs), partial(domain.close_passage, by=runs)
        yield Move("begin_passage", pk, lambda k=key, v=begin: v(_passage(side, k)), where)
        yield Move("end_passage", pk, lambda k=key, v=end: v(_passage(side, k)), where)
        for persona in world.jurors:
            yield Move("mark", pk, lambda k=key, p=persona: _mark(side, k, p, world), where)
        yield Move(
            "recuse", pk, lambda k=key: domain.recuse(_passage(side, k), by=_juror(world, world.jurors[0])), where
        )
        name = "redecide" if getattr(passage, "decision", None) else "decide"
        for rank in (0, -1):
            yield Move(name, pk, lambda k=key, r=rank: _decide(side, k, r, runs), where)
        if name == "redecide":
            undo = partial(domain.withdraw_decision, by=runs)
            yield Move("undecide", pk, lambda k=key, v=undo: v(_passage(side, k)), where)


def _compose(world: World, kind: str) -> object:
    edition = Edition.objects.get(pk=world.call.edition_id)
    return local.compose(edition, by=world.manager, kind=kind, title=kind, held_on=clock.today(), quorum=1)


def _add(world: World, jury: UUID, pk: UUID) -> object:
    return local.add_passage(_jury(LOCAL, jury), by=world.manager, idea=idea(pk))


def _decide(side: AnySide, key: UUID, rank: int, runs: Actor) -> object:
    passage = _passage(side, key)
    verdict = side.verdicts(passage)[rank][0]
    return side.decide(passage, by=runs, verdict=verdict, motivation="Parce que.", weeks=9)


def _mark(side: AnySide, key: UUID, persona: Any, world: World) -> object:
    passage = _passage(side, key)
    marks = {criterion.pk: 4 for criterion in criteria_of(passage)}
    return domain.cast(passage, by=_juror(world, persona), marks=marks)


def _juror(world: World, persona: Any) -> Actor:
    return Actor(persona.user_id, persona.name, persona.email, frozenset({JUROR}), schema=world.site.schema_name)


def _jury(side: AnySide, pk: UUID) -> Any:
    return side.with_edition_or_forum(side.juries.objects.all()).get(pk=pk)


def _seat(side: AnySide, pk: UUID) -> Any:
    return side.seats.objects.select_related("jury").get(pk=pk)


def _passage(side: AnySide, pk: UUID) -> Any:
    return side.with_dossier(side.passages.objects.all()).get(pk=pk)
