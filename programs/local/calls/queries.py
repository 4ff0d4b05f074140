"""Which editions and calls may be seen, and by whom."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.folding import same
from eclore.kit.nested import nested, place
from eclore.kit.permissions import can
from eclore.kit.prepared import Given, Prepared
from programs.local.calls.models import Call, Edition
from programs.local.calls.states import EditionState

FRONT = 24  # more than a territory ever publishes at once
ASKS = ("questions", "problems")  # of a call, what its form is drawn from


def editions_for(actor: Actor) -> QuerySet[Edition]:
    """Every edition for those who follow the programme, published and past ones for the others; newest call first."""
    editions = Edition.objects.select_related("call").order_by("-call__opens_at")
    return editions if can(actor, "calls.follow") else editions.exclude(state=EditionState.PREPARATION)


def edition_or_404(pk: UUID | str, actor: Actor | None = None) -> Edition:
    """One edition with its call; with an actor, only if they may see it."""
    editions = editions_for(actor) if actor else Edition.objects.select_related("call")
    try:
        return editions.get(pk=pk)
    except (Edition.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404(_("Aucune édition ne se trouve à cette adresse.")) from error


def open_calls() -> list[Call]:
    """The calls that one may answer now, the first to close first, with what each asks (one statement)."""
    calls = _OPEN.rows(now=clock.now())
    for call in calls:
        place(call, *ASKS)
    return calls


def open_call() -> Call | None:
    """The call that one may answer now; the one that closes first when several are open."""
    return next(iter(open_calls()), None)


def call_to_answer(asked: str) -> Call | None:
    """The open call of the edition that an address asks for; without one, the only one that is open."""
    calls = open_calls()
    if asked:
        return next((call for call in calls if str(call.edition_id) == asked), None)
    return calls[0] if len(calls) == 1 else None


def published_call_or_404(pk: UUID) -> Call:
    """The call of an edition that is published, or was: what its public address shows."""
    shown = Call.objects.select_related("edition").exclude(edition__state=EditionState.PREPARATION)
    call = shown.filter(edition=pk).first()
    if call is None:
        raise Http404(_("Aucun appel ne se trouve à cette adresse."))
    return call


def front_calls() -> tuple[Call | None, list[Call]]:
    """The call that a front page tells about, and those that are open besides; one statement.

    It is the open one that closes first, else the next to open, else the last that was.
    """
    now = clock.now()
    calls = list(_published().order_by("-opens_at", "pk")[:FRONT])
    ahead = [call for call in calls if call.closes_at > now]
    if not ahead:
        return (calls[0] if calls else None), []
    ahead.sort(key=lambda call: (call.opens_at > now, call.closes_at))
    return ahead[0], [call for call in ahead[1:] if call.opens_at <= now]


def shown_call() -> Call | None:
    """The call that a front page tells about."""
    return front_calls()[0]


def next_number(programme: str) -> int:
    """The number that a new edition of this programme takes."""
    last = Edition.objects.filter(same("programme", programme)).order_by("-number").first()
    return last.number + 1 if last else 1


def last_edition() -> Edition | None:
    """The edition whose choices a new one starts from."""
    return Edition.objects.select_related("call").order_by("-created_at").first()


def _open() -> QuerySet[Call]:
    now = Given("now", DateTimeField())
    return nested(_published(), *ASKS).filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at", "pk")


def _published() -> QuerySet[Call]:
    return Call.objects.select_related("edition").filter(edition__state=EditionState.PUBLISHED)


_OPEN = Prepared(_open)
