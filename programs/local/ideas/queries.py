"""Which ideas may be seen, and by whom: lists, searches, counts, exports and the API all start here."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat
from django.db.models.lookups import Regex

from eclore.kit.actor import Actor
from eclore.kit.folding import Fold, fold, holds, holds_kept, in_order, joined, sort_key, words
from eclore.kit.permissions import can, require
from programs.local.calls.models import Call, Edition
from programs.local.ideas.figures import SHOWN, Waiting, Waits, many, remember, unsigned_name
from programs.local.ideas.models import Callback, Commitment, CommitmentState, Idea, TeamMember
from programs.local.ideas.states import UNANSWERED, WITHOUT_ANSWER, IdeaState

SORTS = {
    "numero": "number",
    "titre": "title",
    "etape": "state",
    "direction": "direction",
    "depot": "submitted_at",
    "equipe": "in_team",
    "engagement": "with_time",
}
FOLDED = ("titre", "direction")
# What an idea is called by whoever looks for it: « n° 12 », or a word of its title.
CALLED = (Concat(Value("n° "), Cast("number", TextField()), output_field=TextField()), "title")
FOUND = 500  # ideas that a search shows on the board, at most
COUNTED = {"equipe": Q(), "engagement": Q(commitment__state=CommitmentState.SIGNED)}
ALIKE = 12
OF_THE_CALL = ("call__label", "call__closes_at", "call__reply_by")  # beside one's own ideas
CARRIED = ("title", "number", "state", "answered_at", "updated_at", *OF_THE_CALL)
PENDING = ("signatory_name", "state", "reason", "created_at", "member__name", "member__idea__title")
# Each state, then each direction, with its number of submitted ideas; the ORM has no grouping sets.
SEASON = """SELECT state, direction, count(*) FROM ideas_idea WHERE call_id = %s AND submitted_at IS NOT NULL
GROUP BY GROUPING SETS ((state), (direction))"""
SUBMITTED = Q(submitted_at__isnull=False)


@dataclass(frozen=True)
class Season:
    """How many submitted ideas stand in each state, and the directions that they come from."""

    by_state: Counter[str]
    directions: list[str]


@dataclass(frozen=True)
class SeasonCounts:
    """How many ideas were submitted to a call, by how many people, from how many directions."""

    ideas: int
    people: int
    directions: int


def visible_to(actor: Actor) -> QuerySet[Idea]:
    """One's own ideas; submitted ones for those who follow the programme. A draft is its team's alone."""
    if actor.system:
        return Idea.objects.select_related("call__edition")
    if not actor.is_authenticated:
        ideas = Idea.objects.select_related("call__edition")
        return ideas.filter(SUBMITTED) if can(actor, "ideas.follow") else ideas.none()
    return seen_by(actor.user_id, follows=can(actor, "ideas.follow"))


def seen_by(user: Any, *, follows: bool) -> QuerySet[Idea]:
    """The same for somebody who is signed in; `user` may be a value that is given later (eclore.kit.prepared)."""
    own = Q(_carried_by(user))
    return Idea.objects.select_related("call__edition").filter(own | SUBMITTED if follows else own)


def how_many(actor: Actor, wanted: Q) -> int:
    """Of the same, those that are `wanted`: what is submitted and what is one's own are counted apart, by indexes."""
    if actor.system or not can(actor, "ideas.follow"):
        return visible_to(actor).filter(wanted).count()
    drafts = Idea.objects.filter(_carried_by(actor.user_id), wanted, submitted_at=None)
    submitted = Idea.objects.filter(SUBMITTED, wanted).order_by().values("pk")
    return submitted.union(drafts.order_by().values("pk"), all=True).count()


def mine(actor: Actor) -> list[Idea]:
    """The ideas this person carries, the ones that wait for something first."""
    if not actor.is_authenticated:
        return []
    ideas = Idea.objects.select_related("call").only(*CARRIED).filter(_carried_by(actor.user_id))
    return list(ideas.order_by("-updated_at")[:100])


def emails_of_drafts() -> Q:
    """The messages that nobody but a draft's team may read: they bear its title, and its members' names."""
    return Q(about__in=Idea.objects.filter(submitted_at=None).values("pk"))


def board(actor: Actor, edition: Edition) -> QuerySet[Idea]:
    """The submitted ideas of an edition's call, for those who follow the programme."""
    require(actor, "ideas.follow")
    return Idea.objects.filter(SUBMITTED, call=edition.call).order_by("number", "pk")


def sifted(
    ideas: QuerySet[Idea], *, q: str = "", state: str = "", direction: str = "", sort: str = ""
) -> QuerySet[Idea]:
    """The board narrowed to what somebody looks for, in the order of SORTS."""
    sought = words(q)
    common = _said_by_many(ideas, sought)
    for word in sought:
        told = holds_kept(word, "folded") | _led_by(word) | _numbered(word)
        ideas = ideas.filter(told if word in common else Q(pk__in=_saying(word)))
    if state:
        ideas = ideas.filter(state__in=UNANSWERED if state == WITHOUT_ANSWER else [state])
    if direction:
        ideas = ideas.filter(direction=direction)
    asked, descending = sort.removeprefix("-"), sort.startswith("-")
    if asked in FOLDED:
        return ideas.order_by(*in_order(SORTS[asked], descending=descending), "number", "pk")
    if asked not in SORTS:
        return ideas
    key = SORTS[asked]
    if asked in COUNTED:
        ideas = ideas.annotate(**{key: _how_many(COUNTED[asked])})
    return ideas.order_by(f"-{key}" if descending else key, "number", "pk")


def _how_many(members: Q) -> Coalesce:
    """How many of an idea's team are so, to sort by."""
    team = TeamMember.objects.filter(members, idea=OuterRef("pk")).order_by().values("idea")
    return Coalesce(Subquery(team.annotate(n=Count("pk")).values("n")), 0)


def _led_by(word: str) -> Exists:
    """Whether this word is in the name of who leads the idea that the query is about."""
    return Exists(TeamMember.objects.filter(holds(word, "name"), idea=OuterRef("pk"), leads=True))


def how_many_found(ideas: QuerySet[Idea]) -> int:
    """How many of what was looked for, read no further than one more than FOUND."""
    return ideas.order_by()[: FOUND + 1].count()


def _said_by_many(ideas: QuerySet[Idea], sought: list[str]) -> set[str]:
    """The words that more than FOUND of these ideas hold, in one statement that reads no further.

    Looking such a word up in the index finds them all before the first is shown; read in turn, a page stops it.
    """
    if not sought:
        return set()
    saying = [ideas.filter(holds_kept(word, "folded")).order_by().values("pk")[: FOUND + 1] for word in sought]
    texts, given = zip(*(each.query.sql_with_params() for each in saying), strict=True)
    counts = ", ".join(f"(SELECT count(*) FROM ({text}) found)" for text in texts)  # noqa: S608  the ORM's own text
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}", [value for values in given for value in values])
        row = cursor.fetchone()
    return {word for word, count in zip(sought, row, strict=True) if count > FOUND}


def _saying(word: str) -> "QuerySet[Idea, Any]":
    """The ideas that a rare word finds, each way by its own index, which the rest of the board's query would hide."""
    written = Idea.objects.filter(holds_kept(word, "folded")).order_by().values("pk")
    led = TeamMember.objects.filter(holds(word, "name"), leads=True).order_by().values("idea_id")
    numbered = Idea.objects.filter(_numbered(word)).order_by().values("pk")
    return written.union(led, numbered, all=True)


def _numbered(word: str) -> Q:
    """« 12 » and « n° 12 » are also the number of an idea."""
    digits = word.removeprefix("no ")
    return Q(number=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 9 else Q(pk__in=[])


def mergeable_with(idea: Idea, actor: Actor) -> QuerySet[Idea]:
    """The submitted ideas of the same call that another may be attached to."""
    ideas = visible_to(actor).filter(SUBMITTED, call=idea.call_id, state__in=UNANSWERED).exclude(pk=idea.pk)
    return ideas.order_by("number")


def directions_of(actor: Actor, edition: Edition) -> list[str]:
    """The directions that submitted ideas come from, in alphabetical order."""
    return season_of(actor, edition).directions


def season_of(actor: Actor, edition: Edition) -> Season:
    """What a board tells of all its ideas, in one statement."""
    require(actor, "ideas.follow")
    with connection.cursor() as cursor:
        cursor.execute(SEASON, [edition.call.pk])
        rows = cursor.fetchall()
    return Season(
        Counter({state: count for state, _direction, count in rows if state is not None}),
        sorted((direction for _state, direction, _count in rows if direction), key=sort_key),
    )


def pending_commitments(actor: Actor, edition: Edition) -> Waiting[Commitment]:
    """Commitments of submitted ideas that nobody has signed yet, refused ones first, then the oldest."""
    require(actor, "ideas.follow")
    rows = Commitment.objects.filter(
        member__idea__call=edition.call, member__idea__submitted_at__isnull=False, member__idea__state__in=UNANSWERED
    ).exclude(state=CommitmentState.SIGNED)
    rows = rows.select_related("member__idea").only(*PENDING)
    return _first(rows.order_by("state", "created_at", "pk"), unsigned_name(edition.call.pk))


def waiting_callbacks(actor: Actor, edition: Edition) -> Waiting[Callback]:
    """Who asked to be called back and has not been, the first to ask first; for those who run the programme."""
    if not can(actor, "ideas.call_back"):
        return Waiting([], 0)
    return _first(Callback.objects.filter(call=edition.call, answered_at=None), f"callbacks:{edition.call.pk}")


def _first(rows: QuerySet[Waits], name: str) -> Waiting[Waits]:
    """One statement: those who are shown, with the number of all; many are counted once in a while, under `name`."""
    every = rows.order_by().annotate(_all=Value(1)).values("_all").annotate(n=Count("pk")).values("n")
    known = many(name)
    shown = list(rows.annotate(of=Subquery(every) if known is None else Value(known))[:SHOWN])
    if len(shown) < SHOWN:
        return Waiting(shown, len(shown))
    remember(name, shown[0].of)
    return Waiting(shown, shown[0].of)


def season_counts(call: Call) -> SeasonCounts:
    """Public figures of a call, in one statement."""
    row = (
        Idea.objects.filter(SUBMITTED, call=call)
        .exclude(state=IdeaState.WITHDRAWN)
        .aggregate(
            ideas=Count("pk", distinct=True),
            people=Count("team__email", distinct=True),
            directions=Count("direction", distinct=True, filter=~Q(direction="")),
        )
    )
    return SeasonCounts(**row)


def close_to(written: str, *, call: Call, actor: Actor) -> list[Idea]:
    """At most three submitted ideas of this call whose team is open and whose words resemble these."""
    terms = list(dict.fromkeys(re.findall(r"\w{6,}", fold(written))))[:ALIKE]
    if not terms or not actor.is_authenticated:
        return []
    said = Fold(joined("title", KeyTextTransform("problem", "answers")))
    alike = Regex(said, "|".join(terms))  # one fold a row, whatever the number of words
    ideas = Idea.objects.filter(SUBMITTED, alike, call=call, open_team=True).exclude(state=IdeaState.WITHDRAWN)
    ideas = ideas.exclude(_carried_by(actor.user_id))
    return sorted(ideas[:40], key=lambda idea: -_shared(terms, idea))[:3]


def _carried_by(user: Any) -> Exists:
    """Whether this person is in the team of the idea that the query is about."""
    return Exists(TeamMember.objects.filter(user=user, idea=OuterRef("pk")))


def _shared(terms: list[str], idea: Idea) -> int:
    text = fold(f"{idea.title} {idea.answers.get('problem', '')}")
    return sum(term in text for term in terms)
