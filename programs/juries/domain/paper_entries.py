"""Ballots on paper: typed twice, or confirmed by another person as they read, before they are ballots.

An entry counts for nothing and is shown to nobody but whoever types its sheet. Two that agree make the ballot and go;
of two that differ, both are shown, and a third decides: the one that agrees with either. Once marks are closed, the
ballot is handed to whoever decides, as any that comes late (programs.juries.domain.late_ballots).
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit.actor import Actor
from eclore.kit.errors import NotAllowed, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.juries.domain.ballots import Marks, every_mark, require_short, write
from programs.juries.domain.late_ballots import keep
from programs.juries.models import AbstractJury, AbstractPaperEntry, AbstractPassage, AbstractSeat
from programs.juries.paper_sheets import PaperSheet, alike, hand_of, sheet_of, typed_by
from programs.juries.queries import recusal_of, related
from programs.juries.rules import has_answered, require, seat_of
from programs.juries.states import JuryState


class Overtaken(Refusal):
    """Somebody has typed the same sheet meanwhile."""

    code = "overtaken"


@transaction.atomic
def type_paper(
    passage: AbstractPassage, seat: AbstractSeat, *, by: Actor, marks: Marks, comment: str = "", drawn: str
) -> PaperSheet:
    """Type a sheet; where it stands then. The same sent again changes nothing.

    `drawn`: the version of the sheet that the page showed. Typed by two people who did not see each other's, it is
    typed twice. Raises Invalid, Overtaken, Refusal, WrongState, NotAllowed.
    """
    _hold(passage, seat, by)
    require_short(comment)
    wanted = every_mark(passage, marks)
    sheet = sheet_of(passage, seat)
    if drawn != sheet.version and sheet.holds(wanted, comment, by):
        return sheet
    require_typable(sheet, by)
    _require_drawn(sheet, drawn, by)
    if any(alike(entry, wanted, comment) for entry in sheet.entries):
        return _count(sheet, wanted, comment, by)
    return _keep(sheet, wanted, comment, by)


@transaction.atomic
def confirm_paper(passage: AbstractPassage, seat: AbstractSeat, *, by: Actor, drawn: str) -> PaperSheet:
    """Another person reads the sheet and what was typed once of it: they agree.

    Raises AlreadyDone once it is a ballot, Overtaken, Refusal, WrongState, NotAllowed.
    """
    _hold(passage, seat, by)
    sheet = sheet_of(passage, seat)
    if sheet.counted is not None and not sheet.entries:
        raise AlreadyDone(_("Ce bulletin est déjà saisi et confirmé."), subject=sheet)
    require_typable(sheet, by)
    if drawn != sheet.version or len(sheet.entries) != 1:
        raise Overtaken(_("Cette feuille a été saisie de nouveau : relisez où elle en est."))
    [entry] = sheet.entries
    if typed_by(entry, by):
        raise Refusal(
            _("Vous avez fait cette saisie : une autre personne la confirme, ou vous saisissez la feuille de nouveau."),
            code="same_person",
        )
    _log(sheet, "confirm_paper", by, entry)
    return _count(sheet, entry.given, entry.comment, by)


def clear(jury: AbstractJury) -> None:
    """What was typed once, or not alike, goes with the publication; the caller holds the session."""
    related(related(type(jury), "passages").model, "paper_entries").filter(passage__jury=jury).delete()


def require_typable(sheet: PaperSheet, actor: Actor) -> None:
    """Raise the Refusal that stands in the way of typing a sheet, if one does."""
    passage, seat, jury = sheet.passage, sheet.seat, sheet.passage.jury
    _require_open(jury)
    if not seat.votes:
        raise Refusal(_("Cette personne ne note pas : sa feuille ne se saisit pas."), code="does_not_vote")
    _require_reader(passage, seat, actor)
    if not (seat.is_awaited or seat.present or seat.stays):
        raise Refusal(
            _("Ce membre siège en suppléance et n'a pas été appelé : appelez-le d'abord, puis saisissez sa feuille."),
            code="not_called",
        )
    if not jury.has_begun(passage.state):
        raise Refusal(_("Ce passage n'a pas commencé : sa feuille se saisit ensuite."), code="not_open")
    if sheet.is_their_own:
        raise Refusal(
            _("Ce membre a validé lui-même son bulletin sur ce passage : la feuille ne le remplace pas."),
            code="own_ballot",
        )


def _require_open(jury: AbstractJury) -> None:
    told = {
        JuryState.PREPARATION: _("La séance n'est pas encore ouverte aux notes : les feuilles se saisissent ensuite."),
        JuryState.PUBLISHED: _("Les décisions sont publiées : plus aucune feuille ne se saisit."),
        JuryState.CANCELLED: _("La séance est annulée : aucune feuille ne se saisit."),
    }
    if sentence := told.get(JuryState(jury.state)):
        raise WrongState(sentence, state=jury.state)


def _require_reader(passage: AbstractPassage, seat: AbstractSeat, actor: Actor) -> None:
    """Neither the member nor whoever types has left the dossier, and no answer is awaited from the member."""
    own = seat_of(actor, passage.jury)
    if own is not None and own.pk != seat.pk:
        left = recusal_of(passage, own)
        if left is not None and left.confirmed_at:
            raise NotAllowed(
                _("Vous êtes en déport pour ce passage : laissez une autre personne saisir cette feuille.")
            )
    if not has_answered(seat, passage):
        raise Refusal(
            _(
                "Ce membre n'a pas encore dit s'il a un conflit d'intérêts : il le dit d'abord, sur sa page, puis sa"
                " feuille se saisit."
            ),
            code="conflicts_unanswered",
        )
    recusal = recusal_of(passage, seat)
    if recusal is not None and recusal.confirmed_at:
        raise Refusal(_("Ce membre est en déport pour ce passage : sa feuille ne compte pas."), code="recused")
    if recusal is not None and recusal.declined_at is None:
        raise Refusal(
            _("Ce membre doit d'abord répondre à la proposition de déport pour ce passage."), code="recusal_pending"
        )


def _hold(passage: AbstractPassage, seat: AbstractSeat, by: Actor) -> None:
    """The session and the dossier, so that neither closes meanwhile, nor another types at the same time."""
    jury = passage.jury
    lock(jury, passage)
    prefetch_related_objects([jury], "seats", "criteria")
    require(by, "lead", jury)
    if all(each.pk != seat.pk for each in jury.seats.all()):
        raise Refusal(_("Ce membre ne siège pas dans ce jury."), code="not_seated")


def _require_drawn(sheet: PaperSheet, drawn: str, by: Actor) -> None:
    """The page showed the sheet as it stands; or as nobody had typed it, where another person has once since."""
    if drawn == sheet.version:
        return
    if drawn == sheet.untyped and len(sheet.entries) == 1 and not typed_by(sheet.entries[0], by):
        return
    raise Overtaken(
        _(
            "Cette feuille a été saisie entre-temps : vos notes sont toujours ci-dessous. Relisez-les, puis envoyez-les"
            " de nouveau : elles seront comparées à cette saisie."
        )
    )


def _keep(sheet: PaperSheet, marks: Mapping[UUID, int], comment: str, by: Actor) -> PaperSheet:
    """One more entry, in the place of the older one where there were two."""
    if sheet.differs:
        sheet.entries[0].delete()
    entry = sheet.passage.paper_entries.create(
        seat=sheet.seat, marks={str(key): marks[key] for key in marks}, comment=comment, author_id=hand_of(by)
    )
    _log(sheet, "differ_paper" if sheet.entries else "type_paper", by, entry)
    return replace(sheet, entries=(*sheet.entries[-1:], entry))


def _count(sheet: PaperSheet, marks: dict[UUID, int], comment: str, by: Actor) -> PaperSheet:
    """Two agree: the ballot, marked as coming from paper; late, it is handed to whoever decides."""
    passage, seat = sheet.passage, sheet.seat
    passage.paper_entries.filter(seat=seat).delete()
    if passage.jury.state == JuryState.OPEN:
        ballot = write(passage, seat, marks, comment, by=by, final=True, paper=True)
        return replace(sheet, entries=(), ballot=ballot, marks=marks)
    if sheet.counts(marks, comment):
        return replace(sheet, entries=())
    return replace(sheet, entries=(), late=keep(passage, seat, marks, comment, by=by, paper=True))


def _log(sheet: PaperSheet, verb: str, by: Actor, entry: AbstractPaperEntry) -> None:
    """Who has typed, who has confirmed; never a mark."""
    audit.record(audit.Act.MARK, subject=sheet.passage, by=by, verb=verb, seat=sheet.seat, entry=entry)
