"""What a jury reads of a project that asks to go on, beside its summary: time, what was learnt, conditions, journal.

`Facts` are counted when the project is put before the jury and again when the session opens; `Words` are what whoever
prepares the hearing has said of them. Neither holds a name, nor anything of an interview but how many there were.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import models
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


class ConditionState(models.TextChoices):
    MET = "met", gettext_lazy("Remplie")
    PARTLY = "partly", gettext_lazy("Remplie en partie")
    NOT_MET = "not_met", gettext_lazy("Non remplie")


@dataclass(frozen=True)
class Facts:
    """Of the project's last phase. `believed`: its hypotheses; `learnt`: what its committees wrote.

    `conditions`: those that were set with the phase, one a line. The last four count lines of the journal.
    """

    phase: str = ""
    weeks_used: int = 0
    weeks_granted: int = 0
    days_freed: float = 0
    days_signed: float = 0
    believed: list[str] = field(default_factory=list)
    learnt: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    sessions: int = 0
    hypotheses: int = 0
    interviews: int = 0
    notes: int = 0


@dataclass(frozen=True)
class Words:
    """What replaces what was counted, where it is not empty. `met`: condition → a `ConditionState`."""

    learnt: str = ""
    journal: str = ""
    met: Mapping[str, str] = field(default_factory=dict)


def kept(facts: Facts, words: Words | None = None) -> dict[str, Any]:
    """Both as a passage keeps them."""
    return {"facts": asdict(facts), "words": asdict(words or Words())}


def facts_of(row: Mapping[str, Any] | None) -> Facts | None:
    """Those that a passage keeps; None where none were counted."""
    return Facts(**row["facts"]) if row else None


def words_of(row: Mapping[str, Any] | None) -> Words:
    return Words(**row["words"]) if row else Words()


def sections(row: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """(title, text) of each part, in the reader's language; a part of which nothing is known is left out."""
    facts, words = facts_of(row), words_of(row)
    if facts is None:
        return []
    told = [
        (_("Temps utilisé"), _time(facts)),
        (_("Ce qui était supposé"), "\n\n".join(facts.believed)),
        (_("Ce qui a été appris"), learnt(facts, words)),
        (_("Conditions fixées la dernière fois"), _conditions(facts, words)),
        (_("Le journal en bref"), journal(facts, words)),
    ]
    return [(title, text) for title, text in told if text]


def learnt(facts: Facts, words: Words) -> str:
    """As corrected, else as committees wrote it."""
    return words.learnt or "\n\n".join(facts.learnt)


def journal(facts: Facts, words: Words) -> str:
    """As corrected, else how many lines it has of each kind; empty where it has none."""
    counted = [
        (facts.sessions, ngettext("%(n)s séance avec le coach", "%(n)s séances avec le coach", facts.sessions)),
        (facts.hypotheses, ngettext("%(n)s hypothèse", "%(n)s hypothèses", facts.hypotheses)),
        (facts.interviews, ngettext("%(n)s entretien", "%(n)s entretiens", facts.interviews)),
        (facts.notes, ngettext("%(n)s note", "%(n)s notes", facts.notes)),
    ]
    return words.journal or ", ".join(told % {"n": lines} for lines, told in counted if lines)


def _time(facts: Facts) -> str:
    if not facts.phase:
        return ""
    used = ngettext(
        "%(phase)s : %(used)s semaine utilisée sur %(granted)s accordées",
        "%(phase)s : %(used)s semaines utilisées sur %(granted)s accordées",
        facts.weeks_used,
    ) % {"phase": facts.phase, "used": facts.weeks_used, "granted": facts.weeks_granted}
    days = {"freed": floatformat(facts.days_freed), "signed": floatformat(facts.days_signed)}
    return f"{used}\n\n" + _("%(freed)s jours libérés sur %(signed)s signés") % days


def _conditions(facts: Facts, words: Words) -> str:
    """One a paragraph, with whether it was met."""
    states = dict(ConditionState.choices)
    told = [(each, words.met.get(each, "")) for each in facts.conditions]
    return "\n\n".join(f"{each} ({states.get(state) or _('non renseigné')})" for each, state in told)
