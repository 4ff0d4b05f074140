"""Every team's own letter: suggested by the decision, read again and corrected on one page, sent together.

Until then nothing is in the post: a draft among the territory's messages could leave before the decisions do.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from eclore.kit import clock, mail, records
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from programs.juries.domain.sessions import require_state
from programs.juries.queries import decision_of
from programs.juries.rules import require
from programs.juries.states import JuryState
from programs.local.juries import emails, outcomes
from programs.local.juries.models import Jury, Passage
from programs.local.juries.outcomes import Addressee
from programs.local.juries.queries import DECIDABLE
from programs.local.juries.states import JuryKind
from programs.local.messages import letters


@dataclass(frozen=True)
class Reply:
    """The letter to one team: the same words to each of its people."""

    passage: Passage
    decision: Any
    subject: str
    body: str
    people: list[Addressee]

    @property
    def names(self) -> str:
        return ", ".join(member.name or member.email for member in self.people)


def answered(jury: Jury) -> "QuerySet[Passage, Passage]":
    """The ideas and projects that are decided, in the order of passages; nobody is told of a project that has ended."""
    ideas = Q(idea__state__in=DECIDABLE[JuryKind(jury.kind)])
    rows = jury.passages.filter(ideas | Q(idea=None), decision__isnull=False)
    return rows.select_related("decision", "idea__call").prefetch_related("idea__team")


def of(passages: Iterable[Passage]) -> list[Reply]:
    """The letter about each of those."""
    rows = list(passages)
    renewals = [passage for passage in rows if passage.idea is None]
    people: dict[UUID, list[Addressee]] = defaultdict(list)
    for key, addressee in outcomes.project_addressees.first(renewals) or () if renewals else ():
        people[key].append(addressee)
    return [_reply(passage, people[passage.pk]) for passage in rows]


def preview(reply: Reply, *, site: str) -> bytes:
    """The PDF that would leave now, to the first of its people."""
    to = reply.people[0].name if reply.people else ""
    return letters.draw(subject=reply.subject, body=reply.body, to=to, site=site, at=clock.now())


class Words(TypedDict, total=False):
    """What `rewrite_reply` may change."""

    subject: str
    body: str


def texts(passage: Any) -> Words:
    """The words of one team's answer, as corrected, else as suggested."""
    suggested = emails.draft(passage)
    decision = passage.decision
    return {"subject": decision.reply_subject or suggested[0], "body": decision.reply_body or suggested[1]}


def rewrite_reply(passage: Passage, *, by: Actor, **given: Unpack[Words]) -> None:
    """Change the words of one team's answer before it is sent. Raises Invalid, WrongState."""
    jury = passage.jury
    lock(jury, passage)
    require(by, "publish", jury)
    require_state(jury, JuryState.DELIBERATION, _("Les réponses sont déjà parties."))
    decision = _decided(passage)
    wanted: dict[str, str] = {}
    if "subject" in given:
        wanted["reply_subject"] = mail.one_line(given["subject"])[: mail.SUBJECT_LENGTH]
    if "body" in given:
        wanted["reply_body"] = given["body"].replace("\x00", "").strip()
    if wanted.get("reply_subject") == "":
        raise Invalid(_("Donnez un objet à la réponse."), field="subject")
    if wanted.get("reply_body") == "":
        raise Invalid(_("Écrivez la réponse avant de l'enregistrer."), field="body")
    if changed := records.assign(decision, wanted):
        decision.save(update_fields=changed)


def _decided(passage: Passage) -> Any:
    decision = decision_of(passage)
    if decision is None:
        raise Refusal(_("Cette décision vient d'être reprise : décidez d'abord de ce passage."), code="undecided")
    return decision


def send(replies: list[Reply], *, by: Actor) -> int:
    """Write to everybody; returns how many messages were posted."""
    for reply in replies:
        for member in reply.people:
            emails.reply(reply.passage, member, reply.subject, reply.body, by=by)
    return sum(len(reply.people) for reply in replies)


def _reply(passage: Any, carriers: list[Addressee]) -> Reply:
    """`carriers`: of a project; an idea has its team."""
    if passage.idea is not None:
        carriers = [Addressee(member.email, member.name) for member in passage.idea.team.all()]
    return Reply(passage, passage.decision, **texts(passage), people=carriers)
