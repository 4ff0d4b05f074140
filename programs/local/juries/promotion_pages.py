"""After publication: which places were given back, who takes one, and how each is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.elements import Action, Tag
from programs.juries.states import AmendmentAct
from programs.local.juries.domain.promotions import free_places, holds_a_place, waiting
from programs.local.juries.models import Decision, Jury, Passage


@dataclass(frozen=True)
class Freed:
    """Places that were given back and that nobody has taken: how many, and who is first to take one."""

    count: int
    first: Passage | None
    jury: Jury

    @property
    def words(self) -> str:
        told = ngettext("%(count)s place est libérée.", "%(count)s places sont libérées.", self.count)
        told = told % {"count": self.count}
        if self.first is None:
            return told + " " + _("Plus aucune équipe n'attend.")
        return told + " " + _("La première de la liste d'attente est « %(title)s ».") % {"title": self.first.title}

    @property
    def act(self) -> Action | None:
        """To the page that promotes the first."""
        if self.first is None:
            return None
        return Action(_("Promouvoir cette équipe"), reverse("juries-promote", args=[self.jury.pk]), "main")


def freed(jury: Jury) -> Freed | None:
    """One statement, or two where a place is free; None where none is."""
    count = free_places(jury)
    return Freed(count, waiting(jury).first(), jury) if count > 0 else None


def acts_of(jury: Jury, passages: Sequence[UUID]) -> Mapping[UUID | None, str]:
    """Passage → what was done with it after publication: one statement."""
    rows = jury.amendments.filter(passage__in=passages).exclude(act="").order_by("created_at")
    return dict(rows.values_list("passage_id", "act"))


def tag_of(act: str) -> Tag | None:
    """What was done, beside the verdict that the record keeps."""
    return Tag(str(AmendmentAct(act).label), "good" if act == AmendmentAct.PROMOTED else "warn") if act else None


def freeing(passage: Passage, decision: Decision, act: str) -> Action | None:
    """Say that a team gives its place back, where it holds one still."""
    if act or not holds_a_place(passage, decision):
        return None
    url = reverse("juries-free-place", args=[passage.jury_id, passage.pk])
    return Action(_("Libérer sa place"), url, "text", small=True)
