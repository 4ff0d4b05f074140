"""What the page of archives shows of each, in words, and what may be done with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.elements import Action
from tenants.moving.models import Archive


@dataclass(frozen=True)
class Row:
    """One archive; `asked_by` is empty for who is not known here any more, `facts` are of a file that is there."""

    archive: Archive
    asked_by: str
    facts: list[tuple[str, str]]
    actions: list[Action]

    @property
    def why(self) -> str:
        """Why there is no file, where nobody has taken it away by hand."""
        return self.archive.get_fault_display() if self.archive.fault else ""


def rows(archives: Iterable[Archive], names: Mapping[UUID, str]) -> list[Row]:
    """In the same order."""
    return [
        Row(archive, names.get(archive.asked_by_id, "") if archive.asked_by_id else "", facts(archive), acts(archive))
        for archive in archives
    ]


def facts(archive: Archive) -> list[tuple[str, str]]:
    """What tells a file that is there from another."""
    if not archive.is_ready:
        return []
    rows = ngettext("%(count)s enregistrement", "%(count)s enregistrements", archive.rows)
    files = ngettext("%(count)s fichier", "%(count)s fichiers", archive.files)
    counts = [number_format(count, force_grouping=True) for count in (archive.rows, archive.files)]
    holds = f"{rows % {'count': counts[0]}}, {files % {'count': counts[1]}}"
    return [(_("Contenu"), holds), (_("Taille"), filesizeformat(archive.size))]


def acts(archive: Archive) -> list[Action]:
    """What may be done with one archive now."""
    found = []
    if archive.is_ready:
        address = reverse("reversibility-download", args=[archive.pk])
        found.append(Action(_("Télécharger l'archive"), address, icon="download", small=True))
    if archive.is_held:
        label = _("Arrêter") if archive.is_under_way else _("Supprimer")
        found.append(Action(label, reverse("reversibility-remove", args=[archive.pk]), kind="text", small=True))
    return found


def ask_action(*, has_one: bool) -> Action:
    """The first one, or another in its place."""
    label = _("Préparer une nouvelle archive") if has_one else _("Préparer une archive")
    return Action(label, reverse("reversibility-ask"), kind="main", posts=True)
