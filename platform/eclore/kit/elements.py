"""Elements of a page as data: decided in Python, tested there, placed by a template with the tag of the same name."""

from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Tag:
    """`{% tag tag.label tag.tone %}`: a few words in a colour."""

    label: str
    tone: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked before an act: in a dialog, or as a page where a dialog cannot open."""

    title: Words
    text: Words
    confirm: Words
    more: Words = ""
    form: BaseForm | None = None
    danger: bool = False

    @property
    def kind(self) -> str:
        """Of the button that confirms."""
        return "danger" if self.danger else "main"


@dataclass(frozen=True)
class Action:
    """`{% act action %}`: a link to `url`; when it `posts`, an act at once; with a `question`, it asks first.

    `kind` is the button's; `name`, `value` and the `hidden` fields are sent with an act; `key` names the dialog in its
    page.
    """

    label: Words
    url: str
    kind: str = "second"
    icon: str = ""
    small: bool = False
    posts: bool = False
    name: str = ""
    value: str = ""
    hidden: tuple[tuple[str, str], ...] = ()
    question: Question | None = None
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """`{% stat figure.value figure.label figure.tone url=figure.url %}`."""

    value: int
    label: str
    tone: str = ""
    url: str = ""
