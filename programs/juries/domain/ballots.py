"""A member's marks on one dossier: kept as they come, counted once validated, changed until the deliberation."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from programs.juries.criteria import criteria_of
from programs.juries.domain.attendance import arrive
from programs.juries.domain.recusals import require_reader
from programs.juries.domain.sessions import require_state
from programs.juries.models import HIGHEST_MARK, LOWEST_MARK, AbstractBallot, AbstractPassage, AbstractSeat
from programs.juries.queries import own_ballot, tables
from programs.juries.rules import voter_of
from programs.juries.states import JuryState

COMMENT_LENGTH = 2000
PAPER = "paper"  # what the log calls a ballot that came from a sheet
Marks = Mapping[UUID, int]


@transaction.atomic
def cast(passage: AbstractPassage, *, by: Actor, marks: Marks, comment: str = "") -> AbstractBallot:
    """Validate a ballot, every criterion marked from 1 to 5. The same ballot sent twice changes nothing.

    `marks`: {criterion id: value}. Raises Invalid, Recused, WrongState, NotAllowed, Refusal for one typed from paper.
    """
    seat = voter(passage, by)
    wanted = every_mark(passage, marks)
    require_not_on_paper(passage, seat, wanted, comment)
    return write(passage, seat, wanted, comment, by=by, final=True)


@transaction.atomic
def save(passage: AbstractPassage, *, by: Actor, marks: Marks, comment: str = "") -> AbstractBallot:
    """Keep marks that may be incomplete; the ballot does not count, or no longer, until it is validated."""
    seat = voter(passage, by)
    require_not_on_paper(passage, seat)
    return write(passage, seat, _checked(passage, marks), comment, by=by, final=False)


def voter(passage: AbstractPassage, by: Actor, *, late: bool = False) -> AbstractSeat:
    """The seat that may mark this dossier now, or might have; the session is held so that it cannot close meanwhile."""
    jury = passage.jury
    lock(jury, passage)
    prefetch_related_objects([jury], "seats", "criteria")
    seat = voter_of(by, jury)
    closed = _("Les notes sont closes : la présidence du jury peut reprendre la séance.")
    require_state(jury, JuryState.DELIBERATION if late else JuryState.OPEN, closed)
    require_reader(passage, by=by)
    if not (seat.is_awaited or seat.present or seat.stays):
        raise Refusal(
            _("Vous siégez en suppléance : vous noterez quand la présidence vous aura appelé."), code="not_called"
        )
    if not jury.has_begun(passage.state):
        raise Refusal(_("Ce passage n'a pas commencé : attendez que la présidence l'ouvre."), code="not_open")
    return seat


def every_mark(passage: AbstractPassage, marks: Marks) -> dict[UUID, int]:
    """Marks of a whole ballot. Raises Invalid, naming what is left to mark."""
    wanted = _checked(passage, marks)
    missing = [criterion.label for criterion in criteria_of(passage) if criterion.pk not in wanted]
    if missing:
        raise Invalid(
            _("Il reste à noter : %(labels)s.") % {"labels": ", ".join(missing)}, code="incomplete", field="marks"
        )
    return wanted


def _checked(passage: AbstractPassage, marks: Marks) -> dict[UUID, int]:
    """Marks of this dossier's criteria only, in the scale: never one of the other kind of hearing."""
    known = {str(criterion.pk): criterion.pk for criterion in criteria_of(passage)}
    if unknown := [str(key) for key in marks if str(key) not in known]:
        of_session = {str(criterion.pk) for criterion in passage.jury.criteria.all()}
        sentence = _("Ce critère n'est pas de ce jury.")
        if of_session.issuperset(unknown):
            sentence = _("Ce critère n'est pas de la grille de ce passage.")
        raise Invalid(sentence, code="unknown_criterion", field="marks", unknown=unknown)
    for value in marks.values():
        if isinstance(value, bool) or not isinstance(value, int) or not LOWEST_MARK <= value <= HIGHEST_MARK:
            raise Invalid(_("Une note va de 1 à 5."), code="out_of_scale", field="marks")
    return {known[str(key)]: value for key, value in marks.items()}


def require_short(comment: str) -> None:
    """Raise Invalid for a comment that is too long."""
    if len(comment) > COMMENT_LENGTH:
        raise Invalid(
            _("Le commentaire dépasse %(limit)s caractères : raccourcissez-le.") % {"limit": COMMENT_LENGTH},
            field="comment",
        )


def require_not_on_paper(
    passage: AbstractPassage, seat: AbstractSeat, marks: Mapping[UUID, int] | None = None, comment: str = ""
) -> None:
    """Raise Refusal for other marks than those that were typed from the member's own sheet."""
    ballot, before = own_ballot(passage, seat)
    if ballot is not None and ballot.paper and (marks, comment) != (before, ballot.comment):
        raise Refusal(
            _(
                "Votre bulletin a été saisi d'après votre feuille papier : demandez au secrétariat ou à la présidence"
                " de le saisir de nouveau."
            ),
            code="on_paper",
        )


def write(
    passage: AbstractPassage,
    seat: AbstractSeat,
    marks: dict[UUID, int],
    comment: str,
    *,
    by: Actor,
    final: bool,
    paper: bool = False,
) -> AbstractBallot:
    """A ballot as it will stand, kept or counted; `paper`: typed from a sheet. The caller holds the session."""
    require_short(comment)
    ballot, before = own_ballot(passage, seat)
    if ballot is None:
        ballot = passage.ballots.model(passage=passage, seat=seat)
    elif (marks, comment, final) == (before, ballot.comment, ballot.cast_at is not None):
        return ballot
    if not seat.stays:  # whoever has left finishes their marks: the roll says whether they are back
        arrive(seat, by=by)
    ballot.comment, ballot.cast_at, ballot.paper = comment, clock.now() if final else None, paper
    if before.keys() - marks.keys():
        ballot.marks.exclude(criterion_id__in=marks).delete()
    _put(ballot, marks)
    seal = seal_of(ballot.salt, marks, cast=final)
    verb, means = "cast" if final else "save", PAPER if paper else None
    audit.record(audit.Act.MARK, subject=passage, by=by, verb=verb, seat=seat, ballot=ballot, seal=seal, means=means)
    return ballot


def seal_of(salt: str, marks: Mapping[UUID, int], *, cast: bool) -> str:
    """What the log keeps of a ballot: enough to prove its marks later, nothing to read them by."""
    return audit.sealed({"cast": cast, "marks": {str(key): marks[key] for key in marks}}, salt)


# A ballot and its marks, new or changed, in one statement: a jury of twenty sends them all at once.
PUT = """
WITH ballot AS (
    INSERT INTO {ballots} (id, created_at, passage_id, seat_id, comment, cast_at, paper, salt)
    VALUES (%(id)s, %(created_at)s, %(passage_id)s, %(seat_id)s, %(comment)s, %(cast_at)s, %(paper)s, %(salt)s)
    ON CONFLICT (id) DO UPDATE
    SET comment = excluded.comment, cast_at = excluded.cast_at, paper = excluded.paper
)
INSERT INTO {marks} (id, created_at, ballot_id, criterion_id, value)
SELECT given.id, %(now)s, %(id)s, given.criterion, given.value
FROM unnest(%(ids)s::uuid[], %(criteria)s::uuid[], %(values)s::int[]) given (id, criterion, value)
ON CONFLICT (ballot_id, criterion_id) DO UPDATE SET value = excluded.value
"""


def _put(ballot: AbstractBallot, marks: Mapping[UUID, int]) -> None:
    given = {
        **{field.attname: getattr(ballot, field.attname) for field in ballot._meta.concrete_fields},
        "now": clock.now(),
        "ids": [uuid4() for _key in marks],
        "criteria": list(marks),
        "values": list(marks.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(PUT.format(**tables(type(ballot.passage.jury))), given)
    ballot._state.adding = False
