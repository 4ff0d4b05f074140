"""The team on an idea's page: who carries it, what their line managers have answered, what may be asked of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import dates
from eclore.kit.elements import Action, Tag
from programs.local.ideas.models import Commitment, Idea, MemberStatus, TeamMember
from programs.local.ideas.pages import doubts


@dataclass(frozen=True)
class CommitmentLine:
    """What a line manager has answered, or not yet; `reason` of a refusal alone."""

    tag: Tag
    text: str
    reason: str = ""

    @classmethod
    def of(cls, commitment: Commitment) -> "CommitmentLine":
        name = commitment.signatory_name
        if commitment.is_signed:
            text = _("par %(name)s, %(time)s") % {"name": name, "time": dates.days_a_week(commitment.days_per_week)}
            return cls(Tag(_("Engagement signé"), "good"), text)
        if commitment.is_refused:
            text = _("par %(name)s") % {"name": name}
            return cls(Tag(_("Engagement refusé"), "bad"), text, commitment.reason)
        text = _("demandé à %(name)s %(when)s") % {"name": name, "when": dates.since(commitment.created_at)}
        return cls(Tag(_("Engagement en attente"), "warn"), text)


@dataclass(frozen=True)
class MemberRow:
    """One person of the team; `actions` are about their commitment.

    `doubt`: of whoever signs it, told to whoever runs the programme.
    """

    member: TeamMember
    notes: list[str]
    remove_url: str
    commitment: CommitmentLine | None
    actions: list[Action]
    doubt: str = ""

    @property
    def is_invited(self) -> bool:
        """Whether this person has still to sign in with the invited address."""
        return self.member.user_id is None


def member_rows(idea: Idea, *, writes: bool, asks: bool, domains: Iterable[str] | None = None) -> list[MemberRow]:
    """`writes`: whoever looks is of the team and may still change it; `asks`: they may ask line managers.

    `domains`: the territory's, when they run the programme, and are told of a signatory whose mailbox raises a doubt.
    """
    return [_row(idea, member, writes=writes, asks=asks, domains=domains) for member in idea.team.all()]


def invite_action(idea: Idea, *, writes: bool) -> Action | None:
    """The button that invites; none once the team is full. Reads `idea.team` as prefetched."""
    if not writes or idea.team_is_full:
        return None
    return Action(_("Inviter quelqu'un"), reverse("ideas-invite", args=[idea.pk]), icon="plus")


def _row(
    idea: Idea, member: TeamMember, *, writes: bool, asks: bool, domains: Iterable[str] | None = None
) -> MemberRow:
    commitment = member.asked_commitment
    return MemberRow(
        member,
        notes=_notes(member),
        remove_url=reverse("ideas-remove", args=[idea.pk, member.pk]) if writes and member.may_be_removed else "",
        commitment=CommitmentLine.of(commitment) if commitment else None,
        actions=_actions(idea, member, commitment, writes=writes) if asks else [],
        doubt=doubts.about(commitment, idea, domains) if commitment and domains is not None else "",
    )


def _notes(member: TeamMember) -> list[str]:
    notes = [_("porte l'idée")] if member.leads else []
    return notes if member.status == MemberStatus.AGENT else [*notes, member.get_status_display()]


def _actions(idea: Idea, member: TeamMember, commitment: Commitment | None, *, writes: bool) -> list[Action]:
    # The team asks first; whoever runs the programme only asks again.
    ask = reverse("ideas-commitment-request", args=[idea.pk, member.pk])
    if commitment is None:
        label = _("Demander l'accord du responsable") if member.leads else _("Demander l'engagement de son responsable")
        return [Action(label, ask, small=True)] if writes else []
    if commitment.is_signed:
        return []
    if commitment.is_refused:
        return [Action(_("Demander de nouveau, ou à quelqu'un d'autre"), ask, small=True)]
    remind = reverse("ideas-commitment-remind", args=[idea.pk, member.pk])
    return [
        Action(_("Relancer"), remind, small=True, posts=True),
        Action(_("Demander à quelqu'un d'autre"), ask, "text", small=True),
    ]
