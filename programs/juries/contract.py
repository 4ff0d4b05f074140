"""The jury's contract with the web: what one kind of jury says of itself, once, so that pages and endpoints are shared.

Two sides answer it: a territory's own juries (programs.local.juries.side) and joint ones (programs.joint.juries.side).
Addresses bear the same names and the same keys on both (programs.juries.urls), and so do the verbs
(programs.juries.domain for those that are the same, `JurySide` for those that are not).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar, Unpack
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from eclore.kit import zones
from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Question
from eclore.kit.errors import Problem, Refusal
from eclore.kit.folding import in_order
from eclore.kit.locks import read_held
from programs.juries import queries
from programs.juries.domain.decisions import Ruling, TermsGiven
from programs.juries.domain.recusals import require_reader
from programs.juries.domain.seats import SeatGiven
from programs.juries.dossiers import Dossier
from programs.juries.forms import SeatForm
from programs.juries.minutes.record import with_record
from programs.juries.models import AbstractDecision, AbstractJury, AbstractPassage, AbstractSeat
from programs.juries.rules import is_of, require, require_on

JuryT = TypeVar("JuryT", bound=AbstractJury)
PassageT = TypeVar("PassageT", bound=AbstractPassage)
SeatT = TypeVar("SeatT", bound=AbstractSeat)

Trail = list[tuple[str, str]]  # label, address; the page one is on has none


@dataclass(frozen=True)
class Texts:
    """What the shared pages say differently on each side."""

    heading: str
    own_heading: str
    empty_title: str
    empty_text: str
    empty_text_for_starters: str  # to whoever may begin a jury
    member_added: str  # takes %(name)s
    published: str
    open_question: Question
    reveal_question: Question
    publish_question: Question


class JurySide(ABC, Generic[JuryT, PassageT, SeatT]):
    """One kind of jury. Its verbs take rows that its own reads gave, so already shown to `actor`."""

    app_label: ClassVar[str]  # the app's, with which every permission begins
    layout: ClassVar[str]  # the template that its pages extend
    seat_form: ClassVar[type[SeatForm]]
    juries: type[JuryT]
    passages: type[PassageT]
    seats: type[SeatT]
    adds_passages: ClassVar[bool]  # whether dossiers are added and taken off by hand
    knows_teams: ClassVar[bool]  # whether the people of a dossier may be written to
    occasion: ClassVar[str]  # the key of a jury to what it is held for
    taking_a_place: ClassVar[frozenset[str]]  # the verdicts that take one of the jury's places
    taking_a_renewal_place: ClassVar[frozenset[str]] = frozenset()  # and those that take one of its renewals'
    after_publication: ClassVar[str]  # the name of the address where one goes then

    # What may be seen.

    @abstractmethod
    def follows(self, actor: Actor) -> bool:
        """Whether `actor` sees every jury, seat or not."""

    @abstractmethod
    def with_edition_or_forum(self, juries: QuerySet[JuryT, JuryT]) -> QuerySet[JuryT, JuryT]:
        """The same juries, with what they are held for: an edition, a forum; in the same statement."""

    @abstractmethod
    def with_dossier(self, passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
        """The same passages, with their jury and what `dossier` and `decide` read, in the same statement."""

    def to_mark(self, passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
        """The same, with their jury alone."""
        return passages.select_related(f"jury__{self.occasion}")

    def members(self) -> QuerySet[SeatT, SeatT]:
        """Seats, with what a list of members shows, in the same statement."""
        return self.seats._default_manager.all()

    def juries_for(self, actor: Actor) -> QuerySet[JuryT, JuryT]:
        """Every jury for those who follow them, one's own for others; the latest first."""
        juries = self.with_edition_or_forum(self.juries._default_manager.order_by("-held_on", *in_order("title"), "pk"))
        if actor.system or self.follows(actor):
            return juries
        return juries.filter(Exists(queries.own_seats(self.seats, actor).filter(jury=OuterRef("pk"))))

    def jury_list(self, actor: Actor) -> QuerySet[JuryT, JuryT]:
        """The same, with what a list shows: `passage_count`, `seat_count`, `sits`, `own_cast`."""
        return queries.with_counts(self.juries_for(actor), queries.own_seats(self.seats, actor))

    def jury_or_404(self, pk: UUID, actor: Actor, *, verb: str = "", record: bool = False) -> JuryT:
        """One jury that `actor` may see, its members ready for the rules: two statements.

        `record`: with what its minutes tell. Raises Http404; NotAllowed when a `verb` is given that they may not.
        """
        juries = self.juries_for(actor)
        rows = (with_record(juries) if record else juries).filter(pk=pk)
        found = rows.prefetch_related(Prefetch("seats", self.members())).first()
        if found is None:
            raise Http404(_("Aucun jury ne se trouve à cette adresse."))
        if verb:
            require(actor, verb, found)
        return found

    def passages_for(self, jury: JuryT, actor: Actor) -> QuerySet[PassageT, PassageT]:
        """The passages of `jury` but those `actor` has stepped aside from, each with its decision."""
        return queries.not_left(self.with_dossier(self.passages._default_manager.filter(jury=jury)), self.seats, actor)

    def passage_or_404(
        self, jury_pk: UUID, pk: UUID, actor: Actor, *, verb: str = "", hold: bool = False, marks: bool = False
    ) -> PassageT:
        """A passage and its jury, whose members are ready; none that `actor` has stepped aside from.

        Three statements, or four with `hold`: the jury, then the passage, are read and held for what will be written.
        Where one `marks`, neither the dossier nor its decision is read. Raises Http404; NotAllowed when a `verb` is
        given that they may not there.
        """
        one = self.passages._default_manager.filter(pk=pk, jury_id=jury_pk).order_by()
        rows = self.to_mark(one) if marks else self.with_dossier(one)
        found = self._held(jury_pk, rows) if hold else rows.first()
        if found is not None:
            prefetch_related_objects([found.jury], Prefetch("seats", self.members()))
        if found is None or not self._sees(found, actor):
            raise Http404(_("Aucun passage ne se trouve à cette adresse."))
        if verb:
            require_on(actor, verb, found)
        return found

    def _held(self, jury_pk: UUID, rows: QuerySet[PassageT, PassageT]) -> PassageT | None:
        """The first of them, under its jury."""
        jury = read_held(self.with_edition_or_forum(self.juries._default_manager.filter(pk=jury_pk).order_by()))
        found = read_held(rows) if jury is not None else None
        if jury is not None and found is not None:
            found.jury = jury
        return found

    def _sees(self, passage: PassageT, actor: Actor) -> bool:
        """As `juries_for` and `passages_for` say, of one passage whose members are ready."""
        own = [seat for seat in passage.jury.seats.all() if is_of(seat, actor)]
        if not own:
            return actor.system or self.follows(actor)
        passage.own_recusals = {seat.pk: queries.recusal_of(passage, seat) for seat in own}
        return all(asked is None or asked.confirmed_at is None for asked in passage.own_recusals.values())

    @abstractmethod
    def dossier(self, passage: PassageT) -> Dossier:
        """What the team has written, for a reader whom `require_reader` has let through."""

    @abstractmethod
    def dossier_without_files(self, passage: PassageT) -> Dossier:
        """What a tablet keeps of it, for the same reader."""

    @abstractmethod
    def carried_by(self, jury: JuryT) -> Mapping[UUID, list[str]]:
        """Passage → where its team works, then their names: what tells a member of a conflict. One statement."""

    def to_print(self, passages: QuerySet[PassageT, PassageT]) -> QuerySet[PassageT, PassageT]:
        """The same passages, with what `dossier_without_files` reads of many."""
        return self.with_dossier(passages)

    def file_response(self, passage: PassageT, file: UUID, *, by: Actor) -> FileResponse:
        """One file of the dossier, for a reader of it; to others no file is there, whether one is or not.

        Who reads is asked before a file is looked for. Raises Http404.
        """
        try:
            require_reader(passage, by=by)
        except Problem as refused:
            raise Http404(_("Aucun fichier ne se trouve à cette adresse.")) from refused
        return self._file_response(passage, file)

    @abstractmethod
    def _file_response(self, passage: PassageT, file: UUID) -> FileResponse:
        """The file itself, once the reader has been checked. Raises Http404."""

    # Verbs that are not the same on both sides; the others are in programs.juries.domain.

    @abstractmethod
    def open_session(self, jury: JuryT, *, by: Actor) -> JuryT:
        """Let members mark. Raises NotReady."""

    @abstractmethod
    def unopen_session(self, jury: JuryT, *, by: Actor) -> JuryT:
        """Undo the opening, before the first mark. Raises Refusal, WrongState."""

    @abstractmethod
    def cancel(self, jury: JuryT, *, by: Actor) -> JuryT:
        """A session in preparation will not be held. Raises WrongState."""

    @abstractmethod
    def add_seat(self, jury: JuryT, *, by: Actor, **given: Unpack[SeatGiven]) -> SeatT:
        """A member more, who is told. A side may ask more of them. Raises AlreadySeated, Invalid."""

    @abstractmethod
    def decide(self, passage: PassageT, *, by: Actor, verdict: str, **terms: Unpack[TermsGiven]) -> AbstractDecision:
        """Write or change the pending decision. Raises WrongState, NoQuorum, Invalid."""

    @abstractmethod
    def ruling(self, passage: PassageT, verdict: str, **terms: Unpack[TermsGiven]) -> Ruling:
        """The same, as `programs.juries.domain.decide_together` takes it."""

    @abstractmethod
    def publish(self, jury: JuryT, *, by: Actor) -> JuryT:
        """Every decision at once. Raises what `obstacle` tells, WrongState."""

    @abstractmethod
    def send_order(self, jury: JuryT, *, by: Actor) -> int:
        """Write the order of the day to whom it concerns; how many letters. Raises NotReady, AlreadyDone, Refusal."""

    @abstractmethod
    def obstacle(self, jury: JuryT) -> Refusal | None:
        """What would refuse the publication now."""

    # What pages show.

    @property
    @abstractmethod
    def texts(self) -> Texts:
        """In the reader's language."""

    @abstractmethod
    def verdicts(self, passage: PassageT) -> list[tuple[str, str]]:
        """(value, label) of those that fit this passage."""

    @abstractmethod
    def has_terms(self, jury: JuryT) -> bool:
        """Whether time and means go with a verdict."""

    def default_terms(self, passage: PassageT) -> TermsGiven:
        """What the form of a first decision proposes."""
        return {}

    def time_zone(self, jury: JuryT) -> str:
        """The zone of the place where the session is held."""
        return zones.current()

    @abstractmethod
    def parent_pages(self, jury: JuryT) -> Trail:
        """The pages above a jury's."""

    @abstractmethod
    def passages_url(self, jury: JuryT) -> str:
        """Where the passages of the session are composed."""

    def order_actions(self, jury: JuryT) -> list[Action]:
        """What else is done on the page of the order of the day."""
        return []

    def dossier_link(self, passage: PassageT, actor: Actor) -> Action | None:
        """What this person may say in a dossier before it is heard."""
        return None

    def console_link(self, jury: JuryT, actor: Actor) -> Action | None:
        """A line under the title of the console, for this person."""
        return None

    def new_jury_url(self, actor: Actor) -> str:
        """The address where `actor` makes a new jury from the list; none where juries are not made there."""
        return ""

    def page_context(self, jury: JuryT, here: str = "") -> dict[str, object]:
        """`layout` and `trail` of a page; `here` is its name, the jury's own page without."""
        own: Trail = [(jury.title, jury.get_absolute_url()), (here, "")] if here else [(jury.title, "")]
        return {"layout": self.layout, "trail": [*self.parent_pages(jury), *own]}


# What views and endpoints hold: either side, without knowing which.
AnySide = JurySide[Any, Any, Any]
