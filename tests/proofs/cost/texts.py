"""Texts of any length: what people type, and what is made to make a reader go back on its steps."""

from collections.abc import Callable

Shape = Callable[[int], str]


def _repeated(unit: str, end: str = "") -> Shape:
    return lambda size: (unit * (size // len(unit) + 1))[:size] + end


REPEATED = (
    *("a", "0", " ", "\t", "\n", "é", "œ", "’", "🌱", "e\u0301", "/", "\\", "-", "_", ".", ",", ";", "@", "&", "%"),
    *("e ", "a.", "a@", "a-", ".a", "1 ", "a\n", "\r\n", "ab", "A ", "0-", "é ", "n° ", "+33", "(0)", "/a", "#a", "a,"),
    *(
        "(",
        "[",
        "<",
        "{",
        '"',
        "*",
        "`",
        "![",
        "[a](",
        "**a ",
        "> ",
        "- ",
        "<b>",
        "&a",
        "#f",
        "%41",
        "\\u0041",
        '{"a":',
    ),
)
SHAPES: dict[str, Shape] = {
    **{f"{unit!r} again and again": _repeated(unit) for unit in REPEATED},
    **{f"{unit!r} again and again, then !": _repeated(unit, "!\0") for unit in ("a", "0", " ", "a.", "a-", "1 ", "a@")},
    "different words": lambda size: " ".join(f"mot{number}" for number in range(size // 7 + 1))[:size],
    "as an address": lambda size: "a" * (size // 2) + "@" + "b." * (size // 4) + "fr",
}
# One of each family, where each costs a request.
FEW = ("'a' again and again", "'e ' again and again", "'[' again and again", "'🌱' again and again", "different words")
