"""The page where a member says, once and for all dossiers, from which they step aside; who has not said it yet."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclore.kit.elements import Tag
from eclore.kit.forms import Form
from programs.juries.contract import AnySide
from programs.juries.juror_pages import DECLINED, PROPOSED, own_part
from programs.juries.models import AbstractJury, AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import in_list, not_left_by, recusals_of, with_own_part
from programs.juries.rules import owes_answer


class ConflictsForm(Form):
    """What to step aside from, among the dossiers of the page; `until`: when the last of them was taken in."""

    reason = forms.CharField(
        label=_("Motif"),
        max_length=300,
        required=False,
        help_text=_("Pour les déports que vous venez de cocher. Il figure au procès-verbal complet."),
    )
    until = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def offer(self, page: "ConflictsPage") -> None:
        """What may be ticked, and as of when."""
        self.initial["until"] = page.until.isoformat() if page.until else ""
        self.fields["aside"] = forms.MultipleChoiceField(
            label=_("Dossiers dont vous vous déportez"),
            required=False,
            choices=[(str(row.passage.pk), row.passage.title) for row in page.rows],
            error_messages={
                "invalid_choice": _("Un dossier de cette page n'est plus devant le jury : relisez, puis répondez.")
            },
        )

    @property
    def ticked(self) -> list[str] | None:
        """As it was sent; None before."""
        return list(self.data.getlist("aside")) if isinstance(self.data, QueryDict) and self.is_bound else None

    @property
    def proposed(self) -> set[UUID]:
        """The dossiers that the page showed as proposed: what is not a key is none."""
        sent = self.data.getlist("proposed") if isinstance(self.data, QueryDict) else []
        return {UUID(key) for key in sent if key in self.keys}

    @property
    def keys(self) -> set[str]:
        """Of every dossier on the page."""
        aside = self.fields["aside"]
        return {str(key) for key, _title in aside.choices}  # type: ignore[attr-defined]  # a field of choices, by `offer`

    def clean_aside(self) -> set[UUID]:
        return {UUID(key) for key in self.cleaned_data["aside"]}

    def clean_until(self) -> datetime | None:
        """A moment with its zone; None: of every dossier there is."""
        text = self.cleaned_data["until"]
        try:
            told = datetime.fromisoformat(text) if text else None
        except ValueError:
            told = None
        if text and (told is None or told.tzinfo is None):
            raise forms.ValidationError(gettext("Cette page n'est plus à jour : rechargez-la, puis répondez."))
        return told


@dataclass(frozen=True)
class ConflictRow:
    """A dossier: who carries it, whether it is ticked, what is known already of this member and it."""

    passage: AbstractPassage
    carried_by: list[str]
    ticked: bool
    note: str
    recusal: str

    @property
    def about(self) -> str:
        """Where it comes from, where its team works, their names."""
        origin = self.passage.origin_label or self.passage.get_kind_display()
        return " · ".join(part for part in (origin, ", ".join(self.carried_by)) if part)

    @property
    def known(self) -> Tag | None:
        told = {PROPOSED: Tag(gettext("Déport proposé"), "warn"), DECLINED: Tag(gettext("Sans conflit, avez-vous dit"))}
        return told.get(self.recusal)


@dataclass(frozen=True)
class ConflictsPage:
    """Every dossier of the day that the member has not left; `hidden`: how many they have stepped aside from.

    `until`: when the last of all was taken in, those left among them.
    """

    rows: list[ConflictRow]
    hidden: int
    until: datetime | None
    answered: bool


def conflicts(
    jury: AbstractJury, seat: AbstractSeat, side: AnySide, *, ticked: Collection[str] | None = None
) -> ConflictsPage:
    """`ticked`: what was sent, to be shown again; what is proposed, before."""
    rows = list(in_list(with_own_part(not_left_by(seat, jury.passages.all()), seat)))
    own: QuerySet[Any, Any] = recusals_of(jury).filter(seat=seat).annotate(taken_in=F("passage__created_at"))
    asked = {recusal.passage_id: recusal for recusal in own}
    known = [*(passage.created_at for passage in rows), *(recusal.taken_in for recusal in asked.values())]
    carried, latest = side.carried_by(jury), max(known, default=None)
    return ConflictsPage(
        rows=[_row(seat, passage, carried.get(passage.pk, []), asked.get(passage.pk), ticked) for passage in rows],
        hidden=sum(recusal.confirmed_at is not None for recusal in asked.values()),
        until=latest,
        answered=not owes_answer(seat, latest),
    )


def _row(
    seat: AbstractSeat,
    passage: AbstractPassage,
    carried_by: list[str],
    asked: AbstractRecusal | None,
    ticked: Collection[str] | None,
) -> ConflictRow:
    state = own_part(passage, seat.jury, seat)["recusal"]
    return ConflictRow(
        passage=passage,
        carried_by=carried_by,
        ticked=state == PROPOSED if ticked is None else str(passage.pk) in ticked,
        note=asked.reason if asked is not None and state == PROPOSED else "",
        recusal=state,
    )
