"""Whole answers of the API compared at once, but for keys and instants, which are new each time."""

import re
from collections.abc import Mapping
from typing import Any

KEY, INSTANT, A_TIME = "a key", "an instant", "a time"
_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def plain(payload: Any, names: Mapping[Any, str] | None = None) -> Any:
    """The same answer, each key under its name in `names` ({key: name}) or as KEY, each instant as INSTANT.

    Raises ValueError when two keys of one object would be told by the same word.
    """
    return _plain(payload, {str(key): name for key, name in (names or {}).items()})


def _plain(payload: Any, names: Mapping[str, str]) -> Any:
    if isinstance(payload, dict):
        told = {_plain(key, names): _plain(value, names) for key, value in payload.items()}
        if len(told) != len(payload):
            raise ValueError(f"keys of this object need names: {payload}")
        return told
    if isinstance(payload, list):
        return [_plain(each, names) for each in payload]
    if isinstance(payload, str):
        return _word(payload, names)
    return payload


def _word(text: str, names: Mapping[str, str]) -> str:
    if text in names:
        return names[text]
    if _KEY.fullmatch(text):
        return KEY
    return INSTANT if _INSTANT.fullmatch(text) else text


def timeless(payload: Any) -> Any:
    """The same payload without the keys `id`, and with A_TIME wherever a key in `_at` is not null."""
    if isinstance(payload, list):
        return [timeless(each) for each in payload]
    if not isinstance(payload, dict):
        return payload
    return {
        name: A_TIME if name.endswith("_at") and value is not None else timeless(value)
        for name, value in payload.items()
        if name != "id"
    }
