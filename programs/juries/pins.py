"""The PIN of the room: six digits drawn from the jury's salt and the project's secret key.

Written nowhere: neither the table alone, nor a copy of the database, nor a log tells it, and whoever leads the session
can be shown it again as often as they like (docs/decisions/0011).
"""

from django.utils.crypto import constant_time_compare, salted_hmac

from eclore.kit.keys import plain_code
from programs.juries.models import AbstractJury

DIGITS = 6


def pin_of(jury: AbstractJury) -> str:
    """`482913`; another one as soon as the salt changes."""
    drawn = salted_hmac("eclore.juries.pin", f"{jury.pk}\n{jury.pin_salt}", algorithm="sha256").digest()
    return f"{int.from_bytes(drawn) % 10**DIGITS:0{DIGITS}}"


def spoken(pin: str) -> str:
    """`482 913`, as it is said and copied."""
    return f"{pin[:3]}\u00a0{pin[3:]}"


def matches(jury: AbstractJury, typed: str) -> bool:
    """What separates its digits does not count."""
    return constant_time_compare(plain_code(typed), pin_of(jury))
