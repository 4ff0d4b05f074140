"""From the first question to the acknowledgement, in no more statements than there are things to hold and to write."""

import re
from urllib.parse import urlencode

import pytest

from programs.local.ideas.models import Idea
from tenants.contexts import in_territory
from tenants.territories.addresses import page
from tests.factories.calls import an_edition
from tests.support.personas import browser, person
from tests.support.statements import Statements

TYPING = {"HTTP_HX_REQUEST": "true"}
AS_A_FORM = "application/x-www-form-urlencoded"  # as browsers send what has no file


@pytest.fixture
def asked(somme):
    """A browser that writes, and the address of the first question."""
    client = browser(somme, person("member", at=somme, name="Agente"))
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        page("ideas-mine")  # a process reads the territory's name once

    def ask(path, data=None, **headers):
        with Statements() as sql:
            if data is None:
                answer = client.get(path)
            else:
                answer = client.post(path, urlencode(data), content_type=AS_A_FORM, **headers)
        return answer, len(sql)

    return ask, f"/idees/nouvelle/?appel={edition.pk}"


def hidden(shown, form=""):
    """The fields that a form of the page carries besides what is typed, or the part that a page is given."""
    text = shown.content.decode()
    if form:
        text = next(each for each in re.findall("<form.*?</form>", text, re.DOTALL) if form in each)
    found = {name: re.search(rf'name="{name}"[^>]* value="([^"]*)"', text) for name in ("once", "drawn", "key")}
    return {name: match[1] for name, match in found.items() if match}


def test_a_submission_costs_what_it_holds_and_writes(somme, asked):
    ask, first = asked
    shown, opening = ask(first)
    begun, beginning = ask(first, {**hidden(shown, 'id="idea"'), "answer": "Trop de délais."})
    address, costs = begun["Location"], []
    while "etape" in address:
        form, showing = ask(address)
        words = {"answer": "Une réponse.", "title": "Une idée", "direction": "Culture"}
        typed, typing = ask(address, {**(drawn := hidden(form, 'id="idea"')), **words, "answer": "Une"}, **TYPING)
        sent, sending = ask(address, {**drawn, **hidden(typed), **words})
        costs.append((showing, typing, sending))
        address = sent["Location"]
    detail, reading = ask(address)
    _done, submitting = ask(f"{address}deposer/", hidden(detail, "/deposer/"))

    with in_territory(somme):
        assert Idea.objects.get().state == "submitted"
    assert (opening, beginning, costs, reading, submitting) == (2, 7, [(2, 3, 3), (2, 3, 3), (2, 3, 2)], 5, 15)
