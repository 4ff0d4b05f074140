"""The page of the room's screen, for whoever leads: its address and its code, what it shows, what may be done."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.dates import day
from eclore.kit.elements import Action, Question
from programs.juries import projection
from programs.juries.models import AbstractJury
from programs.juries.projection_forms import DrawnForm
from programs.juries.rules import can
from programs.juries.states import JuryState


@dataclass(frozen=True)
class ProjectionPage:
    """`address` and `code`: what is typed on the room's computer, up to the day `until`; empty while none is open."""

    address: str
    code: str
    until: str
    shows: bool
    actions: list[Action]
    here: Action


def projection_page(jury: AbstractJury, actor: Actor, *, host: str) -> ProjectionPage:
    """For whoever may project, which the caller has checked."""
    code = projection.code_of(jury)
    return ProjectionPage(
        address=f"{host}{reverse('juries-projected')}" if code else "",
        code=projection.spoken(code) if code else "",
        until=day(jury.projection_until - timedelta(minutes=1)) if code and jury.projection_until else "",
        shows=projection.shows_deliberation(jury),
        actions=[*_of_the_code(jury, opened=bool(code)), *turning(jury, actor)],
        here=Action(_("Montrer l'écran sur cet appareil"), _at(jury, "screen"), "text"),
    )


def turning(jury: AbstractJury, actor: Actor) -> list[Action]:
    """Show the deliberation to the closed room, or hide it again."""
    if projection.shows_deliberation(jury):
        hides = can(actor, "project", jury)
        return [Action(_("Masquer à la salle"), _at(jury, "projection-hide"), posts=True)] if hides else []
    revealed = jury.state == JuryState.DELIBERATION and jury.revealed_at is not None
    if not revealed or not can(actor, "project_deliberation", jury):
        return []
    question = showing(DrawnForm(initial={"drawn": projection.version_of(jury)}))
    label = _("Montrer à la salle (délibération à huis clos)")
    return [Action(label, _at(jury, "projection-show"), question=question, key="montrer")]


def showing(form: DrawnForm) -> Question:
    """Who must have left before the deliberation is shown."""
    text = _(
        "L'écran montrera le rang de chaque dossier, la zone à discuter et les décisions en attente, sans note ni nom"
        " de membre. Le public, les équipes et les membres en déport doivent avoir quitté la salle."
    )
    return Question(_("Montrer la délibération à la salle ?"), text, _("Montrer à la salle"), form=form)


def entry(jury: AbstractJury) -> Action:
    """From the console: open the screen, or find its code again."""
    if projection.is_open(jury):
        return Action(_("Écran de la salle"), _at(jury, "projection"), "text")
    return Action(_("Ouvrir l'écran de la salle"), _at(jury, "projection-open"), "text", posts=True)


def _of_the_code(jury: AbstractJury, *, opened: bool) -> list[Action]:
    if jury.is_over:
        return []
    if not opened:
        return [Action(_("Ouvrir l'écran de la salle"), _at(jury, "projection-open"), "main", posts=True)]
    drawn = (("drawn", projection.version_of(jury)),)
    return [
        Action(_("Remplacer le code"), _at(jury, "projection-renew"), posts=True, hidden=drawn),
        Action(_("Fermer l'écran"), _at(jury, "projection-close"), "text", posts=True),
    ]


def _at(jury: AbstractJury, name: str) -> str:
    return reverse(f"juries-{name}", args=[jury.pk])
