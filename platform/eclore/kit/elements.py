"""Elements of a page as data: decided in Python, tested there, placed by a template with the tag of the same name."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tag:
    """`{% tag tag.label tag.tone %}`."""

    label: str
    tone: str = ""


@dataclass(frozen=True)
class Action:
    """What somebody may do next: a link (`{% button %}`), or, when it `posts`, an act at once (`{% post_button %}`)."""

    label: str
    url: str
    kind: str = "second"
    icon: str = ""
    small: bool = False
    posts: bool = False


@dataclass(frozen=True)
class Figure:
    """`{% stat figure.value figure.label figure.tone url=figure.url %}`."""

    value: int
    label: str
    tone: str = ""
    url: str = ""
