"""Whole answers of the API compared at once, but for keys and times, which are new each time."""

import re
from collections.abc import Callable, Mapping
from typing import Any

KEY, INSTANT = "an id", "a time"
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
Told = Callable[[str], str | None]


def plain(payload: Any, names: Mapping[Any, str] | None = None, *, otherwise: Told | None = None) -> Any:
    """The same answer, each key under its name in `names` ({key: name}) or as KEY, each time as INSTANT.

    `otherwise` is asked of every other text. Raises ValueError when two keys of one object would be told by the same
    word.
    """
    known = {str(key): name for key, name in (names or {}).items()}

    def told(value: Any) -> Any:
        if isinstance(value, dict):
            return _object(value, told)
        if isinstance(value, list):
            return [told(each) for each in value]
        return _word(value, known, otherwise) if isinstance(value, str) else value

    return told(payload)


def _object(payload: dict[str, Any], told: Callable[[Any], Any]) -> dict[str, Any]:
    found = {told(key): told(value) for key, value in payload.items()}
    if len(found) != len(payload):
        raise ValueError(f"keys of this object need names: {payload}")
    return found


def _word(text: str, names: Mapping[str, str], otherwise: Told | None) -> str:
    if text in names:
        return names[text]
    if _KEY.fullmatch(text):
        return KEY
    if _INSTANT.fullmatch(text):
        return INSTANT
    return (otherwise and otherwise(text)) or text
