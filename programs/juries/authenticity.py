"""Whether a file is one of our minutes: only the session, its dates and the capacities of who signed are told."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from eclore.kit.dates import calendar_day, moment
from programs.juries.minutes.sections import WITH_YEAR
from programs.juries.models import AbstractJury, AbstractMinutes
from programs.juries.queries import related
from programs.juries.states import SignatoryCapacity


@dataclass(frozen=True)
class Verified:
    """What anybody who holds the file may read."""

    title: str
    lines: tuple[str, ...]
    tone: str


def verify(juries: type[AbstractJury], sha256: str, *, site: str) -> Verified:
    """What is known of the file with these bytes, on this side."""
    rows: QuerySet[Any, Any] = related(juries, "minutes")
    known = rows.filter(Q(full_sha256=sha256) | Q(redacted_sha256=sha256)).select_related("jury")
    found = known.defer("full_pdf", "redacted_pdf").prefetch_related("signatures").first()
    if found is None:
        return Verified(
            _("Fichier inconnu"),
            (
                _(
                    "Aucun procès-verbal de ce site n'a ces octets : le fichier a été modifié, ou il vient d'ailleurs."
                    " Demandez à qui vous l'a remis la version d'origine."
                ),
            ),
            "warn",
        )
    signed = [_signed(each.capacity, moment(each.created_at, today=WITH_YEAR)) for each in found.signatures.all()]
    return Verified(
        _("Authentique") if signed else _("Fichier reconnu, pas encore signé"),
        (_described(found, sha256, site), *(signed or [_("Cette version n'est pas signée.")]), *_superseded(found)),
        "good" if signed else "warn",
    )


def _described(found: AbstractMinutes, sha256: str, site: str) -> str:
    facts = {
        "title": found.jury.title,
        "site": site,
        "held": calendar_day(found.jury.held_on, today=WITH_YEAR),
        "number": found.number,
        "at": moment(found.created_at, today=WITH_YEAR),
        "kind": _("version complète") if sha256 == found.full_sha256 else _("version communicable"),
    }
    return (
        _("Procès-verbal de « %(title)s », %(site)s, séance du %(held)s : %(kind)s n° %(number)s, figée le %(at)s.")
        % facts
    )


def _signed(capacity: str, at: str) -> str:
    words = {
        SignatoryCapacity.PRESIDENCY: _("Signé par la présidence le %(at)s."),
        SignatoryCapacity.SECRETARY: _("Signé par le secrétariat le %(at)s."),
    }
    return words[SignatoryCapacity(capacity)] % {"at": at}


def _superseded(found: AbstractMinutes) -> list[str]:
    later = type(found)._default_manager.filter(jury=found.jury_id, number__gt=found.number).order_by("number")
    after = later.values_list("created_at", flat=True).last()
    words = _("Une version plus récente a été figée le %(at)s.")
    return [words % {"at": moment(after, today=WITH_YEAR)}] if after else []
