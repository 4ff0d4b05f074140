"""One seat of one jury, on one device, without an account: given out on a card, taken back in one statement.

Knows nothing of juries but keys: what a card opens is for their own rules to say (programs.juries.rules).
Only hashes are kept. A card is worth nothing alone: a PIN told in the room, or a code sent to its address, confirms it.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from eclore.kit import audit, clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.keys import digest, new_key
from programs.juries.models import EntryCard, Opens

CODE_LASTS = timedelta(minutes=15)
SIGNING_CODE_LASTS = timedelta(minutes=10)
BIND = """
UPDATE juries_entrycard SET device_hash = %(device)s, used_at = %(now)s, left_at = NULL, code_hash = '',
    code_until = NULL
WHERE id = %(entry_card)s AND device_hash IS NULL AND revoked_at IS NULL AND expires_at > %(now)s
RETURNING id
"""


class OpensNothing(Refusal):
    """The card is unknown, replaced, taken back or over."""

    code = "entry_card_over"
    status = 410


class OnAnotherDevice(Refusal):
    """The card has let a device in, and it is not this one."""

    code = "entry_card_elsewhere"
    status = 409


def issue(app: str, jury_id: UUID, seats: Iterable[Any], *, until: datetime) -> dict[UUID, str]:
    """A new secret of 256 bits for each seat, told this once; what the seat had before opens nothing from now on."""
    seats = list(seats)
    take_back(app, jury_id, seats=[seat.pk for seat in seats])
    given = {seat.pk: new_key() for seat in seats}
    EntryCard.objects.bulk_create(
        EntryCard(
            app=app,
            jury_id=jury_id,
            seat_id=seat.pk,
            email=seat.email,
            name=seat.name,
            secret_hash=digest(given[seat.pk]),
            expires_at=until,
        )
        for seat in seats
    )
    return given


def of_jury(app: str, jury_id: UUID) -> dict[UUID, EntryCard]:
    """Seat → its card, unless it was taken back."""
    found = _valid(app, jury_id, None)
    return {entry_card.seat_id: entry_card for entry_card in found}


def find(app: str, secret: str) -> EntryCard | None:
    """The card of this secret while it opens something here; finding it changes nothing."""
    return EntryCard.objects.filter(
        app=app, opens=Opens.ROOM, secret_hash=digest(secret), revoked_at=None, expires_at__gt=clock.now()
    ).first()


def held(key: str, device: str) -> EntryCard | None:
    """The card that this very device came in with, while it opens something; asked at every request of a holder."""
    return EntryCard.objects.filter(
        pk=key, opens=Opens.ROOM, device_hash=digest(device), revoked_at=None, left_at=None, expires_at__gt=clock.now()
    ).first()


def bind(entry_card: EntryCard) -> str:
    """Tie the card to one device, in one statement; returns what this device alone will know.

    Raises OnAnotherDevice when one came first, OpensNothing when the card has ended meanwhile.
    """
    device = new_key()
    with connection.cursor() as cursor:
        cursor.execute(BIND, {"entry_card": entry_card.pk, "device": digest(device), "now": clock.now()})
        bound = cursor.fetchone()
    if bound is None:
        raise elsewhere() if EntryCard.objects.filter(pk=entry_card.pk, revoked_at=None).exists() else over()
    return device


def free(app: str, jury_id: UUID, seat_id: UUID) -> int:
    """Another device may come in with the same card; the one that had come is out."""
    return _valid(app, jury_id, [seat_id]).update(device_hash=None, used_at=None, left_at=None)


def take_back(app: str, jury_id: UUID, *, seats: Iterable[UUID] | None = None) -> int:
    """From the next request on, these cards open nothing; all those of the jury without `seats`."""
    return _valid(app, jury_id, seats).update(revoked_at=clock.now())


def prolong(app: str, jury_id: UUID, *, until: datetime) -> int:
    """The session has moved to another day."""
    return _valid(app, jury_id, None).update(expires_at=until)


def leave(key: str, *, by: Actor) -> None:
    """The holder goes: this device is out, and no other comes in until whoever leads frees the card."""
    entry_card = EntryCard.objects.filter(pk=key, left_at=None).first()
    if entry_card is not None:
        entry_card.left_at = clock.now()
        entry_card.save(update_fields=["left_at"])
        audit.record(audit.Act.ENTRY_CARD, subject=entry_card, by=by, verb="leave_jury", app=entry_card.app)


def write_code(entry_card: EntryCard, *, browser: str) -> str:
    """A code of eight digits for the card's address, `1234-5678`; the one sent before is worth nothing any more.

    `browser`: what the browser that asks alone knows; the code is worth nothing in another.
    """
    number = f"{secrets.randbelow(10**8):08}"
    code = f"{number[:4]}-{number[4:]}"
    entry_card.code_hash, entry_card.code_until = _sealed(entry_card, code, browser), clock.now() + CODE_LASTS
    entry_card.save(update_fields=["code_hash", "code_until"])
    return code


def check_code(entry_card: EntryCard, typed: str, *, browser: str) -> None:
    """Raises Invalid unless this is the last code sent, in time, and asked for by this browser."""
    if entry_card.code_until is None or entry_card.code_until <= clock.now():
        raise Invalid(_("Ce code n'est plus valable : demandez-en un autre."), code="code_expired", field="code")
    if not browser:
        raise Invalid(
            _(
                "Aucun code n'a été demandé depuis ce navigateur, et celui d'un autre ne vaut rien ici : demandez-en un"
                " sur cet appareil."
            ),
            code="other_browser",
            field="code",
        )
    if not constant_time_compare(_sealed(entry_card, typed, browser), entry_card.code_hash):
        raise Invalid(
            _("Ce n'est pas le code du dernier message demandé ici : vérifiez-le, ou demandez-en un autre."),
            code="wrong_code",
            field="code",
        )


def write_signing_code(entry_card: EntryCard, *, version: UUID) -> str:
    """A code with which whoever is in with this card signs one version of the minutes; the one before is worth nothing.

    On the card's own device alone, and for nothing else.
    """
    number = f"{secrets.randbelow(10**8):08}"
    code = f"{number[:4]}-{number[4:]}"
    entry_card.code_hash = _sealed(entry_card, code, _signing(entry_card, version))
    entry_card.code_until = clock.now() + SIGNING_CODE_LASTS
    entry_card.save(update_fields=["code_hash", "code_until"])
    return code


def check_signing_code(entry_card: EntryCard, typed: str, *, version: UUID) -> None:
    """Raises Invalid unless this is the last code sent for this version, in time; it is worth nothing afterwards."""
    check_code(entry_card, typed, browser=_signing(entry_card, version))
    entry_card.code_hash, entry_card.code_until = "", None
    entry_card.save(update_fields=["code_hash", "code_until"])


def over() -> OpensNothing:
    return OpensNothing(
        _(
            "Cette carte d'entrée n'ouvre plus rien : elle a été remplacée ou retirée, la séance est passée, ou les"
            " décisions sont publiées. Demandez une nouvelle carte à la présidence du jury."
        )
    )


def elsewhere() -> OnAnotherDevice:
    return OnAnotherDevice(
        _(
            "Cette carte a déjà servi, et elle n'ouvre le jury que sur un seul appareil. Continuez sur celui-là, ou"
            " demandez à la présidence du jury de libérer votre carte : un geste lui suffit."
        )
    )


def _valid(app: str, jury_id: UUID, seats: Iterable[UUID] | None) -> QuerySet[EntryCard]:
    found = EntryCard.objects.filter(app=app, opens=Opens.ROOM, jury_id=jury_id, revoked_at=None)
    return found if seats is None else found.filter(seat_id__in=list(seats))


def _signing(entry_card: EntryCard, version: UUID) -> str:
    """What takes the browser's place in what is sealed: the device that is in, and what is signed."""
    return f"signature\n{entry_card.device_hash}\n{version}"


def _sealed(entry_card: EntryCard, code: str, browser: str) -> str:
    """Eight digits are few: the project's own key goes in, so that the table alone does not tell them."""
    digits = "".join(letter for letter in code if letter.isdigit())
    return salted_hmac(
        "eclore.accounts.entry_card", f"{entry_card.pk}\n{browser}\n{digits}", algorithm="sha256"
    ).hexdigest()
