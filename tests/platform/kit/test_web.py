"""Signing in from a page, and refusals next to the field that they are about."""

from uuid import uuid4

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import RequestFactory

from eclore.kit import forms, web
from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.elements import Question
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.web import act, ask, kept, sent, show, signed_in, typed, written
from eclore.kit.web import page as page_of


@signed_in
def page(request, number, *, word):
    """A page for people with an account."""
    return HttpResponse(f"{number} {word}")


def asked(actor, **headers):
    request = RequestFactory().get("/idees/?q=a%20b&p=2", **headers)
    request.actor = actor
    return page(request, 3, word="mots")


def test_somebody_with_an_account_reads_the_page():
    answer = asked(Actor(user_id=uuid4()))
    assert (answer.status_code, answer.content) == (200, b"3 mots")


def test_somebody_without_signs_in_and_comes_back():
    answer = asked(ANONYMOUS)
    assert (answer.status_code, answer["Location"]) == (302, "/connexion/?suite=%2Fidees%2F%3Fq%3Da%2520b%26p%3D2")


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in():
    answer = asked(ANONYMOUS, HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/connexion/?suite=%2Fidees%2F%3Fq%3Da%2520b%26p%3D2")


def test_a_page_keeps_its_name_and_its_words():
    assert (page.__name__, page.__doc__) == ("page", "A page for people with an account.")


class Titled(forms.Form):
    title = forms.forms.CharField(required=False)


class Short(forms.Form):
    title = forms.forms.CharField(max_length=8)


@pytest.mark.parametrize(
    ("refusal", "errors"),
    [
        (Invalid("Trop long.", field="title"), {"title": ["Trop long."]}),
        (Invalid("Trop long.", field="elsewhere"), {"__all__": ["Trop long."]}),
        (Refusal("Trop tard."), {"__all__": ["Trop tard."]}),
    ],
)
def test_a_refusal_is_shown_at_its_field_or_at_the_head_of_the_form(refusal, errors):
    form = Titled({})
    show(refusal, form)
    assert form.errors == errors


def request_of(method, **data):
    request = getattr(RequestFactory(), method)("/ici/", data)
    request._messages = storage = CookieStorage(request)
    return request, storage


def said(storage):
    return [(message.level_tag, str(message)) for message in storage]


def refuse(**_given):
    raise Invalid("Trop long.", field="title")


def test_a_form_is_bound_to_what_was_sent_even_to_nothing():
    assert typed(request_of("get")[0]) is None
    assert typed(request_of("post")[0]) == {}


@pytest.mark.parametrize(("method", "data", "answer"), [("get", None, False), ("post", {"title": "x" * 9}, False)])
def test_a_form_that_was_not_sent_or_does_not_fit_is_not_taken(method, data, answer):
    request, _storage = request_of(method)
    assert sent(request, Short(data)) is answer
    assert written(request, Short(data), refuse) is None


def test_a_form_that_fits_gives_its_fields_to_the_verb_and_says_so():
    request, storage = request_of("post", title="Un")
    done = written(request, Titled(typed(request)), lambda title: title.upper(), "C'est fait.")
    assert (done.result, said(storage)) == ("UN", [("success", "C'est fait.")])


def test_a_verb_that_gives_nothing_has_taken_the_form_all_the_same():
    request, _storage = request_of("post", title="Un")
    assert written(request, Titled(typed(request)), lambda title: None).result is None


def test_a_refusal_says_nothing_but_on_the_form():
    request, storage = request_of("post", title="Un")
    form = Titled(typed(request))
    assert (written(request, form, refuse, "C'est fait."), said(storage)) == (None, [])
    assert form.errors == {"title": ["Trop long."]}


def test_what_the_domain_refuses_of_a_form_with_parts_is_on_its_form():
    form = Titled({})
    assert (kept(form, refuse), form.errors) == (None, {"title": ["Trop long."]})


def test_somebody_who_may_not_meets_the_page_that_says_so_whatever_the_form():
    def forbid(**_given):
        raise NotAllowed("Pas ici.")

    request, _storage = request_of("post", title="Un")
    with pytest.raises(NotAllowed):
        written(request, Titled(typed(request)), forbid)
    with pytest.raises(NotAllowed):
        act(request, forbid, to="/la/")


@pytest.mark.parametrize(
    ("method", "verb", "back", "address", "messages"),
    [
        ("get", refuse, "", "/la/", []),
        ("get", refuse, "/retour/", "/retour/", []),
        ("post", lambda: None, "/retour/", "/la/", [("success", "C'est fait.")]),
        ("post", refuse, "", "/la/", [("error", "Trop long.")]),
        ("post", refuse, "/retour/", "/retour/", [("error", "Trop long.")]),
    ],
)
def test_an_act_is_done_once_posted_and_a_refusal_is_said_where_one_came_from(method, verb, back, address, messages):
    request, storage = request_of(method)
    answer = act(request, verb, to="/la/", said="C'est fait.", back=back)
    assert (answer.status_code, answer["Location"], said(storage)) == (302, address, messages)


@pytest.mark.parametrize(("data", "status"), [(None, 200), ({"title": "Un"}, 200), ({"title": "x" * 9}, 422)])
def test_a_page_whose_form_does_not_fit_is_422(data, status, monkeypatch):
    drawn = []
    monkeypatch.setattr(web, "render", lambda request, *shown, status: drawn.append((*shown, status)))
    page_of("request", "page.html", {"a": 1}, Short(data))
    assert drawn == [("page.html", {"a": 1}, status)]


def test_a_question_is_asked_as_a_page_with_the_way_back(monkeypatch):
    monkeypatch.setattr(web, "render", lambda request, template, context, status: (template, context, status))
    assert ask("request", Question("Ouvrir ?", "Pour de bon.", "Ouvrir"), "/retour/") == (
        "confirm.html",
        {"title": "Ouvrir ?", "text": "Pour de bon.", "confirm": "Ouvrir", "form": None, "back_url": "/retour/"},
        200,
    )
