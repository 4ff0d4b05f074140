"""How often something may be asked for: settings.LIMITS[action], which `count` and `count_here` answer with a wait.

    wait = limits.count("codes", network="192.0.2.1", account="a@b.fr")   # seconds; 0: go on

Each asking counts twice: for the network and the account together and, far more generously, for the network alone.
Never for the account alone: a stranger would use up somebody else's share (docs/decisions/0009). A count is kept
behind the fingerprint of its key: no address nor name is written.
"""

import re
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from threading import Lock

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from eclore.kit import clock
from eclore.kit.hooks import Hook

_RATE = re.compile(r"(\d+)/(\d*)([smhd])")
TAKE = "public.accounts_take(%s, %s, %s, %s)"
REMEMBERED = 10_000
# Somebody has asked more often than a rate allows: the name of the rate, for whoever counts.
reached: Hook[[str], None] = Hook("limits.reached")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


@dataclass(frozen=True)
class Rate:
    """So many times in so many seconds."""

    amount: int
    seconds: int

    @classmethod
    def of(cls, text: str) -> "Rate":
        """`10/5m`: ten times in five minutes. Raises ValueError."""
        found = _RATE.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is not a rate, such as 10/5m")
        return cls(int(found[1]), int(found[2] or 1) * _SECONDS[found[3]])


def count(action: str, *, network: str, account: str = "") -> int:
    """For the whole installation, in PostgreSQL: what protects people. In a context, in the request's transaction."""
    return count_all([action], network=network, account=account)


def count_all(actions: Sequence[str], *, network: str, account: str = "") -> int:
    """Each of these, in their order and in one statement; the longest wait."""
    asked: list[list[str] | list[int] | datetime] = []
    for action in actions:
        rates = _rates(action, network, account)
        keys = list(rates)  # the network's first: accounts_take counts no account of one that has had its share
        asked += [keys, [rates[key].amount for key in keys], [rates[key].seconds for key in keys], clock.now()]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join([TAKE] * len(actions))}", asked)
        waits = [int(wait) for wait in cursor.fetchone()]
    for action, wait in zip(actions, waits, strict=True):
        if wait:
            reached.ask(action)
    return max(waits)


def count_here(action: str, *, network: str, account: str = "") -> int:
    """For this process alone, at the cost of nothing: what protects its own time."""
    wait = max(_here.take(key, rate, clock.now()) for key, rate in _rates(action, network, account).items())
    if wait:
        reached.ask(action)
    return wait


def forget_here() -> None:
    """Begin the counts of this process anew."""
    _here.clear()


def _rates(action: str, network: str, account: str) -> dict[str, Rate]:
    each, together = settings.LIMITS[action]
    rates = {_key(action, network, ""): Rate.of(together)}
    return {**rates, _key(action, network, account): Rate.of(each)} if account else rates


def _key(*parts: str) -> str:
    return salted_hmac("eclore.kit.limits", "\n".join(parts), algorithm="sha256").hexdigest()


class _Memory:
    """Counts with their ends, the least recently used forgotten first."""

    def __init__(self) -> None:
        self._taken: OrderedDict[str, tuple[int, datetime]] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, rate: Rate, moment: datetime) -> int:
        with self._lock:
            taken, ends = self._taken.pop(key, (0, moment))
            if ends <= moment:
                taken, ends = 0, moment + timedelta(seconds=rate.seconds)
            self._taken[key] = (taken + 1, ends)
            if len(self._taken) > REMEMBERED:
                self._taken.popitem(last=False)
        return max(ceil((ends - moment).total_seconds()), 1) if taken >= rate.amount else 0

    def clear(self) -> None:
        with self._lock:
            self._taken.clear()


_here = _Memory()
