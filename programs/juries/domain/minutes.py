"""The minutes are frozen, then signed: no version ever changes; what is corrected afterwards is another one."""

from collections.abc import Collection
from hashlib import sha256

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.locks import lock, root_of
from eclore.kit.transitions import AlreadyDone, record
from programs.juries import emails, entry_cards, signing
from programs.juries.minutes import document, facts
from programs.juries.minutes.record import versions
from programs.juries.models import AbstractJury, AbstractMinutes, AbstractMinutesSignature, EntryCard
from programs.juries.rules import is_of, require, seat_of
from programs.juries.states import SignatoryCapacity, SignatureMeans

LONGEST_MOTIVE = 1000


@transaction.atomic
def freeze_minutes(jury: AbstractJury, *, by: Actor, site: str, verify_url: str, motive: str = "") -> AbstractMinutes:
    """Draw both documents, once, and keep their bytes; the same facts are frozen once. The presidency is written to.

    A `motive` says why there is another version once one was signed. Raises NotAllowed, Invalid.
    """
    lock(jury)
    prefetch_related_objects([jury], "seats")
    require(by, "see_minutes", jury)
    contents = document.contents(facts.read(jury, held=True), site=site, verify_url=verify_url)
    last: AbstractMinutes | None = versions(jury).prefetch_related("signatures").last()
    if last is not None and last.facts_sha256 == contents.sha256:
        return last
    motive = _motive(motive, signed=last is not None and bool(last.signatures.all()))
    number, at = last.number + 1 if last else 1, clock.now()
    full, redacted = (
        document.pdf(told, number=number, motive=why, at=at)
        for told, why in ((contents.full, motive), (contents.redacted, ""))
    )
    frozen: AbstractMinutes = jury.minutes.create(
        number=number,
        created_at=at,
        motive=motive,
        author_id=by.user_id,
        facts_sha256=contents.sha256,
        full_pdf=full,
        full_sha256=sha256(full).hexdigest(),
        redacted_pdf=redacted,
        redacted_sha256=sha256(redacted).hexdigest(),
    )
    record(jury, "freeze_minutes", by=by, facts=_facts(frozen))
    frozen.jury = jury
    _call(frozen, SignatoryCapacity.PRESIDENCY, by=by)
    return frozen


@transaction.atomic
def sign_minutes(minutes: AbstractMinutes, *, by: Actor, capacity: str, code: str = "") -> AbstractMinutesSignature:
    """Sign the last version in this capacity; with a card, by the `code` that was sent for it. Who signs next is told.

    An account has proved who it is before (settings.FRESH). Raises NotAllowed, Refusal, Invalid.
    """
    jury: AbstractJury = root_of(minutes, "jury")
    lock(jury)
    _require_current(jury, minutes)
    signed = {each.capacity: each for each in minutes.signatures.all()}
    if capacity in signed:
        _refuse_again(signed[capacity], jury, by)
    _require_turn(jury, signed, by, capacity)
    means = SignatureMeans.ACCOUNT
    if by.held:
        entry_cards.check_signing_code(_card_of(by), code, version=minutes.pk)
        means = SignatureMeans.CODE
    seat = seat_of(by, jury)
    signature: AbstractMinutesSignature = minutes.signatures.create(
        capacity=capacity,
        means=means,
        name=seat.name if seat else by.name,
        quality=seat.quality if seat else "",
        signer_id=by.user_id,
        seat_id=seat.pk if seat else None,
        created_at=clock.now(),
    )
    facts = {**_facts(minutes), "capacity": capacity, "means": str(means), "seat": seat}
    record(jury, "sign_minutes", by=by, facts=facts)
    if capacity == SignatoryCapacity.PRESIDENCY:
        _call(minutes, SignatoryCapacity.SECRETARY, by=by)
    return signature


@transaction.atomic
def send_signing_code(minutes: AbstractMinutes, *, by: Actor) -> str:
    """To whoever came in with a card and whose turn it is: a code to the seat's address; returns that address."""
    jury: AbstractJury = root_of(minutes, "jury")
    lock(jury)
    _require_current(jury, minutes)
    signed = {each.capacity: each for each in minutes.signatures.all()}
    seat = seat_of(by, jury)
    if not by.held or seat is None or signing.waits_for(jury, signed, by) is None:
        raise NotAllowed(_("Un code de signature se demande avec la carte d'entrée de qui doit signer, à son tour."))
    seat.jury = jury
    emails.signing_code(seat, entry_cards.write_signing_code(_card_of(by), version=minutes.pk))
    return seat.email


def _call(minutes: AbstractMinutes, capacity: SignatoryCapacity, *, by: Actor) -> None:
    """Write to whose turn it is, unless they have just acted themselves and read it on the page."""
    for seat in signing.signatories(minutes.jury, capacity):
        if not is_of(seat, by):
            emails.minutes_to_sign(minutes, seat, capacity)


def _require_current(jury: AbstractJury, minutes: AbstractMinutes) -> None:
    """The last version, and nothing was amended since."""
    if jury.minutes.filter(number__gt=minutes.number).exists():
        raise Refusal(
            _("Une version plus récente a été figée entre-temps : relisez-la, puis signez-la."), code="newer_version"
        )
    if jury.amendments.filter(created_at__gt=minutes.created_at).exists():
        raise Refusal(
            _("Une rectification a été faite depuis : figez une nouvelle version, puis signez-la."), code="amended"
        )


def _require_turn(jury: AbstractJury, signed: Collection[str], by: Actor, capacity: str) -> None:
    if capacity not in signing.capacities_of(by, jury):
        raise NotAllowed(_("Le procès-verbal est signé par la présidence du jury, puis par son secrétariat."))
    if capacity == SignatoryCapacity.SECRETARY and SignatoryCapacity.PRESIDENCY not in signed:
        raise Refusal(_("La présidence signe d'abord : votre tour vient ensuite."), code="presidency_first")


def _refuse_again(signature: AbstractMinutesSignature, jury: AbstractJury, by: Actor) -> None:
    """Whoever has signed already is told what they have done; another person, that it is done."""
    seat = seat_of(by, jury)
    same = (signature.signer_id, signature.seat_id) == (by.user_id, seat.pk if seat else None)
    done = _("Le procès-verbal est déjà signé en cette qualité.")
    if same:
        raise AlreadyDone(done, subject=signature)
    raise Refusal(done, code="already_signed")


def _card_of(by: Actor) -> EntryCard:
    assert by.held is not None, "asked of holders alone"  # noqa: S101  for the types
    return entry_cards.of_jury(by.held.app, by.held.jury_id)[by.held.seat_id]


def _motive(text: str, *, signed: bool) -> str:
    text = text.replace("\x00", "").strip()
    if signed and not text:
        raise Invalid(
            _("Une version est déjà signée : dites pourquoi en figer une autre, le motif y figure."), field="motive"
        )
    if len(text) > LONGEST_MOTIVE:
        limit = {"limit": LONGEST_MOTIVE}
        raise Invalid(_("Ce texte dépasse %(limit)s caractères : raccourcissez-le.") % limit, field="motive")
    return text if signed else ""


def _facts(minutes: AbstractMinutes) -> dict[str, object]:
    return {"minutes": minutes, "sha256": minutes.full_sha256, "redacted_sha256": minutes.redacted_sha256}
