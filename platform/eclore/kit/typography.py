"""French typography, for what is compiled into catalogues and for what people have typed."""

import re

NO_BREAK = "\u00a0"


def typeset(text: str) -> str:
    """Curved apostrophes, no line break before high punctuation or inside guillemets."""
    text = re.sub(r"(?<=\w)'(?=[\w«%])", "’", text)
    text = re.sub(r" (?=[;:!?»])", NO_BREAK, text)
    return re.sub(r"« ", f"«{NO_BREAK}", text)
