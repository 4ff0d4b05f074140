"""A session's own sheets, corrected apart from its edition or its forum, until somebody has marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries.criteria import unmarkable
from programs.juries.models import AbstractCriterion, AbstractJury
from programs.juries.queries import related
from programs.juries.rules import require
from programs.juries.states import JuryState, PassageKind

LIGHTEST, HEAVIEST = Decimal("0.25"), Decimal(20)
SAID = ("label", "hint", "weight", "kind")


@dataclass(frozen=True)
class CriterionGiven:
    """What is marked, and how much it weighs; `key` is that of a criterion that exists.

    `kind`: of the dossiers that it is for, selections or renewals; empty: of all; None: as it is.
    """

    label: str
    hint: str = ""
    weight: Decimal = Decimal(1)
    key: str = ""
    kind: str | None = None


@transaction.atomic
def set_criteria(jury: AbstractJury, criteria: Iterable[CriterionGiven], *, by: Actor) -> list[AbstractCriterion]:
    """The session's criteria in this order, each under its key; the same sent again is the same act.

    Raises WrongState once marks are closed, Refusal once somebody has marked, Invalid.
    """
    lock(jury)
    require(by, "compose", jury)
    if refusal := why_they_stand(jury):
        raise refusal
    rows: type[AbstractCriterion] = related(type(jury), "criteria").model
    kept, wanted = list(jury.criteria.all()), list(criteria)
    before, left = [_said(row) for row in kept], {str(row.pk): row for row in kept}
    found = [left.pop(each.key) if each.key in left else rows(jury=jury) for each in wanted]
    for position, (row, each) in enumerate(zip(found, wanted, strict=True)):
        row.label, row.hint, row.weight = each.label.strip(), each.hint.strip(), each.weight
        row.kind, row.position = row.kind if each.kind is None else each.kind, position
    _require_sense(jury, found)
    if [_said(row) for row in found] == before:
        return kept
    if left:
        jury.criteria.filter(pk__in=list(left)).delete()
    fields = [*SAID, "position"]
    rows._default_manager.bulk_create(found, update_conflicts=True, unique_fields=["id"], update_fields=fields)
    record(jury, "set_criteria", by=by, note=", ".join(row.label for row in found))
    return found


def why_they_stand(jury: AbstractJury) -> Refusal | None:
    """What refuses to change its criteria now; None while they may be."""
    if jury.state not in (JuryState.PREPARATION, JuryState.OPEN):
        return WrongState(_("Les notes sont closes : les critères ne changent plus."), state=jury.state)
    passages = related(type(jury), "passages").model
    if related(passages, "ballots").filter(passage__jury=jury).exists():
        return Refusal(_("Un membre a déjà noté : les critères ne changent plus."), code="has_marked")
    if related(passages, "paper_entries").filter(passage__jury=jury).exists():
        return Refusal(_("Une feuille est déjà saisie : les critères ne changent plus."), code="has_marked")
    return None


def _said(criterion: AbstractCriterion) -> tuple[str, str, Decimal, str]:
    return criterion.label, criterion.hint, criterion.weight, criterion.kind


def _require_sense(jury: AbstractJury, rows: Sequence[AbstractCriterion]) -> None:
    if not rows:
        raise Invalid(_("Gardez au moins un critère."), code="no_criterion", field="criteria")
    if not all(row.label for row in rows):
        raise Invalid(_("Donnez un nom à chaque critère."), field="criteria")
    if not all(LIGHTEST <= row.weight <= HEAVIEST for row in rows):
        raise Invalid(_("Le poids d'un critère va de 0,25 à %(most)s.") % {"most": HEAVIEST}, field="criteria")
    if any(row.kind not in ("", *PassageKind.values) for row in rows):
        raise Invalid(_("Un critère se note sur les sélections, les renouvellements, ou tous."), field="criteria")
    kinds = jury.passages.order_by().values_list("kind", flat=True).distinct()
    if lacking := unmarkable(rows, kinds):
        sentence = _("Gardez au moins un critère pour ces passages : %(kinds)s.")
        raise Invalid(sentence % {"kinds": ", ".join(lacking).lower()}, field="criteria")
