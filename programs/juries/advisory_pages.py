"""The advisory view, ready to draw: for the jury, what may be said of dossiers; for the president, of members too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.charts import Ranked
from eclore.kit.charts import Ranking as RankingChart
from eclore.kit.charts.svg import number
from eclore.kit.elements import Tag
from programs.juries.advisory import Advice, advice
from programs.juries.models import AbstractCriterion, AbstractJury, AbstractSeat
from programs.juries.queries import in_list
from programs.juries.ranking import Agreement, LeftOut, Ranking
from programs.juries.rules import can, seat_of
from programs.juries.snapshots import Sitting, read_sitting
from programs.juries.standings import standing

WEAK, STRONG = 0.3, 0.6
Titles = Mapping[UUID, str]


@dataclass(frozen=True)
class Measure:
    """A figure of agreement from 0 to 1, and what it is in words."""

    label: str
    value: str
    tag: Tag


@dataclass(frozen=True)
class Member:
    """For the president alone: how a member marks beside the others, and what would change without them."""

    name: str
    severity: str
    interval: str
    without: str


@dataclass(frozen=True)
class AdvisoryPage:
    """`warning` says why means do not compare, or hardly do; `unlike` names the dossiers that others than most marked.

    `debated`: the dossiers that the jury has to talk about; `hidden` counts those that whoever looks has left.
    """

    chart: RankingChart | None
    debated: list[str]
    warning: str
    unlike: list[str]
    agreement: list[Measure]
    members: list[Member]
    hidden: int


def advisory(jury: AbstractJury, actor: Actor) -> AdvisoryPage:
    """For whoever may see the ranking, which the caller has checked; no dossier that they have stepped aside from."""
    sitting, criteria = read_sitting(jury), list(jury.criteria.all())
    found, left = advice(sitting, criteria, standing(jury, criteria)), set(sitting.left_by(seat_of(actor, jury)))
    if found is None:
        return AdvisoryPage(None, [], "", [], [], [], len(left))
    titles = {passage.pk: passage.full_title for passage in in_list(jury.passages.all()) if passage.pk not in left}
    view = found.view
    names = {seat.pk: seat.name for seat in sitting.seats}
    return AdvisoryPage(
        chart=_chart(jury, view, titles),
        debated=[titles[team.team] for team in view.teams if team.in_deliberation_zone and team.team in titles],
        warning=_warning(view),
        unlike=[titles[panel.team] for panel in view.panels if panel.differs and panel.team in titles],
        agreement=_agreement(view.agreement),
        members=_members(found, names, titles) if can(actor, "see_ballots", jury) else [],
        hidden=len(left),
    )


def _chart(jury: AbstractJury, view: Ranking[UUID, UUID], titles: Titles) -> RankingChart:
    says_more = view.freedom > 0  # with one member alone, intervals would rest on nothing that was marked
    rows = tuple(
        Ranked(
            titles[team.team],
            team.mean,
            low=team.low if says_more else None,
            high=team.high if says_more else None,
            chance=team.p_selected if says_more else None,
            debated=says_more and team.in_deliberation_zone,
        )
        for team in view.teams
        if team.team in titles
    )
    return RankingChart(_("Moyenne, intervalle à 80 % et chance d'être retenu"), rows, places=jury.places)


def _warning(view: Ranking[UUID, UUID]) -> str:
    if not view.connected:
        return _(
            "Ces moyennes ne se comparent pas : aucun membre n'a noté des dossiers de chaque groupe. Rien d'autre que"
            " les moyennes n'est calculé."
        )
    if not view.comparable:
        return _(
            "Tous les dossiers n'ont pas été notés par les mêmes membres, et cela compte : la moyenne de certains tient"
            " aussi à qui les a notés."
        )
    return ""


def _agreement(found: Agreement) -> list[Measure]:
    told = [
        (_("Accord sur l'ordre (W de Kendall)"), found.kendall_w),
        (_("Accord d'une note à l'autre (corrélation intraclasse)"), found.icc),
        (_("Fiabilité de la moyenne du jury"), found.icc_mean),
    ]
    return [Measure(label, number(value, 2), _level(value)) for label, value in told if value is not None]


def _level(value: float) -> Tag:
    if value < WEAK:
        return Tag(_("faible"), "warn")
    return Tag(_("fort"), "good") if value >= STRONG else Tag(_("moyen"))


@dataclass(frozen=True)
class Beside:
    """How one member marks beside the others, in points of a mark: theirs to read, and the president's, alone."""

    severity: float
    low: float | None
    high: float | None

    @property
    def told(self) -> str:
        """« +0,35 point (de +0,10 à +0,60) »."""
        points = _("%(points)s point par rapport aux autres membres") % {"points": _signed(-self.severity)}
        interval = _interval(self.low, self.high)
        return points if self.low is None else f"{points} ({interval})"


def beside_the_others(sitting: Sitting, criteria: list[AbstractCriterion], seat: AbstractSeat) -> Beside | None:
    """Of this member; None where nothing is computed. The caller has checked that it is for them."""
    found = advice(sitting, criteria, standing(sitting.jury, criteria))
    own = next((each for each in found.view.jurors if each.juror == seat.pk), None) if found else None
    return Beside(own.severity, own.low, own.high) if own else None


def _members(found: Advice, names: Mapping[UUID, str], titles: Titles) -> list[Member]:
    without = {each.juror: each for each in found.without_each}
    return [
        Member(
            name=names.get(juror.juror, ""),
            severity=_signed(-juror.severity),
            interval=_interval(juror.low, juror.high),
            without=_changes(without[juror.juror], titles) if juror.juror in without else "",
        )
        for juror in sorted(found.view.jurors, key=lambda juror: names.get(juror.juror, ""))
    ]


def _interval(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return "–"
    return _("de %(low)s à %(high)s") % {"low": _signed(-high), "high": _signed(-low)}


def _signed(value: float) -> str:
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value), 2)}"


def _changes(left: LeftOut[UUID, UUID], titles: Titles) -> str:
    """Who would be among the first places without this member, and who would not."""
    parts = [
        (_("entrerait : %s"), left.entering),
        (_("sortirait : %s"), left.leaving),
        (_("sans note : %s"), left.unheard),
    ]
    said = [sentence % ", ".join(_known(teams, titles)) for sentence, teams in parts if _known(teams, titles)]
    return " ; ".join(said) or _("rien ne change")


def _known(teams: Sequence[UUID], titles: Titles) -> list[str]:
    return [titles[team] for team in teams if team in titles]
