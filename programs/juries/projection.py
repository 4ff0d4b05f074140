"""The code that opens the screen of one session in its room, without an account; and what that screen may show.

Eight letters and figures drawn by HMAC from a salt of the session and the project's secret key, as the PIN is: whoever
leads is shown them again as often as they like. What is kept to find the session that a code opens is another HMAC:
neither the table, nor a copy of the database, nor a log tells the code (docs/decisions/0038).
"""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from eclore.kit import clock
from eclore.kit.keys import plain_code
from programs.juries.models import AbstractJury
from programs.juries.states import JuryState

# None that is taken for another, read from a screen or said aloud: neither 0 nor O, neither 1 nor I nor L.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 8
HALF = 16  # figures of a version


def code_of(jury: AbstractJury) -> str:
    """`H7KM2QXR`; empty while no screen is open."""
    return _drawn(jury) if is_open(jury) else ""


def spoken(code: str) -> str:
    """`H7KM 2QXR`, as it is read and copied."""
    return f"{code[:4]}\u00a0{code[4:]}"


def is_open(jury: AbstractJury) -> bool:
    """Whether its code opens the screen now."""
    lasts = jury.projection_until is not None and jury.projection_until > clock.now()
    return bool(jury.projection_hash) and lasts and not jury.is_over


def fingerprint(typed: str) -> str:
    """Under what a session is found by its code; what separates its letters, and their case, do not count."""
    code = plain_code(typed).upper()
    return salted_hmac("eclore.juries.projection.kept", code, algorithm="sha256").hexdigest()


def draw(jury: AbstractJury, salt: str) -> None:
    """Give the session another code, until its day ends: the former one opens nothing any more. Saves nothing."""
    jury.projection_salt = salt
    jury.projection_hash, jury.projection_until = fingerprint(_drawn(jury)), until(jury)


def until(jury: AbstractJury) -> datetime:
    """The end of the session's day; of today, for one that runs late."""
    last = max(jury.held_on, clock.today()) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(last, time.min))


def shows_deliberation(jury: AbstractJury) -> bool:
    """Whether the room may see the deliberation: shown by whoever presides, since the ranking was revealed to them."""
    revealed, shown = jury.revealed_at, jury.projected_at
    if jury.state != JuryState.DELIBERATION or revealed is None or shown is None:
        return False
    return shown >= revealed


def version_of(jury: AbstractJury) -> str:
    """What tells a page that its screen is no longer what it was drawn from: its code, then what it shows.

    An act looks at the half that it changes (`has_code_of`, `shows_as_in`): another code hides no deliberation.
    """
    return _stamp(jury.projection_salt) + _stamp(jury.projection_turned_at, jury.revealed_at)


def has_code_of(jury: AbstractJury, drawn: str) -> bool:
    """Whether its code is still the one of this version."""
    return drawn[:HALF] == version_of(jury)[:HALF]


def shows_as_in(jury: AbstractJury, drawn: str) -> bool:
    """Whether nobody has shown or hidden the deliberation, nor revealed the ranking anew, since this version."""
    return drawn[HALF:] == version_of(jury)[HALF:]


def _stamp(*told: object) -> str:
    text = " ".join(map(str, told))
    return salted_hmac("eclore.juries.projection.version", text, algorithm="sha256").hexdigest()[:HALF]


def _drawn(jury: AbstractJury) -> str:
    told = f"{jury.pk}\n{jury.projection_salt}"
    number = int.from_bytes(salted_hmac("eclore.juries.projection", told, algorithm="sha256").digest())
    letters = []
    for _letter in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
