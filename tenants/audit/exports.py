"""The log as a table that leaves."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from tenants.audit.queries import Line


def headers() -> list[str]:
    return [_("Ligne"), _("Date"), _("Nature"), _("Acte"), _("Qui"), _("À propos de"), _("Précision"), _("Empreinte")]


def rows(entries: Iterable[Any], lines: Iterable[Line]) -> Iterator[list[Any]]:
    """One row a line, with the digest that `verify_audit` knows it by."""
    for entry, line in zip(entries, lines, strict=True):
        yield [
            line.number,
            line.at.isoformat(timespec="seconds"),
            line.act,
            line.what,
            line.who,
            line.about,
            line.detail,
            entry.digest,
        ]
