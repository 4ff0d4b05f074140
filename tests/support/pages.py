"""A page as a person reads it: its words, its links, its forms with their labels. Nothing that is not in the HTML."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

TYPED = ("submit", "button", "reset", "image")


def plain(text: str) -> str:
    """Words without typography: straight apostrophes, one ordinary space."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ")).strip()


@dataclass
class Control:
    """One input, select or textarea; `options` are (value, words), `limit` how many letters it says that it takes."""

    name: str
    kind: str
    value: str = ""
    chosen: bool = False
    label: str = ""
    identifier: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    selected: list[str] = field(default_factory=list)
    limit: int = 0

    def sent(self) -> list[str]:
        """What a browser would send of it, untouched."""
        if self.kind in ("checkbox", "radio"):
            return [self.value] if self.chosen else []
        if self.kind == "select":
            return self.selected or [value for value, _words in self.options[:1]]
        return self.selected if self.kind == "select-multiple" else [self.value]


@dataclass
class Form:
    """One form: where it goes, what it asks, and its buttons as (words, name, value)."""

    action: str
    method: str
    identifier: str = ""
    legends: dict[str, str] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)

    def has(self, button: str) -> bool:
        return any(button == words for words, _name, _value in self.buttons)

    def named(self, asked: str) -> list[Control]:
        """The controls with this label, else of the group with this legend, else with this name."""
        found = [control for control in self.controls if control.label == asked and control.kind != "radio"]
        names = [name for name, legend in self.legends.items() if legend == asked]
        found = found or [control for control in self.controls if control.name in names]
        found = found or [control for control in self.controls if control.name == asked]
        assert found, f"no field « {asked} » in the form to {self.action}: {sorted({c.label for c in self.controls})}"
        assert len({control.name for control in found}) == 1, f"several fields are called « {asked} »"
        return found

    def filled(self, typed: dict[str, Any], button: str) -> dict[str, list[str]]:
        """What is sent when these answers are typed and this button pressed; each answer needs its field."""
        data: dict[str, list[str]] = {}
        for control in self.controls:
            data.setdefault(control.name, []).extend(control.sent())
        for asked, answer in typed.items():
            controls = self.named(asked)
            data[controls[0].name] = _answer(controls, answer, asked)
        for words, name, value in self.buttons:
            if words == button and name:
                data[name] = [value]
        return {name: values for name, values in data.items() if name and values}


def _answer(controls: list[Control], answer: Any, asked: str) -> list[str]:
    first = controls[0]
    if first.kind == "checkbox" and isinstance(answer, bool):
        return [first.value] if answer else []
    if first.kind in ("checkbox", "radio"):
        choices = [(control.value, control.label) for control in controls]
    elif first.kind.startswith("select"):
        choices = first.options
    else:
        return [str(answer)]
    wanted = [answer] if isinstance(answer, str | int) else list(answer)
    return [_choice(choices, str(each), asked) for each in wanted]


def _choice(choices: list[tuple[str, str]], wanted: str, asked: str) -> str:
    found = [value for value, words in choices if wanted in (words, value)]
    found = found or [value for value, words in choices if wanted in words]
    assert found, f"« {wanted} » is not an answer to « {asked} »: {choices}"
    return found[0]


class Page(HTMLParser):
    """Parsed at once: `words`, `links` as (words, address), `forms`."""

    def __init__(self, html: str, address: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.address, self.html = address, html
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self._words: list[str] = []
        self._open: list[tuple[str, dict[str, str], int]] = []
        self._labels: list[tuple[str, int, str]] = []
        self._control: Control | None = None
        self._group: tuple[str, list[Control]] | None = None
        self._within_form = False
        self.feed(html)
        self.words = plain(" ".join(self._words))
        self._tie_labels()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag in ("a", "button", "label", "legend", "option", "textarea", "title", "script", "style"):
            self._open.append((tag, given, len(self._words)))
        if tag == "form":
            self.forms.append(
                Form(given.get("action") or self.address, given.get("method", "get"), given.get("id", ""))
            )
            self._within_form = True
        elif tag == "fieldset":
            self._group = ("", [])
        elif tag in ("input", "select", "textarea"):
            self._control_starts(tag, given)

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] in ("script", "style"):
            return
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._within_form = False
        elif tag == "select":
            self._control = None
        elif tag == "fieldset" and self._group:
            legend, controls = self._group
            if self._within_form and len({control.name for control in controls}) == 1:
                self.forms[-1].legends[controls[0].name] = legend
            self._group = None
        while self._open and any(opened == tag for opened, _given, _start in self._open):
            opened, given, start = self._open.pop()
            self._element_ends(opened, given, "".join(self._words[start:]))
            if opened == tag:
                break

    def _control_starts(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        kind = "select-multiple" if tag == "select" and "multiple" in given else kind
        if kind in TYPED or "disabled" in given or not self.forms:
            return
        value = given.get("value", "on" if kind in ("checkbox", "radio") else "")
        control = Control(given.get("name", ""), kind, value, "checked" in given, identifier=given.get("id", ""))
        control.limit = int(given.get("maxlength") or given.get("data-limit") or 0)
        self._form_of(given).controls.append(control)
        self._control = control
        if self._group is not None:
            self._group[1].append(control)

    def _form_of(self, given: dict[str, str]) -> Form:
        named = [form for form in self.forms if given.get("form") and form.identifier == given["form"]]
        return named[0] if named else self.forms[-1]

    def _element_ends(self, tag: str, given: dict[str, str], text: str) -> None:
        words = plain(text)
        if tag == "a":
            self.links.append((words or plain(given.get("aria-label", "")), given.get("href", "")))
        elif tag == "button" and self.forms and given.get("type", "submit") == "submit":
            self._form_of(given).buttons.append((words, given.get("name", ""), given.get("value", "")))
        elif tag == "label":
            self._labels.append((given.get("for", ""), len(self.forms), words))
        elif tag == "legend" and self._group:
            self._group = (words.removesuffix("(facultatif)").strip(), self._group[1])
        elif tag == "option" and self._control:
            self._control.options.append((given.get("value", words), words))
            if "selected" in given:
                self._control.selected.append(given.get("value", words))
        elif tag == "textarea" and self._control:
            self._control.value = text.removeprefix("\n")

    def _tie_labels(self) -> None:
        for identifier, _form, words in self._labels:
            for form in self.forms:
                for control in form.controls:
                    if identifier and control.identifier == identifier:
                        control.label = words.removesuffix("(facultatif)").strip()

    def link(self, words: str) -> str:
        """The address behind the first link that says this, or else contains it."""
        found = [href for said, href in self.links if said == words] or [h for said, h in self.links if words in said]
        assert found, f"no link « {words} » on {self.address}: {[said for said, _href in self.links]}"
        return found[0]

    def form(self, button: str, *, to: str = "") -> Form:
        """The form with this button; `to` is a part of its address when several have it."""
        found = [form for form in self.forms if form.has(button) and to in form.action]
        every = [words for form in self.forms for words, _name, _value in form.buttons]
        assert found, f"no button « {button} » on {self.address}: {every}"
        return found[0]

    def forms_to(self, address: str) -> list[Form]:
        """Those that go there."""
        return [form for form in self.forms if form.action.endswith(address)]
