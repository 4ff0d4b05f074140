"""Which editions and calls may be seen, and by whom."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.local.calls.models import Call, Edition
from programs.local.calls.states import EditionState


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


def open_call() -> Call | None:
    """The call that one may answer now; the one that closes first when several are open."""
    now = clock.now()
    return _published().filter(opens_at__lte=now, closes_at__gt=now).order_by("closes_at").first()


def shown_call() -> Call | None:
    """The call that a front page tells about, in one statement: the open one, else the next, else the last one."""
    now = clock.now()
    calls = list(_published().order_by("-opens_at")[:6])
    ahead = [call for call in calls if call.closes_at > now]
    if not ahead:
        return calls[0] if calls else None
    return min(ahead, key=lambda call: (call.opens_at > now, call.closes_at))


def next_number(programme: str) -> int:
    """The number that a new edition of this programme takes."""
    last = Edition.objects.filter(programme=programme).order_by("-number").first()
    return last.number + 1 if last else 1


def last_edition() -> Edition | None:
    """The edition whose choices a new one starts from."""
    return Edition.objects.select_related("call").order_by("-created_at").first()


def _published() -> QuerySet[Call]:
    return Call.objects.select_related("edition").filter(edition__state=EditionState.PUBLISHED)
