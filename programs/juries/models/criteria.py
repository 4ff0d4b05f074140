"""What a jury marks."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.records import Record
from programs.juries.states import PassageKind

if TYPE_CHECKING:
    from programs.juries.models.sessions import AbstractJury


class AbstractCriterion(Record):
    """Marked from 1 to 5; `weight` counts within a ballot. `kind`: of the dossiers that it is for; empty: of all."""

    jury: "models.ForeignKey[AbstractJury, AbstractJury]" = models.ForeignKey(
        "Jury", on_delete=models.CASCADE, related_name="criteria"
    )
    label = models.CharField(max_length=160)
    hint = models.CharField(max_length=300, blank=True)
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=Decimal(1), validators=[MinValueValidator(0)])
    kind = models.CharField(_("passages"), max_length=12, choices=PassageKind, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.label

    def fits(self, kind: str) -> bool:
        """Whether dossiers of this kind are marked on it."""
        return self.kind in ("", kind)
