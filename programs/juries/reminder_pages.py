"""Who is still to answer or to mark, before the deliberation opens, and a reminder to press; never a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.elements import Action, Question, Tag
from programs.juries.models import AbstractJury
from programs.juries.quorum import Quorum
from programs.juries.reminders import Awaited, awaited
from programs.juries.snapshots import read_sitting
from programs.juries.states import JuryState


@dataclass(frozen=True)
class ReminderRow:
    """A member from whom something is awaited."""

    awaited: Awaited

    @property
    def name(self) -> str:
        return self.awaited.seat.name

    @property
    def told(self) -> str:
        """What is awaited from them."""
        return self.awaited.label

    @property
    def means(self) -> str:
        """How they are told; empty where they are not to be now."""
        if not self.awaited.is_due:
            return ""
        if self.awaited.is_written_to:
            return _("par message")
        return _("sur sa tablette")

    @property
    def state(self) -> Tag | None:
        """Since when, where they were."""
        told = self.awaited.reminded
        return Tag(_("Relance : %(hour)s") % {"hour": told}, "neutral") if told else None

    @property
    def acts(self) -> list[Action]:
        """Once more, unless they have just been."""
        if not self.awaited.is_due:
            return []
        seat = self.awaited.seat
        url = reverse("juries-remind", args=[seat.jury_id, seat.pk])
        return [Action(_("Relancer"), url, posts=True, small=True)]


@dataclass(frozen=True)
class Reminders:
    """Everybody from whom something is awaited now, and what the quorum lacks."""

    jury: AbstractJury
    rows: Sequence[ReminderRow]
    quorum: Quorum

    @property
    def lacking(self) -> str:
        """What the quorum lacks, before the deliberation; empty once it is reached."""
        before = self.jury.state in (JuryState.PREPARATION, JuryState.OPEN)
        return self.quorum.lacks if before and not self.quorum.reached else ""

    @property
    def due(self) -> list[Awaited]:
        """Those who have not just been reminded."""
        return [row.awaited for row in self.rows if row.awaited.is_due]

    @property
    def everybody(self) -> Action | None:
        """All of them in one press, once it has been said whom."""
        if not self.due:
            return None
        url = reverse("juries-remind-all", args=[self.jury.pk])
        return Action(_("Relancer tous"), url, "main", question=question(self.due), key="relancer")


def reminders(jury: AbstractJury) -> Reminders:
    """The caller has checked who asks."""
    return Reminders(jury, [ReminderRow(each) for each in awaited(jury)], read_sitting(jury).quorum())


def question(due: Sequence[Awaited]) -> Question:
    """What is asked before all are reminded: whom, and how."""
    title = ngettext("Relancer %(count)s membre ?", "Relancer %(count)s membres ?", len(due)) % {"count": len(due)}
    written = ", ".join(each.seat.name for each in due if each.is_written_to)
    on_tablets = ", ".join(each.seat.name for each in due if not each.is_written_to)
    parts = []
    if written:
        parts.append(_("Un message part vers %(names)s.") % {"names": written})
    if on_tablets:
        parts.append(_("Leur tablette le dit à %(names)s.") % {"names": on_tablets})
    return Question(title, " ".join(parts), _("Relancer"))


def entry(jury: AbstractJury) -> Action:
    """To that page."""
    return Action(_("Relancer"), reverse("juries-reminders", args=[jury.pk]), "second")
