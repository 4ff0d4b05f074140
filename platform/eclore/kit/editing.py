"""Forms that change what exists: each says what it was drawn from, so that nobody's words are erased unseen.

Such a form carries, in one hidden field, a digest of what each of its fields was drawn from (eclore.kit.drawn). Sent,
it is compared with the row, which is held first. What this person left alone is not written, whatever became of it;
what they alone changed is; what both changed alike is done; of what both changed differently nothing is written: the
page comes back with both texts, drawn from the other's, and the next press decides. Two pages of one person are two
people. A page that bears no digest, drawn by an earlier release, is taken as it is.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar, TypeVar, cast

from django.db import models
from django.http import Http404, HttpRequest, QueryDict

from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.drawn import APART, Drawn, is_prose, kept_text, kept_value, read, sent_text, take_kept, words, write
from eclore.kit.forms import Dressed, Form
from eclore.kit.versions import Other, Version, version
from eclore.kit.web import ActingRequest, Done, kept, sent, typed

DRAWN = "drawn"
Row = TypeVar("Row", bound=models.Model)
Result = TypeVar("Result")


def hold(row: Row, *, of: models.Model | None = None) -> Row:
    """Lock the row until the end of the request, and take what it holds now; with `of`, its root is locked instead.

    Raises Http404 for a row that is gone.
    """
    if of is not None:
        hold(of)
        return _taken_afresh(row, row._meta.model._default_manager.all())
    return _taken_afresh(row, row._meta.model._default_manager.select_for_update(of=("self",), no_key=True))


def _taken_afresh(row: Row, rows: "models.QuerySet[Any]") -> Row:
    columns = row._meta.concrete_fields
    fresh = rows.only(*(column.name for column in columns)).filter(pk=row.pk).first()
    if fresh is None:
        raise Http404
    for column in columns:
        value = getattr(fresh, column.attname)
        if column.is_relation and getattr(row, column.attname) != value and column.is_cached(row):
            column.delete_cached_value(row)
        setattr(row, column.attname, value)
    vars(row).pop("_prefetched_objects_cache", None)
    return row


class Edited(Dressed):
    """Mixin of a form that changes what exists; until `follow` is called it is a form like any other.

    `cleaned_data` is what will stand, `changes` what of it is this person's. `beside`: a field judged with the value
    of another ({"remove_logo": "logo"}). `whole`: written only by who has seen all that is kept.
    """

    beside: ClassVar[Mapping[str, str]] = {}
    whole: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._row: models.Model | None = None
        self._history: models.Model | None = None
        self._by: Actor = ANONYMOUS
        self._watched: dict[str, str] = {}
        self._touched: set[str] | None = None
        self._conflicts: dict[str, Version] = {}
        self.overtaken: Other | None = None
        self.news = ""
        super().__init__(*args, **kwargs)

    def follow(
        self, row: models.Model, *, by: Actor, history: models.Model | None = None, besides: str = "", news: str = ""
    ) -> None:
        """`row` is what is changed, just held; the events of `history` (else its own) tell who else has changed it.

        `besides` is what counts beside the fields: once it has changed, the form is refused and says `news`.
        """
        self._row, self._history, self._by = row, history or row, by
        self._watched, self.news = {"besides": besides} if news else {}, news

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
        return given if self._row is None else {name: given[name] for name in given if name in (self._touched or ())}

    def drawn(self) -> str:
        """What the hidden field says: of what is kept now, since the page shows it, or both texts."""
        if self._row is None:
            return ""
        return write(self._row, {name: self._kept(name) for name in self.fields} | self._watched)

    def is_valid(self) -> bool:
        fits: bool = super().is_valid()  # type: ignore[misc]  # the form's
        return fits and not self.has_two_texts

    def full_clean(self) -> None:
        self._settle()
        super().full_clean()  # type: ignore[misc]  # the form's

    def _settle(self) -> None:
        """Once, before cleaning: what was changed here, elsewhere, on both sides."""
        form = self._form
        if self._row is None or self._touched is not None or not form.is_bound:
            return
        self._touched = set()
        form.data = cast("QueryDict", form.data).copy()
        page = read(self._row, form.data.get(form.add_prefix(DRAWN), ""))
        for name in self.fields:
            self._judge(name, page)
        if page.digests and any(page.moved(name, text) for name, text in self._watched.items()):
            self.overtaken = _other(self._history, page, self._by)

    def _judge(self, name: str, page: Drawn) -> None:
        mine, now = sent_text(self._form, name) + self._beside(name), self._kept(name)
        if mine == now or self._touched is None:
            return
        if page.knows(name) and not page.moved(name, mine) and not self.whole:
            take_kept(self._form, name)
            return
        self._touched.add(name)
        if page.knows(name) and page.moved(name, now):
            self._conflicts[name] = self._version(name, _other(self._history, page, self._by))

    def _version(self, name: str, other: Other) -> Version:
        field, said, value = self.fields[name], words(self._form, name), kept_value(self._form, name)
        mine = self._form[name].data if is_prose(self._form, name) else said
        target = self._form[name].auto_id
        field.widget.attrs["aria-describedby"] = " ".join(
            [f"{target}_version", *([f"{target}_helptext"] if field.help_text else [])]
        )
        return version(said, str(mine or ""), value=value, other=other)

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


def _other(history: models.Model | None, page: Drawn, by: Actor) -> Other:
    """Whoever wrote last since the page was drawn, if the aggregate's events tell."""
    events = getattr(history, "events", None)
    if events is None or page.at is None:
        return Other()
    last = events.filter(created_at__gte=page.at).order_by("-created_at", "-pk").first()
    if last is None:
        return Other()
    return Other(last.by_name, last.created_at, same=last.by_id is not None and last.by_id == by.user_id)


Form_ = TypeVar("Form_", bound=Edited)


def edit_form(
    request: HttpRequest,
    form_class: Callable[..., Form_],
    row: models.Model,
    *,
    of: models.Model | None = None,
    values: Callable[[], Mapping[str, object]] | None = None,
    besides: Callable[[], tuple[str, str]] | None = None,
    **options: Any,
) -> Form_:
    """The form of a row, drawn from it; sent, the row is held first, or its root `of`.

    `values` gives what each field is drawn from, where it is not the column of the same name; `besides`, what else
    must be as when the page was drawn, and the sentence that tells what it is now.
    """
    if request.method == "POST":
        hold(row, of=of)
    names = getattr(form_class, "base_fields", {})
    initial = values() if values else {name: getattr(row, name) for name in names}
    form = form_class(typed(request), initial=initial, **options)
    also, news = besides() if besides else ("", "")
    form.follow(row, by=_actor(request), history=of, besides=also, news=news)
    return form


def edited(request: HttpRequest, form: Any, verb: Callable[..., Result]) -> Done[Result | None] | None:
    """When the form was sent, fits and nobody is erased, let `verb` take what was changed; nothing was: it is done."""
    if not sent(request, form):
        return None
    changes = form.changes
    return kept(form, partial(verb, **changes)) if changes else Done(None)


def _actor(request: HttpRequest) -> Actor:
    return cast(ActingRequest, request).actor if hasattr(request, "actor") else ANONYMOUS
