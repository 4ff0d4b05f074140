"""What somebody may do next on a page of a jury: a link, a button that acts at once, or one that asks first."""

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True)
class Tag:
    """A few words in a colour."""

    label: str
    tone: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked before an act: in a dialog, or as a page where a dialog cannot open."""

    title: str
    text: str
    confirm: str
    more: str = ""
    form: BaseForm | None = None
    danger: bool = False

    @property
    def kind(self) -> str:
        """Of the button that confirms."""
        return "danger" if self.danger else "main"


@dataclass(frozen=True)
class Action:
    """`posts`: it acts; else it leads to `url`. With a `question` it asks first. `kind` is the button's."""

    label: str
    url: str
    kind: str = "second"
    posts: bool = False
    small: bool = False
    name: str = ""
    value: str = ""
    hidden: tuple[tuple[str, str], ...] = ()  # fields sent besides
    question: Question | None = None
    key: str = ""  # of the dialog, in its page
