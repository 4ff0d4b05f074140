"""Fields that several resources take."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from eclore.kit.lines import line
from tenants.territories.models import Territory


class Line(serializers.CharField):
    """A name, a title or a label: what pages make of it (eclore.kit.lines)."""

    def run_validation(self, data: Any = empty) -> Any:
        """What holds only unseen letters is empty; what no text can hold is refused as it came."""
        return super().run_validation(line(data) if isinstance(data, str) and "\x00" not in data else data)


class TerritorySlug(serializers.SlugRelatedField[Territory]):
    """One territory, by its slug; what no slug can hold names no territory."""

    default_error_messages = {"no_slug": _("Donnez l'identifiant d'un territoire, par exemple « somme ».")}

    def __init__(self, **options: Any) -> None:
        super().__init__(slug_field="slug", queryset=Territory.objects.all(), **options)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or "\x00" in data:
            self.fail("no_slug")
        return super().to_internal_value(data)
