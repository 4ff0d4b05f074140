"""What becomes of the decisions on a joint jury's dossiers, ready to draw."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Tag
from eclore.kit.errors import Refusal
from eclore.kit.paging import CountedPaginator
from programs.joint.juries.delivery_pages import Deliveries, deliveries
from programs.joint.juries.domain.publication import obstacle
from programs.joint.juries.models import Jury, Passage
from programs.joint.juries.side import JOINT
from programs.joint.juries.states import JointVerdict
from programs.juries.queries import decision_of, left_by
from programs.juries.rules import can, seat_of
from programs.juries.states import JuryState
from programs.juries.verdicts import verdicts_of

ON_A_PAGE = 50


@dataclass(frozen=True)
class DecisionRow:
    """A dossier and its decision; both withheld from whoever has stepped aside."""

    passage: Passage
    tag: Tag | None
    motivation: str
    delivered_at: datetime | None
    url: str


@dataclass(frozen=True)
class Publication:
    """`delivery` once published."""

    jury: Jury
    rows: list[DecisionRow]
    page: Page[Passage]
    retained: int
    waiting: int
    undecided: int
    delivery: Deliveries | None
    publishes: Action | None
    obstacle: Refusal | None

    @property
    def undecided_now(self) -> bool:
        """Whether decisions are awaited."""
        return self.deliberates and self.undecided > 0

    @property
    def deliberates(self) -> bool:
        return self.jury.state == JuryState.DELIBERATION


def publication(jury: Jury, actor: Actor, *, page: str = "1", homes: str = "1") -> Publication:
    """What is to be published, or is: a page of it, and one of the territories; the caller has checked who asks."""
    verdicts, left = verdicts_of(jury.passages.all()), left_by(seat_of(actor, jury))
    total = verdicts.undecided + verdicts.counted.total()
    leaf = CountedPaginator(jury.passages.select_related("decision"), ON_A_PAGE, count=total).get_page(page)
    deliberates = jury.state == JuryState.DELIBERATION
    publishes = None
    if deliberates and can(actor, "publish", jury):
        url = reverse("juries-publish", args=[jury.pk])
        publishes = Action(_("Publier"), url, "main", question=JOINT.texts.publish_question, key="publier")
    return Publication(
        jury=jury,
        rows=[_row(passage, hidden=passage.pk in left, deliberates=deliberates) for passage in leaf],
        page=leaf,
        retained=verdicts.counted[JointVerdict.RETAINED],
        waiting=verdicts.counted[JointVerdict.WAITING_LIST],
        undecided=verdicts.undecided,
        delivery=deliveries(jury, actor, left, page=homes) if jury.published_at else None,
        publishes=publishes,
        obstacle=obstacle(jury, verdicts) if deliberates else None,
    )


def _row(passage: Passage, *, hidden: bool, deliberates: bool) -> DecisionRow:
    decision = passage.decision if decision_of(passage) else None
    if hidden:
        delivered = decision.delivered_at if decision else None
        return DecisionRow(passage, Tag(_("Déport"), "neutral"), "", delivered, "")
    url = reverse("juries-decide", args=[passage.jury_id, passage.pk]) if deliberates else ""
    if decision is None:
        return DecisionRow(passage, None, "", None, url)
    tag = Tag(decision.verdict_label, decision.tone)
    return DecisionRow(passage, tag, decision.motivation, decision.delivered_at, url)
