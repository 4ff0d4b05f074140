"""The documented facts, read once; everything else is generated."""

import json
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone

Facts = dict[str, Any]  # an object of the JSON file
FILE = Path(__file__).parent / "data" / "replays.json"


@cache
def facts() -> Facts:
    """The whole file."""
    read: Facts = json.loads(FILE.read_text(encoding="utf-8"))
    return read


def day(text: str) -> date:
    """`2019-11-28` → a date."""
    return date.fromisoformat(text)


def moment(on: date | str, hour: int = 10, minute: int = 0) -> datetime:
    """An aware instant of that day, where the programme is run."""
    on = day(on) if isinstance(on, str) else on
    return timezone.make_aware(datetime.combine(on, time(hour, minute)))
