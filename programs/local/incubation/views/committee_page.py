"""The pages of committees: which decisions are written, what is missing, who may do what."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.elements import Action
from eclore.kit.permissions import can
from programs.local.incubation.models import Committee, Review
from programs.local.incubation.queries import CountedCommittee
from programs.local.incubation.states import CommitteeState

# An open committee takes the accent, a closed one recedes.
OPEN_TONE, CLOSED_TONE = "", "neutral"


@dataclass(frozen=True)
class CommitteeRow:
    """One committee in the list; `decided` is a sentence."""

    committee: Committee
    tone: str
    decided: str


@dataclass(frozen=True)
class ReviewRow:
    """One project on the agenda; `decide` and `drop` for whoever decides, while the committee is open.

    `lapsed`: why there is nothing to decide of it, in words.
    """

    review: Review
    decide: Action | None
    drop: Action | None
    lapsed: str = ""


def rows(found: Iterable[CountedCommittee]) -> list[CommitteeRow]:
    """Committees of `queries.committees`."""
    return [
        CommitteeRow(one, tone(one), _("%(decided)s sur %(total)s") % {"decided": one.decided, "total": one.projects})
        for one in found
    ]


def tone(committee: Committee) -> str:
    return OPEN_TONE if committee.state == CommitteeState.PLANNED else CLOSED_TONE


def shown(committee: Committee, actor: Actor) -> dict[str, object]:
    """A committee's agenda, and whether it may close."""
    reviews = list(committee.reviews.all())
    missing = [review.project.name for review in reviews if not review.verdict and not review.lapses]
    is_open = committee.state == CommitteeState.PLANNED
    decides = is_open and can(actor, "incubation.decide", committee)
    complete = bool(reviews) and not missing
    return {
        "committee": committee,
        "tone": tone(committee),
        "closed": committee if committee.state == CommitteeState.CLOSED else None,
        "reviews": [_review(review, decides=decides) for review in reviews],
        "missing": waiting_for(missing) if decides else "",
        "close_url": reverse("incubation-close", args=[committee.pk]) if decides and complete else "",
        "may_plan": is_open and can(actor, "incubation.plan", committee),
        "too_early": committee.held_on > clock.today(),
        "trail": [(_("Comités"), reverse("incubation-committees")), (committee.title, "")],
    }


def waiting_for(names: list[str]) -> str:
    """Which projects have no decision yet; empty when each has its own."""
    if not names:
        return ""
    return _("Le comité pourra être clos quand chaque projet aura une décision. Il manque : %(names)s.") % {
        "names": ", ".join(names)
    }


def _review(review: Review, *, decides: bool) -> ReviewRow:
    lapsed = _("Sans objet : le projet a pris fin (%s).") % review.project.get_state_display() if review.lapses else ""
    if not decides:
        return ReviewRow(review, None, None, lapsed)
    keys = [review.committee_id, review.pk]
    label = _("Revoir la décision") if review.verdict else _("Décider")
    return ReviewRow(
        review,
        decide=None if lapsed else Action(label, reverse("incubation-decide", args=keys)),
        drop=Action(_("Retirer de l'ordre du jour"), reverse("incubation-drop", args=keys), "text", posts=True),
        lapsed=lapsed,
    )
