"""Opening an edition with its call, changing it, publishing it, closing it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from eclore.kit import clock, records, transitions
from eclore.kit.actor import Actor
from eclore.kit.dates import check_day
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.hooks import Hook
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.calls.domain import contents
from programs.local.calls.models import Call, Edition
from programs.local.calls.states import EditionState
from programs.local.calls.template import CRITERIA, CallDraft, CriterionDraft, QuestionDraft


class Terms(TypedDict, total=False):
    """What laureates are given, and the dates after the call."""

    quota: int
    weeks: int
    days_per_week: Decimal
    shortlist_from: date | None
    shortlist_until: date | None
    jury_on: date | None
    start_on: date | None
    committee_on: date | None


class Changes(Terms, total=False):
    """What `edit` may change: the terms, the name of the edition, and CALL_FIELDS."""

    programme: str
    number: int
    label: str
    title: str
    introduction: str
    opens_at: datetime
    closes_at: datetime
    reply_by: date | None
    team_max: int
    files_max: int
    file_megabytes: int
    partners_allowed: bool
    commitment_required: bool


class UnansweredIdeas(Refusal):
    """An edition ends when every candidate has had an answer."""

    code = "unanswered_ideas"


# An edition is about to close: whoever has something that stands in the way raises a Refusal.
closing: Hook[[Edition], None] = Hook("calls.closing")

CALL_FIELDS = (
    "label",
    "title",
    "introduction",
    "opens_at",
    "closes_at",
    "reply_by",
    "team_max",
    "files_max",
    "file_megabytes",
    "partners_allowed",
    "commitment_required",
)
CALENDAR = (
    ("shortlist_from", "shortlist_until"),
    ("shortlist_until", "jury_on"),
    ("jury_on", "start_on"),
    ("start_on", "committee_on"),
)


@transaction.atomic
def open_edition(
    *,
    by: Actor,
    programme: str,
    number: int,
    call: CallDraft,
    criteria: Iterable[CriterionDraft] = CRITERIA,
    **terms: Unpack[Terms],
) -> Edition:
    """A new edition and its call, in preparation: nobody but those who run the programme sees it yet."""
    require(by, "calls.prepare")
    _ensure_in_order(call.opens_at, call.closes_at, Edition(**terms))
    edition = _numbered(programme, number, terms)
    row = Call.objects.create(edition=edition, **{name: getattr(call, name) for name in CALL_FIELDS})
    transitions.record(edition, "open", by=by, target=edition.state)
    contents.set_problems(row, call.problems, by=by)
    contents.set_questions(row, call.questions, by=by)
    contents.set_criteria(edition, criteria, by=by)
    return edition


@transaction.atomic
def edit(
    edition: Edition,
    *,
    by: Actor,
    problems: Iterable[str] | None = None,
    questions: Iterable[QuestionDraft] | None = None,
    criteria: Iterable[CriterionDraft] | None = None,
    **fields: Unpack[Changes],
) -> Edition:
    """Change some texts, dates and terms, or whole lists; what answers depend on stays once ideas have used it."""
    lock(edition, edition.call)
    require(by, "calls.edit", edition)
    call = edition.call
    _ensure_not_over(edition, fields.get("closes_at", call.closes_at))
    of_call = records.assign(call, {name: value for name, value in fields.items() if name in CALL_FIELDS})
    of_edition = records.assign(edition, {name: value for name, value in fields.items() if name not in CALL_FIELDS})
    _ensure_in_order(call.opens_at, call.closes_at, edition)
    if of_edition:
        _save(edition, of_edition)
    if of_call:
        call.save(update_fields=of_call)
    if of_call or of_edition:
        transitions.record(edition, "edit", by=by)
    if problems is not None:
        contents.set_problems(call, problems, by=by)
    if questions is not None:
        contents.set_questions(call, questions, by=by)
    if criteria is not None:
        contents.set_criteria(edition, criteria, by=by)
    return edition


def publish(edition: Edition, *, by: Actor) -> Edition:
    """Make the call and its dates public."""
    lock(edition, edition.call)
    if edition.call.closes_at <= clock.now():
        raise Invalid(
            _("La date de clôture est passée : choisissez-en une à venir avant de publier."), field="closes_at"
        )
    if not edition.call.questions.exists():
        raise Invalid(_("Ajoutez au moins une question avant de publier."), code="no_question")
    return transitions.apply(edition, "publish", by=by)


def close(edition: Edition, *, by: Actor) -> Edition:
    """End the season; refused while a candidate waits for an answer."""
    lock(edition)
    closing.ask(edition)
    return transitions.apply(edition, "close", by=by)


def reopen(edition: Edition, *, by: Actor) -> Edition:
    """Go on with an edition that was closed too early."""
    return transitions.apply(edition, "reopen", by=by)


def _numbered(programme: str, number: int, terms: Terms) -> Edition:
    edition = Edition(programme=programme, number=number, **terms)
    with _number_taken(number), transaction.atomic():
        edition.save(force_insert=True)
    return edition


def _save(edition: Edition, changed: list[str]) -> None:
    with _number_taken(edition.number), transaction.atomic():
        edition.save(update_fields=changed)


@contextmanager
def _number_taken(number: int) -> Iterator[None]:
    """Turns the broken uniqueness of (programme, number) into a sentence."""
    try:
        yield
    except IntegrityError as error:
        sentence = _("L'édition %(number)d de ce programme existe déjà : choisissez un autre numéro.")
        raise Invalid(sentence % {"number": number}, code="number_taken", field="number") from error


def _ensure_not_over(edition: Edition, closes_at: datetime) -> None:
    """A call that people answer is not closed behind them: its new closing date is one to come."""
    # Forms say minutes: what they send back unchanged has lost its seconds.
    moved = abs(closes_at - edition.call.closes_at) >= timedelta(minutes=1)
    if edition.state == EditionState.PUBLISHED and moved and closes_at <= clock.now():
        sentence = _("Cet appel est publié : choisissez une date de clôture à venir.")
        raise Invalid(sentence, field="closes_at", code="past_date")


def _ensure_in_order(opens_at: datetime, closes_at: datetime, edition: Edition) -> None:
    check_day(opens_at, field="opens_at")
    check_day(closes_at, field="closes_at")
    if closes_at <= opens_at:
        raise Invalid(_("La clôture vient après l'ouverture : choisissez une date plus tardive."), field="closes_at")
    for earlier, later in CALENDAR:
        first, second = getattr(edition, earlier), getattr(edition, later)
        if first and second and second < first:
            raise Invalid(_("Cette date vient avant l'étape précédente : choisissez-en une plus tardive."), field=later)
