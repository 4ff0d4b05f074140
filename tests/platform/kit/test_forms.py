"""A form of the project: every control named, hinted and corrected in words, and nothing lost of what was typed."""

from datetime import date
from html.parser import HTMLParser

import pytest
from django import forms

from eclore.kit.forms import Form, Steps, faults, offer_choices, offer_rows


class IdeaForm(Form):
    title = forms.CharField(label="Titre", max_length=10)
    problem = forms.CharField(label="Problème", help_text="Dix lignes au plus.", max_length=20, widget=forms.Textarea)
    start = forms.DateField(label="Début", required=False)
    score = forms.TypedChoiceField(label="Le problème est réel", choices=[(1, "Peu"), (2, "Bien")], widget=Steps)
    publics = forms.MultipleChoiceField(
        label="Publics",
        choices=[("a", "Agents"), ("u", "Usagers")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    consent = forms.BooleanField(label="J’accepte")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("title") == "double":
            raise forms.ValidationError("Cette idée existe déjà\u00a0: ouvrez-la plutôt.")


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def one(self, tag: str, **attrs: str) -> dict[str, str | None]:
        return next(got for name, got in self.found if name == tag and attrs.items() <= got.items())


@pytest.fixture
def empty() -> IdeaForm:
    return IdeaForm({})


def test_every_control_has_a_label_that_exists() -> None:
    page = Elements(str(IdeaForm()))
    named = {attrs.get("for") for name, attrs in page.found if name == "label"}
    controls = {
        attrs["id"]
        for name, attrs in page.found
        if name in {"input", "textarea", "select"} and attrs.get("type") != "hidden"
    }
    assert controls <= named
    assert all(attrs.get("id") in controls for name, attrs in page.found if attrs.get("type") == "radio")


def test_hints_and_errors_are_tied_to_their_control(empty: IdeaForm) -> None:
    page = Elements(str(empty))
    area = page.one("textarea", name="problem")
    assert area["aria-describedby"] == "id_problem_helptext id_problem_error"
    assert area["aria-invalid"] == "true"
    identifiers = {attrs.get("id") for _name, attrs in page.found}
    described = " ".join(attrs.get("aria-describedby") or "" for _name, attrs in page.found).split()
    assert set(described) <= identifiers


def test_the_summary_leads_to_each_control(empty: IdeaForm) -> None:
    assert [(fault.target, fault.label, fault.message) for fault in faults(empty)] == [
        ("id_title", "Titre", "Ce champ est à remplir pour continuer."),
        ("id_problem", "Problème", "Ce champ est à remplir pour continuer."),
        ("id_score_0", "Le problème est réel", "Choisissez une réponse pour continuer."),
        ("id_consent", "J’accepte", "Cochez cette case pour continuer."),
    ]
    page = Elements(str(empty))
    identifiers = {attrs.get("id") for _name, attrs in page.found}
    leads = [attrs["href"] for name, attrs in page.found if name == "a"]
    assert leads == ["#id_title", "#id_problem", "#id_score_0", "#id_consent"]
    assert {lead[1:] for lead in leads if lead} <= identifiers
    assert page.one("div", role="alert")["tabindex"] == "-1"


def test_an_error_of_the_whole_form_comes_first() -> None:
    form = IdeaForm({"title": "double", "problem": "x", "score": "1", "consent": "on"})
    assert [fault.message for fault in faults(form)] == ["Cette idée existe déjà\u00a0: ouvrez-la plutôt."]
    assert "Cette idée existe déjà" in str(form)


def test_a_fresh_form_reproaches_nothing() -> None:
    html = str(IdeaForm())
    assert "error-summary" not in html
    assert "aria-invalid" not in html


def test_optional_fields_say_so() -> None:
    html = str(IdeaForm())
    assert html.count("(facultatif)") == 2
    assert "Sauf mention" in html


def test_dates_use_the_calendar_of_the_browser() -> None:
    control = Elements(str(IdeaForm(initial={"start": date(2026, 10, 31)}))).one("input", name="start")
    assert (control["type"], control["value"]) == ("date", "2026-10-31")
    assert IdeaForm({"start": "2026-10-31"})["start"].field.clean("2026-10-31") == date(2026, 10, 31)


def test_a_text_too_long_is_shown_whole_and_counted() -> None:
    form = IdeaForm({"problem": "x" * 25})
    html = str(form)
    assert "x" * 25 in html
    assert "maxlength" not in Elements(html).one("textarea", name="problem")
    assert 'data-counter="id_problem" data-limit="20"' in html
    assert "(actuellement 25)" in html.replace("\xa0", " ")


def test_a_short_scale_shows_figures_and_words() -> None:
    html = str(IdeaForm({"score": "2"}))
    assert '<label for="id_score_0">1<small>Peu</small></label>' in html
    page = Elements(html)
    assert "checked" in page.one("input", id="id_score_1")
    assert "checked" not in page.one("input", id="id_score_0")


def test_what_people_typed_is_escaped() -> None:
    html = str(IdeaForm({"title": '"><script>', "problem": "</textarea><script>"}))
    assert "<script>" not in html


def test_a_sentence_of_the_form_is_kept() -> None:
    class Own(Form):
        title = forms.CharField(error_messages={"required": "Donnez un nom à votre idée."})

    assert [fault.message for fault in faults(Own({}))] == ["Donnez un nom à votre idée."]


def test_two_forms_on_a_page_do_not_share_identifiers() -> None:
    page = Elements(str(IdeaForm({}, prefix="a")) + str(IdeaForm({}, prefix="b")))
    identifiers = [attrs["id"] for _name, attrs in page.found if "id" in attrs]
    assert len(identifiers) == len(set(identifiers))


def test_nothing_is_styled_inline() -> None:
    assert all(
        "style" not in attrs and not any(name.startswith("on") for name in attrs)
        for _tag, attrs in Elements(str(IdeaForm({}))).found
    )


def test_choices_and_rows_are_offered_to_the_fields_that_take_them_only():
    class Filter(Form):
        state = forms.ChoiceField()
        text = forms.CharField()

    filled = Filter()
    offer_choices(filled, "state", [("a", "A"), ("b", "B")])
    assert filled.fields["state"].choices == [("a", "A"), ("b", "B")]
    with pytest.raises(TypeError):
        offer_choices(filled, "text", [])
    with pytest.raises(TypeError):
        offer_rows(filled, "state", None)
