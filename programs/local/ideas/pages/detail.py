"""The page of an idea as whoever looks at it sees it: its team, or those who follow the programme."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Tag
from eclore.kit.errors import Refusal
from eclore.kit.permissions import can
from programs.local.ideas import history, replies, stages
from programs.local.ideas.domain import ideas
from programs.local.ideas.forms import CompletionForm, SetAsideForm
from programs.local.ideas.models import Idea, TeamMember
from programs.local.ideas.pages import dossier, team
from programs.local.ideas.states import IdeaState


@dataclass(frozen=True)
class Consent:
    """This person's own agreement that a forum sees the idea; `everybody`: the whole team agrees."""

    given_at: datetime | None
    everybody: bool
    may_take_back: bool
    url: str


@dataclass(frozen=True)
class Question:
    """An act that asks for words first, in a dialog or on its own page."""

    id: str
    label: str
    confirm: str
    url: str
    form: BaseForm


@dataclass(frozen=True)
class Triage:
    """What those who run the programme may do: answer questions about the idea, or take it elsewhere."""

    questions: list[Question]
    merge: Action | None
    onward: list[Action]

    @property
    def studies(self) -> bool:
        """Whether anything is left to study before a jury."""
        return bool(self.questions or self.merge)


def context(idea: Idea, actor: Actor, domains: Iterable[str], refusal: Refusal | None = None) -> dict[str, object]:
    """What `ideas/detail.html` places. `idea` comes from `finding.shown_or_404`; one statement more, for events.

    `domains`: those that the territory knows for its own.
    """
    me = next((member for member in idea.team.all() if member.user_id == actor.user_id), None)
    writes = me is not None and can(actor, "ideas.edit", idea)
    verbs = transitions.available(idea, by=actor)
    return {
        "idea": idea,
        "call": idea.call,
        "state": Tag(idea.get_state_display(), stages.tone(idea.state)),
        "steps": stages.of(idea),
        "events": history.of(idea),
        "refusal": refusal,
        "reason": _asked(idea),
        "write": dossier.write_action(idea, writes=writes),
        "to_submit": dossier.to_submit(idea, writes=writes),
        "answers": dossier.answers(idea, writes=writes),
        "files": dossier.files(idea, idea.attachments.all(), attaches=writes and ideas.is_editable(idea)),
        "team": team.member_rows(
            idea,
            writes=writes,
            asks=can(actor, "ideas.commitment", idea),
            domains=domains if can(actor, "ideas.triage", idea) else None,
        ),
        "invite": team.invite_action(idea, writes=writes),
        "emails": replies.of(idea),
        "emails_title": _("Messages reçus") if me else _("Messages à l'équipe"),
        "triage": triage(idea, verbs) if can(actor, "ideas.follow") else None,
        "reply_by": _reply_by(idea),
        "consent": consent(idea, me, writes=writes),
        "withdraw": withdraw_action(idea, verbs) if me else None,
    }


def triage(idea: Idea, verbs: list[str]) -> Triage:
    """According to the verbs that whoever looks may apply now."""
    merge = Action(_("Rattacher à une autre idée"), reverse("ideas-merge", args=[idea.pk]), "text")
    nominate = Action(_("Nommer pour un forum"), reverse("bridge-choose", args=[idea.pk]))
    take_up = Action(_("Reprendre localement"), reverse("bridge-take-up", args=[idea.pk]))
    board = Action(_("Toutes les idées de l'appel"), idea.call.edition.get_absolute_url(), "text", "back")
    declined = idea.state == IdeaState.NOT_RETAINED
    onward = [nominate] if "nominate" in verbs else []
    onward += [take_up] if declined and "take_internally" in verbs else []
    return Triage(_questions(idea, verbs), merge if "merge" in verbs else None, [*onward, board])


def consent(idea: Idea, me: TeamMember | None, *, writes: bool) -> Consent | None:
    """`me` is the person who looks, in this idea's team; an idea that is decided asks for no agreement any more."""
    if me is None or (me.consented_at is None and not writes):
        return None
    return Consent(me.consented_at, idea.share_with_forum, writes, reverse("ideas-consent", args=[idea.pk]))


def withdraw_action(idea: Idea, verbs: list[str]) -> Action | None:
    """For who leads the team, before a decision."""
    if "withdraw" not in verbs:
        return None
    return Action(_("Retirer mon idée"), reverse("ideas-withdraw", args=[idea.pk]), "text")


def _questions(idea: Idea, verbs: list[str]) -> list[Question]:
    known = {
        "ask_completion": Question(
            "completer",
            _("Demander un complément"),
            _("Envoyer la demande"),
            reverse("ideas-ask-completion", args=[idea.pk]),
            CompletionForm(auto_id="completer-%s"),
        ),
        "set_aside": Question(
            "ecarter",
            _("Laisser de côté"),
            _("Laisser de côté et répondre"),
            reverse("ideas-set-aside", args=[idea.pk]),
            SetAsideForm(auto_id="ecarter-%s"),
        ),
    }
    return [question for verb, question in known.items() if verb in verbs]


def _asked(idea: Idea) -> str:
    """What the territory wants to be completed, in its own words."""
    if idea.state != IdeaState.TO_COMPLETE:
        return ""
    asked = idea.events.filter(verb="ask_completion").order_by("-created_at")
    return asked.values_list("note", flat=True).first() or ""


def _reply_by(idea: Idea) -> date | None:
    """The date that a team still waits for."""
    return idea.call.reply_by if idea.submitted_at and not idea.answered_at else None
