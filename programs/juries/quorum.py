"""How many voting members are there, for the session or for one dossier once those who step aside are left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal


class NoQuorum(Refusal):
    """Too few voting members for the act to hold."""

    code = "no_quorum"


@dataclass(frozen=True)
class Quorum:
    """`present` may vote; `absent` are not in the room; `recused` are, but not for this dossier. Names, for people."""

    required: int
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        return len(self.present) >= self.required

    @property
    def short_of(self) -> int:
        """How many more members it takes."""
        return max(self.required - len(self.present), 0)

    @property
    def total(self) -> int:
        return len(self.present) + len(self.absent) + len(self.recused)


def require_quorum(quorum: Quorum, what: str = "") -> None:
    """Raise NoQuorum, saying how many members are short and who they are; `what` names the dossier, if one."""
    if quorum.reached:
        return
    parts = [_about(quorum, what)]
    if quorum.absent:
        parts.append(_("Absents : %(names)s.") % {"names": _listed(quorum.absent)})
    if quorum.recused:
        parts.append(_("En déport : %(names)s.") % {"names": _listed(quorum.recused)})
    parts.append(_("Notez les présences, corrigez leurs heures ou complétez le jury, puis recommencez."))
    raise NoQuorum(" ".join(parts), required=quorum.required, present=len(quorum.present), short_of=quorum.short_of)


def _about(quorum: Quorum, what: str) -> str:
    facts = {"present": len(quorum.present), "required": quorum.required, "short": quorum.short_of, "what": what}
    if what:
        return (
            _(
                "Le quorum n'est pas atteint pour « %(what)s » : %(present)s sur %(required)s requis,"
                " il en manque %(short)s."
            )
            % facts
        )
    return _("Le quorum n'est pas atteint : %(present)s sur %(required)s requis, il en manque %(short)s.") % facts


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
