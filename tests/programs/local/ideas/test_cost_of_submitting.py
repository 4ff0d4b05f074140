"""From the first question to the acknowledgement, in no more statements than there are things to hold and to write."""

import re

import pytest

from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tenants.territories.addresses import page
from tests.factories.calls import an_edition
from tests.support.personas import browser, person
from tests.support.statements import Statements

TYPING = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def asked(somme):
    """A browser that writes, and the address of the first question."""
    client = browser(somme, person("member", at=somme, name="Agente"))
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        page("ideas-mine")  # a process reads the territory's name once

    def ask(method, path, data=None, **headers):
        with Statements() as sql:
            answer = getattr(client, method)(path, data, **headers)
        return answer, len(sql)

    return ask, f"/idees/nouvelle/?appel={edition.pk}"


def hidden(shown):
    """The fields that a form carries besides what is typed."""
    found = (re.search(rf'name="{name}"[^>]* value="([^"]*)"', shown.content.decode()) for name in ("once", "drawn"))
    return {name: match[1] for name, match in zip(("once", "drawn"), found, strict=True) if match}


def test_a_submission_costs_what_it_holds_and_writes(somme, asked):
    ask, first = asked
    shown, opening = ask("get", first)
    key = re.search(r'name="key" value="([^"]*)"', shown.content.decode())[1]
    begun, beginning = ask("post", first, {**hidden(shown), "key": key, "answer": "Trop de délais."})
    address, costs = begun["Location"], []
    while "etape" in address:
        form, showing = ask("get", address)
        words = {"answer": "Une réponse.", "title": "Une idée", "direction": "Culture"}
        typed, typing = ask("post", address, {**hidden(form), **words, "answer": "Une"}, **TYPING)
        sent, sending = ask("post", address, {**hidden(form), **hidden(typed), **words})
        costs.append((showing, typing, sending))
        address = sent["Location"]
    detail, reading = ask("get", address)
    _done, submitting = ask("post", f"{address}deposer/", hidden(detail))

    with in_territory(somme):
        assert Idea.objects.get().state == "submitted"
    assert (opening, beginning, costs, reading, submitting) == (4, 12, [(4, 8, 8), (4, 8, 8), (4, 8, 7)], 7, 16)
