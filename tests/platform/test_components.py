"""The components say what they were given, work without script, and never break the content security policy."""

import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory
from django.utils import translation

from eclore.config import catalogues
from eclore.config.styleguide import styleguide
from eclore.kit import charts, icons, once
from eclore.kit.elements import Action, Question
from eclore.kit.forms import Form as KitForm

SCRIPTS = sorted((Path(__file__).parents[2] / "platform/eclore/static/eclore").glob("*.js"))
MOMENT = datetime(2019, 11, 28, 13, 0, tzinfo=UTC)


def draw(source: str, path: str = "/", **context: Any) -> str:
    """What a browser makes of it: spaces between and inside tags are those of the template's own lines."""
    template = engines["django"].from_string("{% load eclore %}" + source)
    html = re.sub(r"\s+", " ", template.render(context, RequestFactory().get(path)).replace("\xa0", "&nbsp;"))
    return re.sub(r" ?(<[^>]*?) ?(/?>) ?", r"\1\2", html).replace("&nbsp;", "\xa0").strip()


@pytest.fixture(scope="module")
def guide() -> str:
    with translation.override("fr"):
        return styleguide(RequestFactory().get("/demo/composants/", {"erreurs": "1"})).content.decode()


def test_the_guide_obeys_the_content_security_policy(guide: str) -> None:
    assert re.findall(r"<[^>]+\sstyle=", guide) == []
    assert re.findall(r"<[^>]+\son[a-z]+=", guide) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", guide) == []
    assert "<style" not in guide


def test_the_guide_asks_nothing_of_a_third_party_and_little_of_the_system(guide: str) -> None:
    fetched = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', guide)
    assert all(address.startswith("/") for address in fetched)
    assert len(fetched) < 9


def test_the_guide_has_one_title_and_no_level_skipped(guide: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", guide)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_identifiers_of_the_guide_are_unique(guide: str) -> None:
    found = re.findall(r'\sid="([^"]+)"', guide)
    assert len(found) == len(set(found))


def test_no_comment_of_a_template_reaches_the_page(guide: str) -> None:
    assert "{%" not in guide
    assert "{{" not in guide


def test_a_button_is_a_link_when_it_goes_somewhere() -> None:
    assert draw('{% button "Lire" url="/dossier" kind="second" %}') == (
        '<a class="button second" href="/dossier">Lire</a>'
    )
    assert draw('{% button "Déposer" name="act" value="submit" %}') == (
        '<button class="button main" type="submit" name="act" value="submit">Déposer</button>'
    )


def test_a_post_button_carries_its_token() -> None:
    html = draw('{% post_button "Je me déporte" url="/deport" %}')
    assert '<form class="inline-form" method="post" action="/deport">' in html
    assert 'name="csrfmiddlewaretoken"' in html


class Typed(KitForm):
    reason = forms.CharField()


@pytest.mark.parametrize(
    ("action", "html"),
    [
        (None, ""),
        (Action("Voir", "/v/", icon="plus"), f'<a class="button second" href="/v/">{icons.icon("plus")}Voir</a>'),
        (
            Action("Monter", "/o/", "text", posts=True, small=True, name="vers", value="avant", hidden=(("a", "<b>"),)),
            '<form class="inline-form" method="post" action="/o/">'
            '<input type="hidden" name="once" value="cle" autocomplete="off">'
            '<input type="hidden" name="csrfmiddlewaretoken"'
            ' value="jeton"><input type="hidden" name="a" value="&lt;b&gt;"><button class="button text small"'
            ' type="submit" name="vers" value="avant">Monter</button></form>',
        ),
    ],
)
def test_an_action_is_a_link_or_a_form_of_its_own(
    action: Action | None, html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once.secrets, "token_urlsafe", lambda _size: "cle")
    assert draw("{% act action %}", action=action, csrf_token="jeton") == draw(html)


def test_an_action_with_a_question_asks_it_in_a_dialog_of_its_key() -> None:
    question = Question("Retirer ?", "Pour de bon.", "Retirer ce dossier", "2 notes", Typed(), danger=True)
    html = draw("{% act action %}", action=Action("Retirer", "/r/", question=question, key="retirer"))
    assert 'data-dialog="retirer"' in html
    for part in ("<p>Pour de bon.</p>", "<p>2 notes</p>", 'name="reason"', "button danger", "Retirer ce dossier"):
        assert part in html


def test_a_dialog_works_without_script() -> None:
    html = draw('{% dialog label="Retirer" url="/retrait" id="r" title="Retirer ?" %}<p>Vraiment.</p>{% enddialog %}')
    assert '<a class="button second" href="/retrait" data-dialog="r">Retirer</a>' in html
    assert '<dialog class="dialog" id="r" aria-labelledby="r-title">' in html
    assert 'name="csrfmiddlewaretoken"' in html
    assert "<p>Vraiment.</p>" in html


def test_a_tag_escapes_and_refuses_an_unknown_tone() -> None:
    assert draw("{% tag label 'good' %}", label="<b>") == '<span class="tag good">&lt;b&gt;</span>'
    with pytest.raises(TemplateSyntaxError):
        draw("{% tag 'x' 'rouge' %}")


def test_a_state_is_a_dot_and_a_word_with_the_tones_of_a_tag() -> None:
    assert draw("{% state label 'warn' %}", label="À compléter") == '<span class="state warn">À compléter</span>'
    assert draw("{% state label %}", label="<b>") == '<span class="state">&lt;b&gt;</span>'
    with pytest.raises(TemplateSyntaxError):
        draw("{% state 'x' 'rouge' %}")


@pytest.mark.parametrize(
    ("source", "classes", "filled", "empty"),
    [
        ("{% ticks 3 5 %}", "ticks", 3, 2),
        ("{% ticks 1 5 True %}", "ticks late", 1, 4),
        ("{% ticks 9 5 %}", "ticks", 5, 0),
        ("{% places 5 6 %}", "places", 5, 1),
        ("{% places 0 0 %}", "places", 0, 0),
    ],
)
def test_small_squares_count_what_is_there_and_leave_the_figures_to_words(
    source: str, classes: str, filled: int, empty: int
) -> None:
    squares = '<i class="on"></i>' * filled + "<i></i>" * empty
    assert draw(source) == f'<span class="{classes}" aria-hidden="true">{squares}</span>'


def test_tabs_say_which_view_one_is_in() -> None:
    views = [{"label": "Toutes", "url": "?", "count": 0}, {"label": "Pré-jury", "url": "?vue=1", "current": True}]
    assert draw("{% tabs views 'Vues' %}", views=views) == (
        '<nav class="tabs" aria-label="Vues"><a href="?">Toutes<small>0</small></a>'
        '<a href="?vue=1" aria-current="page">Pré-jury</a></nav>'
    )


def test_a_chart_in_a_table_is_a_drawing_that_the_cell_beside_says() -> None:
    scale = charts.Scale(1, 5, zone=(3, 4))
    mark, apart = charts.Mark(3, low=2, high=4), charts.Mark(5, comparable=False)
    cell = draw("{% chart_cell scale mark %}", scale=scale, mark=mark)
    assert cell.startswith('<svg class="chart" height="40" aria-hidden="true"')
    assert '<rect x="50%" y="-100%" width="23%" height="300%" class="chart-zone"/>' in cell
    assert '<line x1="27%" x2="73%" y1="20" y2="20" class="chart-interval"/>' in cell
    assert '<circle cx="50%" cy="20" r="5.5" class="chart-point"/>' in cell
    alone = draw("{% chart_cell scale mark %}", scale=scale, mark=apart)
    assert '<circle cx="96%" cy="20" r="5.5" class="chart-point apart"/>' in alone
    assert "chart-interval" not in alone
    assert re.findall(r"<text[^>]*>([^<]+)</text>", draw("{% chart_axis scale %}", scale=scale)) == [
        *"12345",
        "zone à discuter",
    ]
    assert charts.described(mark) == "de 2,0 à 4,0"
    assert charts.described(apart) == ""
    assert "chart-zone" not in draw("{% chart_cell scale mark %}", scale=charts.Scale(1, 5), mark=mark)


@pytest.mark.parametrize(
    ("level", "tone", "drawn"),
    [("success", "good", "check"), ("warning", "warn", "alert"), ("error", "bad", "alert"), ("info", "", "info")],
)
def test_a_message_bears_the_tone_of_its_level(level: str, tone: str, drawn: str) -> None:
    said = Message(getattr(constants, level.upper()), "Bulletin <validé>", extra_tags="")
    html = draw("{% message said %}", said=said)
    assert html.startswith(f'<div class="notice {tone}'.strip())
    assert icons.icon(drawn) in html
    assert "Bulletin &lt;validé&gt;" in html


def test_the_words_of_scripts_come_from_the_catalogues() -> None:
    class Short(forms.Form):
        name = forms.CharField()

    english = {str(message.id): message.string for message in catalogues.merged()}
    assert 'aria-label="Masquer ce message">✕</button>' in draw("{% include 'components/messages.html' %}")
    assert 'data-error-summary="À corriger' in draw("{% error_summary form %}", form=Short({}))
    assert english["Masquer ce message"] == "Hide this message"
    assert [said for french, said in english.items() if french.startswith("À corriger")] == ["To be corrected:"]


def test_scripts_hold_no_sentence() -> None:
    """A letter with an accent, or words between quotes, would be a text that no catalogue has."""
    said = {
        api_client.name: re.findall(r"""["'`][^"'`\n]*[À-ÿ][^"'`\n]*["'`]|["'][A-Z][a-z]+ [a-z]+[^"'\n]*["']""", source)
        for api_client in SCRIPTS
        if (source := re.sub(r"^ *//.*$", "", api_client.read_text(encoding="utf-8"), flags=re.M))
    }
    assert {name for name, texts in said.items() if texts} == set()


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("fr", 0, "0\u00a0idée"),
        ("fr", 1, "1\u00a0idée"),
        ("fr", 2, "2\u00a0idées"),
        ("fr", 1200, "1\u00a0200\u00a0idées"),
        ("en", 0, "0\u00a0idées"),
        ("en", 1, "1\u00a0idée"),
    ],
)
def test_a_count_follows_the_grammar_of_the_language(language: str, number: int, said: str) -> None:
    with translation.override(language):
        assert draw("{% count n 'idée' 'idées' %}", n=number) == said


def test_progress_never_passes_its_bar_but_says_the_truth() -> None:
    assert draw("{% progress 11 9 'Semaines' late=True %}") == (
        '<span class="progress late"><progress class="bar" value="9" max="9" aria-label="Semaines"></progress>'
        '<span class="small quiet">11 sur 9</span></span>'
    )
    assert 'value="0" max="1"' in draw("{% progress 0 0 'Semaines' %}")


@pytest.mark.parametrize(("seconds", "shown"), [(161, "2:41"), (5, "0:05"), (0, "0:00"), (-65, "−1:05")])
def test_a_clock_counts_down_and_beyond(seconds: int, shown: str) -> None:
    html = draw("{% clock seconds 'questions' %}", seconds=seconds)
    assert f">{shown}</span>" in html
    assert ("over" in html) == (seconds < 0)
    assert "data-clock" not in html


def test_a_running_clock_knows_when_it_ends() -> None:
    html = draw("{% clock 10 'questions' running=True ends_at=at %}", at=MOMENT)
    assert 'data-clock="2019-11-28T14:00:00+01:00"' in html


def test_a_timeline_tells_who_and_when() -> None:
    events = [SimpleNamespace(at=MOMENT, title="Idée déposée", who="Camille", text="<i>", tone="good")]
    html = draw("{% timeline events %}", events=events)
    assert '<li class="good">' in html
    assert "&lt;i&gt;" in html
    assert "jeudi 28\u00a0novembre 2019 · Camille" in html


def test_pages_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(60), 20).get_page(2)
    html = draw("{% pagination page %}", path="/idees/?tri=nom&page=2", page=page)
    assert '<a href="?tri=nom&amp;page=3" rel="next">' in html
    assert '<span aria-current="page">2</span>' in html
    assert "21 à 40 sur 60" in html.replace("\xa0", " ")
    assert '<li class="hide-small"><a href="?tri=nom&amp;page=1" aria-label="Page 1">1</a></li>' in html
    other = draw('{% pagination page "idees" %}', path="/forums/un/?page=3", page=page)
    assert '<a href="?page=3&amp;idees=1" rel="prev">' in other


def test_a_single_page_needs_no_pages() -> None:
    assert draw("{% pagination page %}", page=Paginator(range(3), 20).get_page(1)) == ""


@pytest.mark.parametrize(
    ("query", "follows", "order"),
    [("", "tri=nom", None), ("?tri=nom&page=4", "tri=-nom", "ascending"), ("?tri=-nom", "tri=nom", "descending")],
)
def test_a_header_sorts_then_turns_round(query: str, follows: str, order: str | None) -> None:
    html = draw("{% sort_header 'Projet' 'nom' %}", path=f"/{query}")
    assert f'<a href="?{follows}">' in html
    assert re.findall(r'aria-sort="(\w+)"', html) == ([order] if order else [])


def test_a_part_asks_for_itself_again_at_the_address_of_the_page() -> None:
    every = 'hx-get="/territoires/?nom=a&amp;page=2" hx-trigger="every 2s" hx-select="#creations" hx-swap="outerHTML"'
    address = "/territoires/?nom=a&page=2"
    assert draw("{% polling 'creations' %}", path=address) == every
    assert draw("{% polling 'creations' also='list' %}", path=address) == f'{every} hx-select-oob="#list"'


def test_filters_are_a_plain_form_that_keeps_the_order() -> None:
    class Filters(forms.Form):
        q = forms.CharField(label="Rechercher", required=False)

    html = draw("{% filters form target='list' %}", path="/idees/?q=bus&tri=nom", form=Filters({"q": "bus"}))
    assert '<form class="filters" method="get" action="/idees/" role="search" hx-get="/idees/"' in html
    assert '<input type="hidden" name="tri" value="nom">' in html
    assert '<a class="button text" href="/idees/">Tout afficher</a>' in html
    assert "Tout afficher" not in draw("{% filters form %}", path="/idees/", form=Filters({}))


def test_an_empty_list_says_what_to_do() -> None:
    assert draw("{% blankslate 'Aucune idée' 'Dix minutes suffisent.' '/deposer' 'Déposer mon idée' %}") == (
        '<div class="empty"><h2>Aucune idée</h2><p>Dix minutes suffisent.</p>'
        '<a class="button main" href="/deposer">Déposer mon idée</a></div>'
    )


def test_a_breadcrumb_ends_on_the_page_itself() -> None:
    html = draw("{% breadcrumb trail %}", trail=[("Accueil", "/"), ("Idées", "")])
    assert '<a href="/">Accueil</a>' in html
    assert '<span aria-current="page">Idées</span>' in html


@pytest.mark.parametrize(
    ("page", "kept"),
    [("<form><textarea></textarea></form>", True), ("<form data-guard>", True), ("<form method=post>", False)],
)
def test_a_page_with_words_to_keep_brings_what_keeps_them(page: str, kept: bool) -> None:
    html = draw("{% keeping %}" + page + "{% endkeeping %}")
    assert html.startswith(page)
    assert ('id="keeping"' in html, "keeping.js" in html) == (kept, kept)


def test_what_keeps_words_knows_whom_the_page_is_drawn_for_and_has_every_state() -> None:
    keeper = SimpleNamespace(tag="abc", key="a2V5")
    html = draw("{% keeping %}<textarea>{% endkeeping %}", keeper=lambda: keeper)
    assert 'data-tag="abc"' in html
    assert 'data-key="a2V5"' in html
    sources = "".join(script.read_text() for script in SCRIPTS)
    said = set(re.findall(r'(?:show|offered)\(form, "([a-z-]+)"', sources))
    assert said and said <= set(re.findall(r'data-state="([a-z-]+)"', html))
