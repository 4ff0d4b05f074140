"""Where the delivery of a joint jury's decisions stands, territory by territory, ready to draw."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit import dates
from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Tag
from programs.joint.juries import queries
from programs.joint.juries.models import Jury, Passage
from programs.joint.juries.queries import ARRIVED, CLOSED, FAILED, Delivery, Home
from programs.juries.rules import can

ON_A_PAGE = 50
PAGE = "territoires"  # the query's word for a page of this list, beside the one of dossiers


@dataclass(frozen=True)
class Dossier:
    """One of a territory's; `verdict` is None for whoever has stepped aside from it."""

    title: str
    verdict: Tag | None


@dataclass(frozen=True)
class HomeRow:
    """A territory, its dossiers, and where its delivery stands, in words."""

    home: Home
    state: Tag
    text: str
    dossiers: list[Dossier]


@dataclass(frozen=True)
class Deliveries:
    """A page of the territories; the rest is counted over all of them."""

    homes: list[Home]
    rows: list[HomeRow]
    page: Page[Home]
    retries: Action | None

    @property
    def count(self) -> Delivery:
        arrived = sum(home.state == ARRIVED for home in self.homes)
        return Delivery(delivered=arrived, territories=len(self.homes))

    @property
    def failed(self) -> int:
        return sum(home.state == FAILED for home in self.homes)

    @property
    def moves(self) -> bool:
        """Whether something is still on its way: the page asks again."""
        return any(home.moves for home in self.homes)

    @property
    def tone(self) -> str:
        return "bad" if self.failed else "" if self.moves else "good"

    @property
    def title(self) -> str:
        """« Transmis à 3 territoires sur 4 »."""
        told = {"delivered": self.count.delivered, "territories": self.count.territories}
        return _("Transmis à %(delivered)s territoires sur %(territories)s") % told

    @property
    def text(self) -> str:
        """What that means, and what comes next."""
        if self.failed:
            said = ngettext(
                "%(count)d territoire n'a pas pu être joint : un nouvel essai se fait de lui-même, les autres"
                " n'attendent pas.",
                "%(count)d territoires n'ont pas pu être joints : un nouvel essai se fait de lui-même, les autres"
                " n'attendent pas.",
                self.failed,
            )
            return said % {"count": self.failed}
        if self.moves:
            return _("La transmission se fait en arrière-plan ; cette page se met à jour d'elle-même.")
        return _("Chaque territoire a ses décisions.")

    @cached_property
    def tag(self) -> str:
        """A digest of all that is shown: whoever has it already is sent nothing."""
        told = [(home.role, home.state, home.failures, home.failed_at, home.next_at) for home in self.homes]
        return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:16]


def deliveries(jury: Jury, actor: Actor, left: Collection[UUID], *, page: str = "1") -> Deliveries:
    """Of a published jury; `left`: the dossiers that this person has stepped aside from."""
    homes = queries.homes(jury)
    leaf = Paginator(homes, ON_A_PAGE).get_page(page)
    dossiers: dict[str, list[Dossier]] = defaultdict(list)
    for passage in queries.titles(jury, [home.role for home in leaf]):
        dossiers[passage.decision.territory_role].append(_dossier(passage, hidden=passage.pk in left))
    rows = [HomeRow(home, state_of(home), text_of(home), dossiers[home.role]) for home in leaf]
    return Deliveries(homes, rows, leaf, _retries(jury, actor, homes))


def state_of(home: Home) -> Tag:
    """A word for where it stands."""
    if home.state == ARRIVED:
        return Tag(_("Arrivée"), "good")
    if home.state == FAILED:
        return Tag(_("En échec"), "bad")
    return Tag(_("Sans objet"), "neutral") if home.state == CLOSED else Tag(_("En attente"), "warn")


def text_of(home: Home) -> str:
    """Since when, how many times it was tried, and when it is tried again."""
    if home.state == CLOSED:
        return _("Ce territoire n'est plus sur la plateforme.")
    if home.arrived_at:
        return dates.moment(home.arrived_at)
    tried = ngettext("%(count)d essai manqué", "%(count)d essais manqués", home.failures) % {"count": home.failures}
    if home.failed_at and home.next_at:
        told = {"tried": tried, "last": dates.moment(home.failed_at), "next": dates.clock_time(home.next_at)}
        return _("%(tried)s, le dernier %(last)s. Nouvel essai au plus tard à %(next)s.") % told
    return _("%(tried)s, un autre est demandé.") % {"tried": tried} if home.failures else _("Bientôt transmise.")


def _dossier(passage: Passage, *, hidden: bool) -> Dossier:
    if hidden:
        return Dossier(_("Déport"), None)
    return Dossier(passage.title, Tag(passage.decision.verdict_label, passage.decision.tone))


def _retries(jury: Jury, actor: Actor, homes: list[Home]) -> Action | None:
    if not any(home.state == FAILED for home in homes) or not can(actor, "publish", jury):
        return None
    return Action(_("Relancer"), reverse("juries-delivery-retry", args=[jury.pk]), "main", posts=True)
