"""The bytes of a version that was frozen, for whoever may read the minutes: each time, a line of the log."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit.actor import Actor
from programs.juries.minutes.sections import REDACTED
from programs.juries.models import AbstractJury
from programs.juries.queries import related


@dataclass(frozen=True)
class FrozenFile:
    name: str
    content: bytes


def frozen(jury: AbstractJury, told: str, *, by: Actor, **which: Any) -> FrozenFile:
    """The document FULL or REDACTED of `which` version, the last of them; the caller has checked who reads.

    Raises Http404.
    """
    rows = related(type(jury), "minutes").filter(jury=jury, **which).order_by("number")
    found = rows.values_list("number", f"{told}_pdf").last()
    if found is None:
        raise Http404(_("Aucun procès-verbal figé ne se trouve à cette adresse."))
    audit.record(audit.Act.EXPORT, subject=jury, by=by, verb="minutes", version=told, format="pdf")
    kind = "-communicable" if told == REDACTED else ""
    return FrozenFile(f"proces-verbal-{slugify(jury.title)[:60]}-v{found[0]}{kind}.pdf", bytes(found[1]))
