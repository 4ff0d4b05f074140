"""A list of forms that changes a list of rows: each row is told by its key, whatever has become of the others."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db import models
from django.forms import BaseFormSet, Form
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eclore.kit.drawn import identity, kept_text, kept_value, read, sent_text
from eclore.kit.editing import BESIDES, DRAWN, EditForm, Who

Kept = Mapping[str, object]


class EditedRows(BaseFormSet):  # type: ignore[type-arg]  # Django's class takes no parameter when it runs
    """Its forms are EditForms with a hidden `key`, empty for a new row.

    What is kept now decides: a row that somebody else has added is there, one that they have taken away is gone unless
    this person has rewritten it, and one that they have rewritten is not taken away unseen.
    """

    def __init__(
        self, data: QueryDict | None = None, *, row: models.Model | None, kept: Sequence[Kept], **options: Any
    ) -> None:
        """Without a row, the lists of something new: `kept` is what they propose."""
        self._row, self._kept = row, {str(each["key"]): each for each in kept if each.get("key")}
        self._who: Who | None = None
        initial: Sequence[Kept] = kept
        if data is not None and row is not None:
            data, initial = self._aligned(data, options["prefix"])
        super().__init__(data, initial=initial, **options)

    def follow(self, who: Who) -> None:
        """Who else has changed the list."""
        self._who = who

    def _construct_form(self, i: int, **kwargs: Any) -> EditForm:
        form: EditForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # which its types leave out
        key = str(form.initial.get("key") or "")
        if self._row is None:
            return form
        form.follow(self._row, part=key, who=self._who)
        if key:
            form.follow_besides(self._said(form) if key in self._kept else "", self._news(form, key))
        return form

    def _said(self, form: EditForm) -> str:
        names = [name for name in form.fields if name != "DELETE"]
        return "\n".join(kept_text(form, name) for name in names)

    def _news(self, form: EditForm, key: str) -> str:
        """The sentence that refuses a row rewritten here and taken away elsewhere, or the other way round."""
        if key not in self._kept:
            return _("Cette ligne a été retirée entre-temps : enregistrez pour la remettre, ou retirez-la.")
        if form.is_bound and form.data.get(form.add_prefix("DELETE")):
            return _("Cette ligne a changé entre-temps : enregistrez pour la retirer quand même.")
        return ""

    @property
    def has_two_texts(self) -> bool:
        return self.is_bound and any(form.has_two_texts for form in self.forms)

    def is_valid(self) -> bool:
        return not self.has_two_texts and bool(super().is_valid())

    def in_order(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those that are kept in their order, then the others."""
        places = {key: place for place, key in enumerate(self._kept)}
        return sorted(rows, key=lambda row: places.get(str(row.get("key") or ""), len(places)))

    def _aligned(self, data: QueryDict, prefix: str) -> tuple[QueryDict, list[Kept]]:
        """What was sent, row by row beside what is kept of it; the rows that others have added, among them."""
        total = data.get(f"{prefix}-TOTAL_FORMS", "")
        count = min(int(total), 1000) if total.isascii() and total.isdigit() and len(total) < 6 else 0
        keys = {index: data.get(f"{prefix}-{index}-key", "") for index in range(count)}
        old = [index for index, key in keys.items() if key and not self._is_gone(data, f"{prefix}-{index}", key)]
        new = [index for index, key in keys.items() if not key]
        others = [row for key, row in self._kept.items() if key not in keys.values()]
        fresh = data.copy()
        for name in [name for name in fresh if name.startswith(f"{prefix}-") and not name.endswith("_FORMS")]:
            del fresh[name]
        places = {str(index): place for place, index in enumerate(old)}
        places |= {str(index): len(old) + len(others) + place for place, index in enumerate(new)}
        for name in [name for name in data if name.startswith(f"{prefix}-")]:
            index, _dash, field = name.removeprefix(f"{prefix}-").partition("-")
            if index in places:
                fresh.setlist(f"{prefix}-{places[index]}-{field}", data.getlist(name))
        for place, row in enumerate(others, len(old)):
            self._put(fresh, f"{prefix}-{place}", row)
        fresh[f"{prefix}-TOTAL_FORMS"] = str(len(old) + len(others) + len(new))
        fresh[f"{prefix}-INITIAL_FORMS"] = str(len(old) + len(others))
        return fresh, [self._beside(data, f"{prefix}-{index}", keys[index]) for index in old] + others

    def _beside(self, data: QueryDict, prefix: str, key: str) -> Kept:
        """What is kept of a row; of one that is gone, what was sent, so that nothing of it is judged."""
        if key in self._kept:
            return self._kept[key]
        form = self.form(data, prefix=prefix)
        return {
            name: field.widget.value_from_datadict(data, {}, form.add_prefix(name))
            for name, field in form.fields.items()
        }

    def _is_gone(self, data: QueryDict, prefix: str, key: str) -> bool:
        """Taken away by somebody else, and not rewritten here."""
        if key in self._kept:
            return False
        form = self.form(data, prefix=prefix)
        page = read(identity(cast("models.Model", self._row), key), data.get(f"{prefix}-{DRAWN}", ""))
        rewritten = any(page.knows(name) and page.moved(name, sent_text(form, name)) for name in form.fields)
        decided = page.knows(BESIDES) and not page.moved(BESIDES, "")
        return bool(data.get(f"{prefix}-DELETE")) or not (rewritten or decided)

    def _put(self, data: QueryDict, prefix: str, row: Kept) -> None:
        form = self.form(initial=row, prefix=prefix)
        for name in form.fields:
            value = kept_value(form, name)
            value = (["on"] if value else []) if isinstance(value, bool) else value
            data.setlist(form.add_prefix(name), value if isinstance(value, list) else [value])


class NumberedFormSet(EditedRows):
    """A row left empty is ignored; ticking « Retirer » removes one."""

    deletion_label = gettext_lazy("Retirer")

    def add_fields(self, form: Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = self.deletion_label

    @property
    def kept(self) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.forms if form.has_changed() or form.initial]
        kept = [
            {name: value for name, value in row.items() if name != "DELETE"}
            for row in rows
            if row.get("label") and not row.get("DELETE")
        ]
        return self.in_order(kept)
