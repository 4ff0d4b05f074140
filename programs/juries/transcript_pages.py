"""What a member gave and what was decided, ready to draw, for them alone; and to whom their link was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.core.paginator import Page
from django.db.models import Count, OuterRef, QuerySet, Subquery, Window
from django.db.models.functions import JSONObject
from django.http import Http404
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import clock
from eclore.kit.dates import calendar_day, moment
from eclore.kit.elements import Action, Question, Tag
from eclore.kit.paging import CountedPaginator
from programs.juries import transcripts
from programs.juries.advisory_pages import Beside, beside_the_others
from programs.juries.contract import AnySide
from programs.juries.domain.transcripts import AGAIN, who_marked
from programs.juries.forms import STEPS
from programs.juries.minutes.sections import WITH_YEAR
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractPassage, AbstractSeat, EntryCard
from programs.juries.queries import decision_of, in_list, marks_from, marks_of, related
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState

ON_A_PAGE, FURTHEST = 20, 1000  # dossiers with all that was said of them
LONGEST_NUMBER = 9  # digits of a page's number


@dataclass(frozen=True)
class Given:
    """A dossier: what this member gave it, when, and what the jury decided. `marks`: in words, by criterion."""

    passage: AbstractPassage
    outcome: str
    marks: Sequence[tuple[str, str]]
    comment: str
    when: str
    paper: bool

    @property
    def state(self) -> Tag:
        if not self.when:
            return Tag(_("Sans bulletin validé"), "neutral")
        return Tag(_("Validées, sur papier") if self.paper else _("Validées"), "good")


@dataclass(frozen=True)
class Transcript:
    """Everything that a member keeps of a session, until a day; `hidden`: the dossiers that they have left.

    `beside`: how they mark beside the others, where it is known; theirs, and the president's, alone.
    """

    seat: AbstractSeat
    given: Sequence[Given]
    page: Page[Any]
    hidden: int
    beside: Beside | None
    until: str
    published: str


def transcript(jury: AbstractJury, seat_id: UUID, side: AnySide, *, page: str = "1") -> Transcript:
    """The caller has checked that it is for the member of this seat. Raises Http404 before and after its time."""
    if jury.state != JuryState.PUBLISHED or transcripts.until(jury) <= clock.now():
        raise Http404(_("Vos notes ne se relisent pas ici en ce moment."))
    sitting, criteria = read_sitting(jury), list(jury.criteria.all())
    seat = next(each for each in sitting.seats if each.pk == seat_id)
    left = sitting.left_by(seat)
    leaf = _leaf(_read(jury, seat, side).exclude(pk__in=left), page)
    return Transcript(
        seat=seat,
        given=[_given(passage, criteria) for passage in leaf.object_list],
        page=leaf,
        hidden=len(left),
        beside=beside_the_others(sitting, criteria, seat),
        until=transcripts.day_of(jury),
        published=calendar_day(jury.published_at, today=WITH_YEAR) if jury.published_at else "",
    )


def _leaf(rows: "QuerySet[Any, Any]", page: str) -> Page[Any]:
    """In one statement: each row tells how many there are; the first page for one that is not there."""
    number = min(max(int(page), 1), FURTHEST) if page.isdecimal() and len(page) <= LONGEST_NUMBER else 1
    found = list(rows.annotate(total=Window(Count("*")))[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    if not found and number > 1:
        return _leaf(rows, "1")
    return Page(found, number, CountedPaginator(rows, ON_A_PAGE, count=found[0].total if found else 0))


def _read(jury: AbstractJury, seat: AbstractSeat, side: AnySide) -> "QuerySet[Any, Any]":
    """Every passage with its decision and, in `given`, this member's validated ballot: one statement."""
    ballots = related(related(type(jury), "passages").model, "ballots")
    own = ballots.filter(passage=OuterRef("pk"), seat=seat, cast_at__isnull=False).annotate(marked=marks_of(ballots))
    told = JSONObject(cast_at="cast_at", comment="comment", paper="paper", marks="marked")
    rows = in_list(side.passages._default_manager.filter(jury=jury)).select_related("decision")
    read: QuerySet[Any, Any] = rows.annotate(given=Subquery(own.values(told=told)[:1]))
    return read


def _given(passage: Any, criteria: Sequence[AbstractCriterion]) -> Given:
    told: Mapping[str, Any] = passage.given or {}
    words, marks = dict(STEPS), marks_from(told.get("marks") or ())
    decision = decision_of(passage)
    cast_at = parse_datetime(told["cast_at"]) if told else None
    return Given(
        passage=passage,
        outcome=decision.verdict_label if decision is not None and decision.published_at else "–",
        marks=[(each.label, f"{marks[each.pk]} · {words[marks[each.pk]]}") for each in criteria if each.pk in marks],
        comment=told.get("comment", ""),
        when=moment(cast_at, today=WITH_YEAR) if cast_at else "",
        paper=bool(told.get("paper")),
    )


@dataclass(frozen=True)
class LinkRow:
    """A member who has marked, and the link to their own marks that they were sent."""

    seat: AbstractSeat
    link: EntryCard | None
    kept: bool
    told: ClassVar[str] = ""  # nothing beside the state of their link
    means: ClassVar[str] = ""

    @property
    def name(self) -> str:
        return self.seat.name

    @property
    def state(self) -> Tag:
        if self.link is None:
            return Tag(_("Pas encore envoyé"), "neutral")
        if self.link.revoked_at is not None:
            return Tag(_("Lien retiré"), "warn")
        return Tag(_("Envoyé le %(day)s") % {"day": calendar_day(self.link.created_at, today=WITH_YEAR)}, "good")

    @property
    def acts(self) -> list[Action]:
        """Send it, or anew; withdraw it."""
        if not self.kept:
            return []
        keys, opens = [self.seat.jury_id, self.seat.pk], self.link is not None and self.link.revoked_at is None
        acts = []
        if not (opens and self.link is not None and self.link.created_at > clock.now() - AGAIN):
            label = _("Envoyer") if self.link is None else _("Envoyer de nouveau")
            acts.append(Action(label, reverse("juries-transcript-send", args=keys), posts=True, small=True))
        if opens:
            url = reverse("juries-transcript-withdraw", args=keys)
            acts.append(Action(_("Retirer le lien"), url, "text", posts=True, small=True))
        return acts


@dataclass(frozen=True)
class Links:
    """Every member who has marked, and until when they read their own marks."""

    jury: AbstractJury
    rows: Sequence[LinkRow]
    until: str

    @property
    def due(self) -> list[AbstractSeat]:
        """Those who were never sent anything."""
        return [row.seat for row in self.rows if row.link is None and row.kept]

    @property
    def everybody(self) -> Action | None:
        """All of them in one press, once it has been said whom."""
        if not self.due:
            return None
        url = reverse("juries-transcripts-send", args=[self.jury.pk])
        return Action(_("Envoyer à chacun ses notes"), url, "main", question=question(self), key="envoyer")


def links(jury: AbstractJury) -> Links:
    """For whoever decides, which the caller has checked. Raises Http404 before the publication."""
    if jury.state != JuryState.PUBLISHED:
        raise Http404(_("Les membres relisent leurs notes une fois les décisions publiées."))
    sent: dict[UUID, EntryCard] = transcripts.of_jury(jury._meta.app_label, jury.pk)
    kept = transcripts.until(jury) > clock.now()
    rows = [LinkRow(seat, sent.get(seat.pk), kept) for seat in who_marked(jury)]
    return Links(jury, rows, transcripts.day_of(jury))


def question(shown: Links) -> Question:
    """What is asked before all are written to: whom, and what they will read until when."""
    due = shown.due
    title = ngettext("Écrire à %(count)s membre ?", "Écrire à %(count)s membres ?", len(due)) % {"count": len(due)}
    told = {"names": ", ".join(seat.name for seat in due), "day": shown.until}
    text = _("Un lien vers leurs propres notes et les décisions part vers %(names)s ; il est lisible jusqu'au %(day)s.")
    return Question(title, text % told, _("Envoyer"))
