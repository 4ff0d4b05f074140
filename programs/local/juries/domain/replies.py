"""Every candidate's own answer: suggested by the decision, read again and corrected on one page, sent together.

Until then nothing is in the post: a draft among the territory's messages could leave before the decisions do.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from eclore.kit import mail
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from programs.juries.domain.sessions import lock, require_state
from programs.juries.queries import decision_of
from programs.juries.rules import require
from programs.juries.states import JuryState
from programs.local.juries import emails
from programs.local.juries.models import Jury, Passage
from programs.local.juries.queries import GONE


@dataclass(frozen=True)
class Reply:
    """The answer to one team: the same words to each of its people."""

    passage: Passage
    decision: Any
    subject: str
    body: str
    people: list[Any]

    @property
    def names(self) -> str:
        return ", ".join(member.name or member.email for member in self.people)


def of(jury: Jury) -> list[Reply]:
    """The replies to the decided ideas, in the order of passages; a renewal's is its project's affair."""
    rows = jury.passages.select_related("decision", "idea__call").prefetch_related("idea__team")
    rows = rows.filter(idea__isnull=False).exclude(idea__state__in=GONE)
    return [_reply(passage) for passage in rows if decision_of(passage) is not None]


def rewrite_reply(passage: Passage, *, by: Actor, subject: str, body: str) -> None:
    """Change the words of one team's answer before it is sent. Raises Invalid, WrongState."""
    jury, decision = passage.jury, passage.decision
    require(by, "publish", jury)
    lock(jury)
    require_state(jury, JuryState.DELIBERATION, _("Les réponses sont déjà parties."))
    subject, body = mail.one_line(subject), body.replace("\x00", "").strip()
    if not subject:
        raise Invalid(_("Donnez un objet à la réponse."), field="subject")
    if not body:
        raise Invalid(_("Écrivez la réponse avant de l'enregistrer."), field="body")
    decision.reply_subject, decision.reply_body = subject[: mail.SUBJECT_LENGTH], body
    decision.save(update_fields=["reply_subject", "reply_body"])


def send(replies: list[Reply], *, by: Actor) -> int:
    """Write to everybody; returns how many messages were posted."""
    for reply in replies:
        for member in reply.people:
            emails.reply(reply.passage, member, reply.subject, reply.body, by=by)
    return sum(len(reply.people) for reply in replies)


def _reply(passage: Passage) -> Reply:
    decision = passage.decision
    suggested = emails.draft(passage)
    subject, body = decision.reply_subject or suggested[0], decision.reply_body or suggested[1]
    people = list(passage.idea.team.all()) if passage.idea else []
    return Reply(passage, decision, subject, body, people)
