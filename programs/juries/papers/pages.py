"""The page of the order of the day, ready to draw: the programme, its files, and for whoever leads what is printed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.elements import Action, Question, Tag
from programs.juries.contract import AnySide
from programs.juries.day import Programme, programme_of
from programs.juries.models import AbstractJury, AbstractRecusal
from programs.juries.papers import ballots, booklet
from programs.juries.queries import in_list, keys_in_order, recusals_of
from programs.juries.rules import can, seat_of
from programs.juries.sendings import Sendings, sendings

MOST = 100  # shown on the page; files have them all


@dataclass(frozen=True)
class Agenda:
    """`files`: what its reader may take; `papers`: what is printed for the room. `sent`: for whoever may send it.

    `total`: how many dossiers there are, of which `day` tells the first `MOST`.
    """

    day: Programme
    total: int
    files: list[Action]
    papers: list[Action]
    sent: Sendings | None
    sends: Action | None

    @property
    def is_whole(self) -> bool:
        return self.total <= MOST

    @property
    def end(self) -> str:
        """When the day ends, where all of it is here."""
        return self.day.end if self.is_whole else ""

    @property
    def sending(self) -> Tag | None:
        """Where the sending stands."""
        if self.sent is None or not self.sent.label:
            return None
        return Tag(self.sent.label, "warn" if self.sent.corrected else "good")


def agenda(jury: AbstractJury, actor: Actor, side: AnySide) -> Agenda:
    """As `actor` may read it, which the caller has checked: three statements, or four for whoever may send it."""
    seat, leads = seat_of(actor, jury), can(actor, "lead", jury)
    asked = list(recusals_of(jury).filter(declined_at=None, **({} if leads else {"seat": seat})))
    own = [recusal for recusal in asked if seat is not None and recusal.seat_id == seat.pk]
    total = len(keys_in_order(jury.passages.all()))
    left = {recusal.passage_id for recusal in own if recusal.confirmed_at}
    sent = sendings(jury) if can(actor, "admit", jury) else None
    return Agenda(
        day=programme_of(jury, in_list(jury.passages.all())[:MOST], left),
        total=total,
        files=_files(jury, total - len(own), reads=total > 0 and booklet.may_read(actor, jury)),
        papers=_papers(jury, total, asked) if leads else [],
        sent=sent,
        sends=_sends(jury, sent, side) if sent and total and not jury.is_over else None,
    )


def question(jury: AbstractJury, told: Sendings, side: AnySide) -> Question:
    """What is asked before it is sent, and who is written to."""
    title = _("Envoyer l'ordre du jour corrigé ?") if told.count else _("Envoyer l'ordre du jour ?")
    text = _("Chaque membre reçoit l'ordre du jour, avec un fichier pour son agenda.")
    if not side.knows_teams:
        text += " " + _("Chaque territoire écrit à ses équipes l'heure de leur passage, sans les autres dossiers.")
    elif not jury.marks_in_any_order:
        text += " " + _("Chaque équipe et chaque coach reçoivent l'heure de leur passage, sans les autres dossiers.")
    return Question(title, text, _("Envoyer"))


def _sends(jury: AbstractJury, told: Sendings, side: AnySide) -> Action | None:
    if not told.is_due:
        return None
    label = _("Envoyer de nouveau") if told.count else _("Envoyer l'ordre du jour")
    return Action(label, _at(jury, "agenda-send"), "main", question=question(jury, told, side), key="envoyer")


def _files(jury: AbstractJury, readable: int, *, reads: bool) -> list[Action]:
    files = [
        Action(_("Ordre du jour (PDF)"), _at(jury, "agenda-pdf")),
        Action(_("Mettre dans mon agenda"), _at(jury, "agenda-calendar")),
    ]
    if reads:
        count = booklet.parts(readable, booklet.BY_PART)
        files += _in_parts(_("Livret des dossiers (PDF)"), _at(jury, "booklet"), count)
    return files


def _papers(jury: AbstractJury, total: int, asked: Sequence[AbstractRecusal]) -> list[Action]:
    voters = {seat.pk for seat in jury.seats.all() if seat.votes}
    papers = [Action(_("Chevalets (PDF)"), _at(jury, "table-cards"))] if jury.seats.all() else []
    if printed := len(voters) * total - sum(recusal.seat_id in voters for recusal in asked):
        count = booklet.parts(printed, ballots.BY_PART)
        papers += _in_parts(_("Bulletins papier (PDF)"), _at(jury, "paper-ballots"), count)
    return papers


def _in_parts(label: str, url: str, count: int) -> list[Action]:
    if count == 1:
        return [Action(label, url)]
    told = _("%(label)s, partie %(part)s sur %(count)s")
    return [
        Action(told % {"label": label, "part": part, "count": count}, f"{url}?partie={part}")
        for part in range(1, count + 1)
    ]


def _at(jury: AbstractJury, name: str) -> str:
    return reverse(f"juries-{name}", args=[jury.pk])
