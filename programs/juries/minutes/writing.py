"""Facts become sections: whole for whoever led; redacted, without names nor personal judgements, for others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.dates import clock_time, moment
from programs.juries import attendance, opinions, presidency, votes
from programs.juries.criteria import fitting
from programs.juries.minutes import comparing
from programs.juries.minutes.facts import Facts, Movement
from programs.juries.minutes.record import Move
from programs.juries.minutes.sections import WITH_YEAR, Item, Line, Member, Section, Table, marked
from programs.juries.models import AbstractPassage, AbstractRecusal, AbstractSeat
from programs.juries.queries import decision_of
from programs.juries.quorum import told as told_of
from programs.juries.results import RawBallot, in_figures, raw_ballots
from programs.juries.states import PassageKind, SeatRole


@dataclass(frozen=True)
class Clerk:
    """Writes what `facts` say; `redacted`: what is occulted never gets into a section."""

    facts: Facts
    redacted: bool

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        """Seat → as it is written."""
        seats = enumerate(self.facts.sitting.seats, start=1)
        return {seat.pk: _alias(number) if self.redacted else seat.name for number, seat in seats}

    @cached_property
    def titles(self) -> Mapping[UUID, str]:
        """Passage → as it is written."""
        return {
            passage.pk: passage.title if self._is_named(passage) else _("Dossier occulté")
            for passage in self.facts.passages
        }

    @cached_property
    def movements(self) -> Mapping[UUID | None, list[Movement]]:
        """As `Facts.movements`."""
        return self.facts.movements()

    @cached_property
    def besides(self) -> Mapping[UUID, tuple[str, ...]]:
        """Passage → who presided on it alone, its votes, reservations and dissent."""
        found, names = self.facts, self.names
        lent = presidency.told_of_passages(found.passages, names)
        counted = votes.told(found.record.votes, names, redacted=self.redacted)
        worded = opinions.told(found.record.opinions, names, redacted=self.redacted)
        alone = {key: (lent[key],) if key in lent else () for key in {*lent, *counted, *worded}}
        return {key: (*alone[key], *counted.get(key, ()), *worded.get(key, ())) for key in alone}

    def members(self) -> list[Member]:
        """Who sat, in which quality, when they were there."""
        return [_member(seat, self.names[seat.pk]) for seat in self.facts.sitting.seats]

    def items(self) -> list[Item]:
        """Each dossier in the order of the day."""
        return [self._item(number, passage) for number, passage in enumerate(self.facts.passages, start=1)]

    # What comes before the decisions.

    def composition(self, members: list[Member]) -> Section:
        """Members, quorum, criteria."""
        sitting = self.facts.sitting
        quorum, recusals = sitting.quorum(), sum(len(seats) for seats in sitting.recused.values())
        present, groups = len(quorum.present), told_of(quorum.shares)
        told = ngettext(
            "%(present)s membre présent, quorum de %(required)s.",
            "%(present)s membres présents, quorum de %(required)s.",
            present,
        ) % {"present": present, "required": quorum.required}
        aside = ngettext("%(count)s déport.", "%(count)s déports.", recusals) % {"count": recusals}
        return Section(
            title=_("Composition et quorum"),
            lines=tuple(Line(member.details, about=member.name) for member in members),
            notes=tuple(
                note
                for note in (
                    " ".join([told, aside if recusals else _("Aucun déport.")]),
                    _("Quorum par qualité : %(groups)s.") % {"groups": groups} if groups else "",
                    presidency.told(self.facts.jury, self.names, today=WITH_YEAR),
                    *marked(self.facts.criteria, {passage.kind for passage in self.facts.passages}),
                )
                if note
            ),
        )

    def hours(self) -> Section:
        """When the session was opened, suspended, resumed and closed; who moved once every dossier was heard."""
        words = {
            "open": _("Séance ouverte le %(at)s."),
            "unopen": _("Ouverture annulée le %(at)s."),
            "hand_over": _("Présidence confiée le %(at)s."),
            "deliberate": _("Notes closes et délibération ouverte le %(at)s."),
            "resume": _("Délibération suspendue, notes rouvertes le %(at)s."),
            "reveal": _("Classement dévoilé le %(at)s."),
            "publish": _("Décisions publiées et séance close le %(at)s."),
        }
        lines = [
            Line(words[move.verb] % {"at": _dated(move.at)}, words="" if self.redacted else _named(move))
            for move in self.facts.record.moves
        ]
        after = [Line(self._moved(move)) for move in self.movements.get(None, ())]
        return Section(_("Déroulement"), (*lines, *after))

    def order(self, items: list[Item]) -> Section:
        """The order of the day, with when each dossier was heard and by how many."""
        rows = [
            (str(item.number), item.title, item.kind, item.heard or "–", str(item.present), _reached(item))
            for item in items
        ]
        head = (_("N°"), _("Passage"), _("Nature"), _("Entendu"), _("Présents"), _("Quorum"))
        return Section(_("Ordre du jour et présences"), table=Table(_("Ordre du jour"), head, tuple(rows)))

    def conflicts(self) -> Section:
        """Who stepped aside, who declined to, and why."""
        seats = {seat.pk: rank for rank, seat in enumerate(self.facts.sitting.seats)}
        places = {passage.pk: rank for rank, passage in enumerate(self.facts.passages)}
        told = sorted(self.facts.sitting.recusals, key=lambda one: (places[one.passage_id], seats[one.seat_id]))
        lines = tuple(self._conflict(recusal) for recusal in told)
        return Section(_("Déports et conflits d'intérêts"), lines, notes=() if lines else (_("Aucun déport."),))

    # What comes after them.

    def ranking(self) -> Section | None:
        """The ranking as it was revealed; occulted with the means."""
        seen = [passage for passage in self.facts.passages if passage.seen_ballots is not None]
        revealed = self.facts.jury.revealed_at
        if self.redacted or not seen or revealed is None:
            return None
        last = len(seen) + 1
        seen.sort(key=lambda one: (one.kind != PassageKind.SELECTION, one.seen_rank or last))
        rows = tuple((str(one.seen_rank or "–"), one.title, one.get_kind_display(), *_seen(one)) for one in seen)
        head = (_("Rang"), _("Passage"), _("Nature"), _("Moyenne"), _("Bulletins"))
        notes = [_("Tel qu'il a été dévoilé le %(at)s.") % {"at": _dated(revealed)}]
        if any(late.accepted and late.received_at > revealed for late in self.facts.record.late):
            notes.append(
                _("Des bulletins tardifs ont été comptés depuis : la moyenne de chaque décision en tient compte.")
            )
        return Section(_("Classement"), table=Table(_("Classement dévoilé"), head, rows, figures=2), notes=tuple(notes))

    def comparison(self) -> Section | None:
        """Who beats whom, where dossiers were compared two by two; occulted with the means."""
        return None if self.redacted else comparing.section(self.facts, self.titles)

    def late(self) -> Section | None:
        """Ballots that came once marks were closed, and what was answered."""
        lines = []
        for late in self.facts.record.late:
            facts = {"title": self.titles[late.passage_id], "at": _dated(late.received_at)}
            if not late.answered:
                told = _("« %(title)s », reçu le %(at)s : resté sans réponse, donc pas compté.") % facts
            elif late.accepted:
                told = _("« %(title)s », reçu le %(at)s : compté.") % facts
            else:
                told = _("« %(title)s », reçu le %(at)s : écarté.") % facts
            lines.append(Line(told, about=self.names[late.seat_id], words="" if self.redacted else late.reason))
        return Section(_("Bulletins arrivés après la clôture"), tuple(lines)) if lines else None

    def amendments(self) -> Section | None:
        """What was corrected since publication; without words nor name where they are occulted."""
        note = _("Rien de ce qui est publié ne change : ce qui a été corrigé ensuite figure ici.")
        lines = []
        for row in self.facts.record.amendments:
            at = _dated(row.at)
            if self.redacted:
                lines.append(Line(_("Dossier occulté") if row.passage else "", about=at))
                continue
            told = " · ".join(part for part in (row.passage, row.author) if part)
            words = "\n".join([row.correction, _("Motif : %(reason)s") % {"reason": row.reason}])
            lines.append(Line(told, about=at, words=words))
        return Section(_("Rectifications"), tuple(lines), notes=(note,)) if lines else None

    # -- one line of them ------------------------------------------------------------------------

    def _is_named(self, passage: AbstractPassage) -> bool:
        decision = decision_of(passage)
        return not self.redacted or (decision is not None and decision.verdict in self.facts.jury.FAVOURABLE)

    def _item(self, number: int, passage: AbstractPassage) -> Item:
        sitting, decision, redacted = self.facts.sitting, decision_of(passage), self.redacted
        given, named = self.facts.given[passage.pk], self._is_named(passage)
        quorum, there = sitting.quorum(passage.pk), sitting.there(passage.pk)
        aside = sitting.recused.get(passage.pk, set())
        away = [seat for seat in sitting.awaited if seat.pk not in there and seat.pk not in aside]
        return Item(
            number=number,
            title=self.titles[passage.pk],
            kind=_kind(passage, named=named),
            verdict=passage.lapsed or (decision.verdict_label if decision else ""),
            weeks=decision.weeks if decision and named else None,
            days_per_week=decision.days_per_week if decision and named else None,
            means=decision.means if decision and not redacted else "",
            conditions=decision.conditions if decision and not redacted else "",
            next_on=decision.next_on if decision and named else None,
            motivation=decision.motivation if decision and not redacted else "",
            mean="" if redacted else in_figures(given.mean),
            ballots=given.ballots,
            present=len(quorum.present),
            recused=tuple(self.names[seat.pk] for seat in sitting.seats if sitting.is_recused(passage.pk, seat)),
            heard=_heard(passage),
            quorum=quorum,
            absent=tuple(self.names[seat.pk] for seat in away),
            movements=tuple(self._moved(move) for move in self.movements.get(passage.pk, ())),
            besides=self.besides.get(passage.pk, ()),
            asked=fitting(self.facts.criteria, passage.kind),
            raw=self._raw(passage),
            paper=sum(key == passage.pk and sitting.is_voter(key, seat) for key, seat in self.facts.record.on_paper),
        )

    def _raw(self, passage: AbstractPassage) -> tuple[RawBallot, ...]:
        """But those of a dossier that the president has stepped aside from: nobody reads them."""
        sitting = self.facts.sitting
        presidents = [seat for seat in sitting.seats if seat.presides]
        if any(sitting.is_recused(passage.pk, seat) for seat in presidents):
            return ()
        return raw_ballots(sitting, fitting(self.facts.criteria, passage.kind), passage, self.facts.ballots)

    def _conflict(self, recusal: AbstractRecusal) -> Line:
        title = {"title": self.titles[recusal.passage_id]}
        if recusal.confirmed_at:
            told = _("« %(title)s » : en déport.") % title
        elif recusal.declined_at:
            told = _("« %(title)s » : déport proposé, décliné.") % title
        else:
            told = _("« %(title)s » : déport proposé, sans réponse.") % title
        return Line(told, about=self.names[recusal.seat_id], words="" if self.redacted else recusal.reason)

    def _moved(self, move: Movement) -> str:
        words = {
            (True, False): _("Arrivée de %(name)s à %(at)s."),
            (True, True): _("Retour de %(name)s à %(at)s."),
            (False, False): _("Départ de %(name)s à %(at)s."),
            (False, True): _("Nouveau départ de %(name)s à %(at)s."),
        }
        told = words[move.came, move.again]
        return told % {"name": self.names[move.seat.pk], "at": clock_time(move.at)}


def _named(move: Move) -> str:
    """Whoever was given the presidency."""
    return move.note if move.verb == "hand_over" else ""


def _dated(at: datetime) -> str:
    return moment(at, today=WITH_YEAR)


def _reached(item: Item) -> str:
    return _("atteint") if item.quorum is None or item.quorum.reached else _("manqué")


def _seen(passage: AbstractPassage) -> tuple[str, str]:
    mean = "–" if passage.seen_mean is None else number_format(passage.seen_mean, 2)
    return mean, str(passage.seen_ballots)


def _kind(passage: AbstractPassage, *, named: bool) -> str:
    """What is judged, and which territory sent it, in a joint jury."""
    kind, origin = passage.get_kind_display(), passage.origin_label if named else ""
    return kind if origin in ("", kind) else f"{kind} · {origin}"


def _heard(passage: AbstractPassage) -> str:
    """« de 14 h 02 à 14 h 13 », where the dossier had its moment before the jury."""
    if not (passage.opened_at and passage.heard_at):
        return ""
    told = {"opened": clock_time(passage.opened_at), "heard": clock_time(passage.heard_at)}
    return _("de %(opened)s à %(heard)s") % told


def _member(seat: AbstractSeat, name: str) -> Member:
    return Member(name, seat.described, seat.presides, _role(seat), _hours(seat))


def _hours(seat: AbstractSeat) -> str:
    """When they were there; plainly there, for a session held before hours were kept."""
    absent = _("absence") if seat.is_awaited else ""
    return attendance.hours(seat, today=WITH_YEAR) or (_("présence") if seat.present else absent)


def _role(seat: AbstractSeat) -> str:
    """What they are besides a member."""
    return "" if seat.role == SeatRole.MEMBER else seat.get_role_display().lower()


def _alias(number: int) -> str:
    return _("Membre %(number)s") % {"number": number}
