"""What surrounds a jury's day as it is played again: its order of the day sent, its minutes frozen and signed."""

from datetime import time
from typing import Any, TypeVar

from eclore.kit.actor import Actor
from programs.juries import domain
from programs.juries.contract import JurySide
from programs.juries.models import AbstractJury
from programs.juries.states import SignatoryCapacity
from tenants.territories.addresses import page

JuryT = TypeVar("JuryT", bound=AbstractJury)
BEGINS = time(14)


def call_together(jury: JuryT, side: JurySide[JuryT, Any, Any], *, by: Actor) -> None:
    """Everybody learns when; each team, its own hour."""
    domain.change(jury, by=by, starts_at=BEGINS)
    side.send_order(jury, by=by)


def sign_minutes(jury: AbstractJury, presidency: Actor, secretary: Actor, *, site: str) -> None:
    """Frozen once everything is published, then signed by whoever presided and by whoever kept them."""
    found = type(jury)._default_manager.get(pk=jury.pk)
    minutes = domain.freeze_minutes(found, by=secretary, site=site, verify_url=page("juries-verify"))
    for capacity, actor in ((SignatoryCapacity.PRESIDENCY, presidency), (SignatoryCapacity.SECRETARY, secretary)):
        domain.sign_minutes(minutes, by=actor, capacity=capacity)
