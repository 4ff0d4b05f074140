"""Forms that change what exists: each says what it was drawn from, so that nobody's words are erased unseen.

Such a form carries, in one hidden field, a digest of what each of its fields was drawn from (eclore.kit.drawn). Sent,
it is compared with the row, which is held first. What this person left alone is not written, whatever became of it;
what they alone changed is; what both changed alike is done; of what both changed differently nothing is written: the
page comes back with both texts, drawn from the other's, and the next press decides. Two pages of one person are two
people. A page that bears no digest, drawn by an earlier release, is taken as it is.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Protocol, TypeVar, cast

from django.db import models
from django.http import HttpRequest, QueryDict

from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.drawn import (
    APART,
    Drawn,
    identity,
    is_prose,
    kept_text,
    kept_value,
    read,
    sent_text,
    take_kept,
    words,
    write,
)
from eclore.kit.forms import Dressed, Form
from eclore.kit.locks import lock
from eclore.kit.versions import Other, Version, version
from eclore.kit.web import ActingRequest, Done, kept, sent, typed

DRAWN, BESIDES = "drawn", "besides"
Result = TypeVar("Result")
Who = Callable[[datetime], Other]  # since when: whoever has written last


class Historied(Protocol):
    """An aggregate whose events say who did what."""

    @property
    def events(self) -> Any: ...


def told_by(history: Historied, verb: str, *, by: Actor, **narrowed: object) -> Who:
    """Whoever did `verb` last, by the aggregate's own events; `narrowed` to some of them."""

    def last(since: datetime) -> Other:
        event = history.events.filter(verb=verb, created_at__gte=since, **narrowed).order_by("-created_at").first()
        if event is None:
            return Other()
        return Other(event.by_name, event.created_at, same=event.by_id is not None and event.by_id == by.user_id)

    return last


def nobody_else(_since: datetime) -> Other:
    """Where one person alone writes."""
    return Other(same=True)


class Edited(Dressed):
    """Mixin of a form that changes what exists; until `follow` is called it is a form like any other.

    `cleaned_data` is what will stand, `changes` what of it is this person's. `beside`: a field judged with the value
    of another ({"remove_logo": "logo"}). `whole`: written only by who has seen all that is kept.
    """

    beside: ClassVar[Mapping[str, str]] = {}
    whole: bool = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._row = ""
        self._who: Who | None = None
        self._besides: str | None = None
        self._touched: set[str] | None = None
        self._conflicts: dict[str, Version] = {}
        self.overtaken: Other | None = None
        self.news = ""
        super().__init__(*args, **kwargs)

    def follow(self, row: models.Model, *, part: str = "", who: Who | None = None) -> None:
        """`row` is what is changed, just held, or a `part` of it; `who` tells who else has changed it."""
        self._row, self._who = identity(row, part), who

    def renew(self, row: models.Model, values: Mapping[str, object]) -> None:
        """After it was written: what is kept now, so that a page that stays goes on from there."""
        self._row, self._form.initial = identity(row), values

    def follow_besides(self, said: str, news: str = "") -> None:
        """What counts beside the fields; with `news`, that sentence refuses the form once it has changed."""
        self._besides, self.news = said, news

    @property
    def conflicts(self) -> dict[str, Version]:
        """By field, what is kept where this person and somebody else have written differently."""
        self._settle()
        return self._conflicts

    @property
    def has_two_texts(self) -> bool:
        return bool(self.conflicts or self.overtaken)

    @property
    def changes(self) -> dict[str, Any]:
        """Of a form that fits, what this person has changed."""
        given: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]  # the form's
        return {name: given[name] for name in given if not self._row or name in (self._touched or ())}

    def drawn(self) -> str:
        """What the hidden field says: of what is kept now, since the page shows it, or both texts."""
        if not self._row:
            return ""
        texts = {name: self._kept(name) for name in self.fields}
        return write(self._row, texts if self._besides is None else {**texts, BESIDES: self._besides})

    def is_valid(self) -> bool:
        fits: bool = super().is_valid()  # type: ignore[misc]  # the form's
        return fits and not self.has_two_texts

    def full_clean(self) -> None:
        self._settle()
        super().full_clean()  # type: ignore[misc]  # the form's

    def _settle(self) -> None:
        """Once, before cleaning: what was changed here, elsewhere, on both sides."""
        form = self._form
        if not self._row or self._touched is not None or not form.is_bound:
            return
        self._touched = set()
        form.data = cast("QueryDict", form.data).copy()
        page = read(self._row, form.data.get(form.add_prefix(DRAWN), ""))
        for name in self.fields:
            self._judge(name, page)
        if self.news and page.knows(BESIDES) and page.moved(BESIDES, self._besides or ""):
            self.overtaken = self._other(page)

    def _judge(self, name: str, page: Drawn) -> None:
        form, widget = self._form, self.fields[name].widget
        mine, now = sent_text(form, name) + self._beside(name), self._kept(name)
        if mine == now or self._touched is None:
            return
        left = widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))
        if not self.whole and (left or (page.knows(name) and not page.moved(name, mine))):
            take_kept(self._form, name)
            return
        self._touched.add(name)
        if page.knows(name) and page.moved(name, now):
            self._conflicts[name] = self._version(name, self._other(page))

    def _version(self, name: str, other: Other) -> Version:
        field, said, value = self.fields[name], words(self._form, name), kept_value(self._form, name)
        mine = self._form[name].data if is_prose(self._form, name) else said
        target = self._form[name].auto_id
        described = [f"{target}_version", *([f"{target}_helptext"] if field.help_text else [])]
        field.widget.attrs["aria-describedby"] = " ".join(described)
        return version(said, str(mine or ""), value=value, other=other)

    def _other(self, page: Drawn) -> Other:
        return self._who(page.at) if self._who and page.at else Other()

    def _kept(self, name: str) -> str:
        return kept_text(self._form, name) + self._beside(name)

    def _beside(self, name: str) -> str:
        other = self.beside.get(name, "")
        return APART + kept_text(self._form, other) if other in self.fields else ""

    @property
    def _form(self) -> Any:
        return self  # a mixin of forms


class EditForm(Edited, Form):
    """The base of every plain form that changes what exists."""


EditFormT = TypeVar("EditFormT", bound=Edited)


def edit_form(
    request: HttpRequest,
    form_class: Callable[..., EditFormT],
    row: models.Model,
    *,
    of: models.Model | None = None,
    values: Callable[[], Mapping[str, object]] | None = None,
    verb: str = "",
    who: Who | None = None,
    **options: Any,
) -> EditFormT:
    """The form of a row, drawn from it; sent, its root `of` is held first, then the row, both read afresh.

    `values` gives what each field is drawn from, where it is not the column of the same name. Whoever did `verb` last
    has changed it, by the events of the root; or `who` tells.
    """
    if request.method == "POST":
        lock(*([row] if of is None else [of, row]))
    names = getattr(form_class, "base_fields", {})
    form = form_class(typed(request), initial=values() if values else _columns(row, names), **options)
    form.follow(row, who=who or (told_by(cast(Historied, of or row), verb, by=actor_of(request)) if verb else None))
    return form


def edited(request: HttpRequest, form: Any, verb: Callable[..., Result]) -> Done[Result | None] | None:
    """When the form was sent, fits and erases nobody, let `verb` take what was changed; nothing was: it is done."""
    if not sent(request, form):
        return None
    changes = form.changes
    return kept(form, partial(verb, **changes)) if changes else Done(None)


def actor_of(request: HttpRequest) -> Actor:
    """Who is acting; nobody known where no middleware says so."""
    return getattr(cast(ActingRequest, request), "actor", ANONYMOUS)


def _columns(row: models.Model, names: Mapping[str, object]) -> dict[str, object]:
    return {name: getattr(row, name) for name in names}
