"""How many voting members are there, for the session or for one dossier once those who step aside are left out.

A quorum is a number of members, and of them as many of some qualities as the session asks for.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.errors import Invalid, Refusal
from programs.juries.models import AbstractJury, AbstractSeat
from programs.juries.states import QualityGroup

# Group of quality → the column of a session that says how many it asks for.
ASKED = {
    QualityGroup.ELECTED: "quorum_elected",
    QualityGroup.MANAGEMENT: "quorum_management",
    QualityGroup.FIELD: "quorum_field",
    QualityGroup.PARTNER: "quorum_partner",
}
LARGEST = 100


class GroupsGiven(TypedDict, total=False):
    """How many members of each quality a session asks for; nothing: none."""

    quorum_elected: int
    quorum_management: int
    quorum_field: int
    quorum_partner: int


class NoQuorum(Refusal):
    """Too few voting members for the act to hold, or too few of a quality."""

    code = "no_quorum"


@dataclass(frozen=True)
class Share:
    """Of one group of quality: how many are asked for, how many are there."""

    group: QualityGroup
    required: int
    present: int

    @property
    def reached(self) -> bool:
        return self.present >= self.required

    @property
    def words(self) -> str:
        told = {"group": self.group.label.lower(), "present": self.present, "required": self.required}
        return _("%(group)s : %(present)s sur %(required)s") % told


@dataclass(frozen=True)
class Quorum:
    """`present` may vote; `absent` are not in the room; `recused` are, but not for this dossier. Names, for people."""

    required: int
    present: tuple[str, ...]
    absent: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()

    @property
    def reached(self) -> bool:
        return not self.short_of and not self.lacking

    @property
    def short_of(self) -> int:
        """How many more members it takes, whatever their quality."""
        return max(self.required - len(self.present), 0)

    @property
    def lacking(self) -> tuple[Share, ...]:
        """The qualities of which too few are there."""
        return tuple(share for share in self.shares if not share.reached)

    @property
    def lacks(self) -> str:
        """What it takes, in words; empty once it is reached."""
        short = ngettext(
            "il manque %(short)s membre pour le quorum", "il manque %(short)s membres pour le quorum", self.short_of
        ) % {"short": self.short_of}
        by_group = _("quorum non atteint par qualité (%(groups)s)") % {"groups": told(self.lacking)}
        return ", ".join([*([short] if self.short_of else []), *([by_group] if self.lacking else [])])

    @property
    def total(self) -> int:
        return len(self.present) + len(self.absent) + len(self.recused)


def told(shares: Iterable[Share]) -> str:
    """« partenaire : 0 sur 1, direction générale : 1 sur 1 »."""
    return ", ".join(share.words for share in shares)


def asked_words(jury: AbstractJury) -> str:
    """« direction générale : 1, partenaire : 2 », « sans condition » without any."""
    wanted = [(group, getattr(jury, column)) for group, column in ASKED.items()]
    return ", ".join(f"{group.label.lower()} : {number}" for group, number in wanted if number) or _("sans condition")


def shares(jury: AbstractJury, there: Sequence[AbstractSeat]) -> tuple[Share, ...]:
    """Of the members who are `there`, those of each quality that `jury` asks for."""
    wanted = [(group, getattr(jury, column)) for group, column in ASKED.items()]
    return tuple(
        Share(group, number, sum(seat.quality_group == group for seat in there)) for group, number in wanted if number
    )


def require_sense(groups: Mapping[str, object]) -> None:
    """Raise Invalid for a number of members of a quality that is none."""
    for name, number in groups.items():
        if not isinstance(number, int) or not 0 <= number <= LARGEST:
            raise Invalid(_("Indiquez un nombre de membres entre 0 et %(most)s.") % {"most": LARGEST}, field=name)


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
    raise NoQuorum(
        " ".join(parts),
        required=quorum.required,
        present=len(quorum.present),
        short_of=quorum.short_of,
        **({"lacking": told(quorum.lacking)} if quorum.lacking else {}),
    )


def _about(quorum: Quorum, what: str) -> str:
    facts = {"present": len(quorum.present), "required": quorum.required, "short": quorum.short_of, "what": what}
    if not quorum.short_of:
        return _by_quality(quorum, what)
    if what:
        sentence = _(
            "Le quorum n'est pas atteint pour « %(what)s » : %(present)s sur %(required)s requis,"
            " il en manque %(short)s."
        )
    else:
        sentence = _("Le quorum n'est pas atteint : %(present)s sur %(required)s requis, il en manque %(short)s.")
    more = _("Par qualité, il manque aussi : %(groups)s.") % {"groups": told(quorum.lacking)}
    return " ".join([sentence % facts, *([more] if quorum.lacking else [])])


def _by_quality(quorum: Quorum, what: str) -> str:
    facts = {"groups": told(quorum.lacking), "what": what}
    if what:
        return _("Le quorum par qualité n'est pas atteint pour « %(what)s » (%(groups)s).") % facts
    return _("Le quorum par qualité n'est pas atteint (%(groups)s).") % facts


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
