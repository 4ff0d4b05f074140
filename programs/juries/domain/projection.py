"""The room's screen: its code is given, replaced, taken back; the deliberation is shown there, or hidden."""

from typing import TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.audit import new_salt
from eclore.kit.errors import Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import record
from programs.juries import projection
from programs.juries.domain.seats import refuse_once_published
from programs.juries.domain.sessions import NotReady, require_state
from programs.juries.models import AbstractJury
from programs.juries.rules import require
from programs.juries.states import JuryState

JuryT = TypeVar("JuryT", bound=AbstractJury)
CODE = ["projection_salt", "projection_hash", "projection_until"]
TURNED = ["projected_at", "projection_turned_at"]


class OlderPage(Refusal):
    """The screen is no longer what the page showed."""

    code = "older_page"


@transaction.atomic
def open_projection(jury: JuryT, *, by: Actor) -> JuryT:
    """Give the screen of the room a code until the session's day ends; the one that it has, if it is open already."""
    lock(jury)
    require(by, "project", jury)
    refuse_once_published(jury)
    if not projection.is_open(jury):
        projection.draw(jury, new_salt())
        jury.save(update_fields=CODE)
        record(jury, "open_projection", by=by)
    return jury


@transaction.atomic
def renew_projection(jury: JuryT, *, by: Actor, drawn: str) -> JuryT:
    """Another code in place of the one that the page shows: screens that it opened show nothing any more.

    `drawn`: projection.version_of what the page showed. Raises OlderPage when the code is another already.
    """
    lock(jury)
    require(by, "project", jury)
    refuse_once_published(jury)
    if not projection.has_code_of(jury, drawn):
        raise OlderPage(_("Le code a changé entre-temps : voici celui qui vaut. Remplacez-le s'il le faut."))
    projection.draw(jury, new_salt())
    jury.save(update_fields=CODE)
    record(jury, "renew_projection", by=by)
    return jury


@transaction.atomic
def close_projection(jury: JuryT, *, by: Actor) -> JuryT:
    """The code opens nothing any more, the screens that it opened show nothing, and the deliberation is hidden."""
    lock(jury)
    require(by, "project", jury)
    refuse_once_published(jury)
    if jury.projection_hash:
        jury.projection_salt, jury.projection_hash, jury.projection_until = "", "", None
        if jury.projected_at is not None:
            jury.projected_at, jury.projection_turned_at = None, clock.now()
        jury.save(update_fields=[*CODE, *TURNED])
        record(jury, "close_projection", by=by)
    return jury


@transaction.atomic
def show_deliberation(jury: JuryT, *, by: Actor, drawn: str) -> JuryT:
    """The jury's closed room sees the ranking without marks nor members, once it has been revealed to whoever presides.

    `drawn`: projection.version_of what the page showed. Raises WrongState, NotReady; OlderPage when somebody has shown
    and hidden it, or revealed the ranking anew, since then. Shown already, it stays.
    """
    lock(jury)
    require(by, "project_deliberation", jury)
    require_state(jury, JuryState.DELIBERATION, _("La délibération ne se montre que pendant qu'elle a lieu."))
    if jury.revealed_at is None:
        raise NotReady(_("Dévoilez d'abord le classement : rien n'en est montré à la salle avant."))
    if projection.shows_deliberation(jury):
        return jury
    if not projection.shows_as_in(jury, drawn):
        raise OlderPage(
            _("L'écran a changé depuis que cette page est ouverte : vérifiez qui est là, puis montrez à nouveau.")
        )
    jury.projected_at = jury.projection_turned_at = clock.now()
    jury.save(update_fields=TURNED)
    record(jury, "show_deliberation", by=by)
    return jury


@transaction.atomic
def hide_deliberation(jury: JuryT, *, by: Actor) -> JuryT:
    """The screen of the room says that the jury deliberates, and nothing more; whoever leads may, from any page."""
    lock(jury)
    require(by, "project", jury)
    if jury.projected_at is not None:
        jury.projected_at, jury.projection_turned_at = None, clock.now()
        jury.save(update_fields=TURNED)
        record(jury, "hide_deliberation", by=by)
    return jury


def follow(jury: AbstractJury) -> None:
    """The code ends with the session, whatever day it has moved to. The session is held."""
    if projection.is_open(jury):
        jury.projection_until = projection.until(jury)
        jury.save(update_fields=["projection_until"])
