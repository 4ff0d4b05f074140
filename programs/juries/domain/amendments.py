"""After publication nothing is changed: what was wrong is said beside it, with the reason, in the minutes."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from eclore.kit import audit
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.transitions import WrongState, record
from programs.juries.models import AbstractAmendment, AbstractJury, AbstractPassage
from programs.juries.rules import require
from programs.juries.states import JuryState

LONGEST = 2000
SEALED = ("jury_id", "passage_id", "correction", "reason", "author_id", "act")


@transaction.atomic
def amend(
    jury: AbstractJury, *, by: Actor, correction: str, reason: str, passage: AbstractPassage | None = None
) -> AbstractAmendment:
    """Correct the published record, of one dossier or of the session. Raises Invalid, WrongState, NotAllowed."""
    lock(jury)
    require(by, "amend", jury)
    require_published(jury)
    if passage is not None and passage.jury_id != jury.pk:
        raise Refusal(_("Ce passage n'est pas de ce jury."), code="unknown_passage", field="passage")
    return write(jury, passage, correction=correction, reason=reason, by=by)


def require_published(jury: AbstractJury) -> None:
    """Raise WrongState while the record may still be changed itself."""
    if jury.state != JuryState.PUBLISHED:
        raise WrongState(
            _("La séance n'est pas close : corrigez-la directement, une rectification suit la publication."),
            state=jury.state,
        )


def write(
    jury: AbstractJury, passage: AbstractPassage | None, *, correction: str, reason: str, by: Actor, act: str = ""
) -> AbstractAmendment:
    """The amendment and what the history and the log tell of it; the caller has checked. Raises Invalid."""
    correction, reason = _words(correction, "correction"), _words(reason, "reason")
    amendment = jury.amendments.create(
        passage=passage, correction=correction, reason=reason, author_id=by.user_id, act=act
    )
    facts = {"amendment": amendment, "passage": passage, "seal": seal_of(amendment)}
    record(jury, "amend", by=by, facts=facts)
    return amendment


def seal_of(amendment: AbstractAmendment) -> str:
    """What the log keeps of its words; they are in the minutes, so its key is salt enough."""
    return seal_of_values(str(amendment.pk), [getattr(amendment, name) for name in SEALED])


def seal_of_values(key: str, values: Sequence[Any]) -> str:
    """`values` in the order of SEALED.

    What it does is told where it does something: seals are otherwise what they were before it.
    """
    *words, act = values
    return audit.sealed([*words, act] if act else words, key)


def _words(text: str, field: str) -> str:
    text = text.replace("\x00", "").strip()
    if not text:
        missing = {
            "correction": _("Écrivez ce qui est rectifié."),
            "reason": _("Donnez le motif de la rectification : il figure au procès-verbal."),
        }
        raise Invalid(missing[field], field=field)
    if len(text) > LONGEST:
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % {"limit": LONGEST}, field=field)
    return text
