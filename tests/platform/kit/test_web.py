"""Signing in from a page, and refusals next to the field that they are about."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from eclore.kit import forms
from eclore.kit.actor import ANONYMOUS, Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.web import show, signed_in


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
