"""Buttons: links, submits, and forms of one act, whose words and addresses are always escaped."""

import pytest

from eclore.kit import once
from eclore.kit.buttons import button, post_button
from eclore.kit.icons import icon

KEY = '<input type="hidden" name="once" value="cle" autocomplete="off">'


@pytest.fixture(autouse=True)
def one_key(monkeypatch):
    monkeypatch.setattr(once.secrets, "token_urlsafe", lambda size: "cle")


@pytest.mark.parametrize(
    ("options", "html"),
    [
        ({"url": "/idees/"}, '<a class="button main" href="/idees/">Voir</a>'),
        ({"url": "/f/", "download": True}, '<a class="button main" href="/f/" download>Voir</a>'),
        ({}, '<button class="button main" type="submit">Voir</button>'),
        (
            {"kind": "quiet", "small": True, "wide": True},
            '<button class="button quiet small wide" type="submit">Voir</button>',
        ),
        ({"name": "act"}, '<button class="button main" type="submit" name="act" value="1">Voir</button>'),
        (
            {"name": "act", "value": "go"},
            '<button class="button main" type="submit" name="act" value="go">Voir</button>',
        ),
        (
            {"form": "f1", "disabled": True},
            '<button class="button main" type="submit" form="f1" disabled>Voir</button>',
        ),
        ({"icon_name": "plus"}, f'<button class="button main" type="submit">{icon("plus")}Voir</button>'),
    ],
)
def test_a_button_is_drawn_with_what_it_is_given(options, html):
    assert button("Voir", **options) == html


def test_an_act_in_one_click_has_a_form_with_its_token_and_the_way_back():
    assert post_button("Retirer", "/retirer/", token="jeton", hidden=[("next", "/idees/?a=1&b=2")], kind="quiet") == (
        f'<form class="inline-form" method="post" action="/retirer/">{KEY}'
        '<input type="hidden" name="csrfmiddlewaretoken" value="jeton">'
        '<input type="hidden" name="next" value="/idees/?a=1&amp;b=2">'
        '<button class="button quiet" type="submit">Retirer</button></form>'
    )


def test_a_form_has_no_field_for_what_it_was_not_given_but_its_key():
    assert post_button("Retirer", "/retirer/").replace(KEY, "").count("<input") == 0


@pytest.mark.parametrize(
    "drawn",
    [
        button('"><b>', url='"><b>', kind='"><b>'),
        button('"><b>', name='"><b>', value='"><b>', form='"><b>'),
        post_button('"><b>', '"><b>', token='"><b>', hidden=[('"><b>', '"><b>')]),
    ],
)
def test_nothing_that_somebody_typed_is_read_as_html(drawn):
    assert "<b>" not in drawn
