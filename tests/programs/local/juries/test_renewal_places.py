"""Renewals have places of their own where a session says how many; selections keep theirs."""

import re
from dataclasses import replace

import pytest

from eclore.kit.errors import Invalid
from programs.juries import decision_table
from programs.juries.domain.sessions import QuotaExceeded
from programs.juries.forms import motive_of, verdict_of
from programs.local.juries import domain
from programs.local.juries.models import Jury
from programs.local.juries.side import LOCAL
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, decide_all, passages_of
from tests.factories.renewals import a_mixed_session
from tests.support.browsing import words
from tests.support.personas import api_client, browser


def deliberating(somme, **changes):
    """Two ideas, then two projects, to decide on."""
    held = a_mixed_session(somme, more="B")
    with in_territory(somme):
        domain.deliberate(held.jury, by=held.president)
        domain.change(held.jury, by=held.runs, **changes)
        jury = Jury.objects.get(pk=held.jury.pk)
    return replace(held, jury=jury)


def counted(held):
    jury = LOCAL.jury_or_404(held.jury.pk, held.runs)
    found = decision_table.table(jury, held.runs, LOCAL).places
    return [(each.kind, each.words, each.left, each.is_over, each.verdicts) for each in found]


def decide(held, *verdicts):
    held.passages = passages_of(held.jury)
    decide_all(held, *verdicts, weeks=12)


def test_each_kind_is_counted_apart_and_one_over_says_so(somme):
    held = deliberating(somme, places=2, renewal_places=1)
    with in_territory(somme):
        decide(held, "laureate", "not_retained", "continued", "continued")
        assert counted(held) == [
            ("selection", "1 sur 2", 1, False, "laureate shortlisted"),
            ("renewal", "2 sur 1", 0, True, "continued"),
        ]
    page = browser(somme, held.manager).get(f"{held.url}decisions/")
    figures = re.findall(r'data-count="((?:renewal-)?places)">([^<]+)<', page.content.decode())
    assert figures == [("places", "1 sur 2"), ("renewal-places", "2 sur 1")]
    assert "renouvellements accordés" in words(page)
    assert "Renouvellements, 1 au plus, hors des places à attribuer" in words(page)
    told = re.findall(r'data-taking="([^"]+)"\s+data-taken="(\d+)"\s+data-places="(\d+)"', page.content.decode())
    assert told == [("laureate shortlisted", "0", "2"), ("continued", "0", "1")]


def test_without_a_bound_only_selections_are_counted_and_any_number_goes_on(somme):
    held = deliberating(somme, places=2)
    with in_territory(somme):
        decide(held, "laureate", "not_retained", "continued", "continued")
        assert [kind for kind, *_told in counted(held)] == ["selection"]
        assert LOCAL.obstacle(held.jury) is None
    assert "renouvellements accordés" not in words(browser(somme, held.manager).get(f"{held.url}decisions/"))


def test_more_renewals_than_their_places_are_not_published_until_one_more_is_given(somme):
    held = deliberating(somme, places=2, renewal_places=1)
    with in_territory(somme):
        decide(held, "laureate", "laureate", "continued", "continued")
        with pytest.raises(QuotaExceeded) as refusal:
            domain.publish(held.jury, by=held.runs)
    assert refusal.value.facts == {"taken": 2, "places": 1, "over": 1}
    page = words(browser(somme, held.manager).get(f"{held.url}publication/"))
    assert "2 projets sont renouvelés pour 1 places de renouvellement" in page
    with in_territory(somme):
        domain.change(held.jury, by=held.runs, renewal_places=2)
        domain.publish(held.jury, by=held.runs)
        assert Jury.objects.get(pk=held.jury.pk).state == "published"


def test_renewals_take_no_place_of_a_selection_nor_the_other_way_round(somme):
    held = deliberating(somme, places=1, renewal_places=2)
    with in_territory(somme):
        decide(held, "laureate", "not_retained", "continued", "continued")
        assert LOCAL.obstacle(held.jury) is None
        decide(held, "laureate", "laureate", "continued", "stopped")
        assert LOCAL.obstacle(held.jury).facts == {"taken": 2, "places": 1, "over": 1}


def test_the_table_of_decisions_keeps_a_verdict_beyond_and_says_it(somme):
    held = deliberating(somme, places=1, renewal_places=1)
    client, sent = browser(somme, held.manager), {}
    with in_territory(somme):
        renewals = [passage for passage in passages_of(held.jury) if passage.kind == "renewal"]
    for passage in renewals:
        sent |= {verdict_of(passage.pk): "continued", motive_of(passage.pk): "Oui."}
    page = client.post(f"{held.url}decisions/", sent, follow=True).content.decode()
    assert 'data-count="renewal-places">2 sur 1<' in page


def test_the_form_of_a_session_takes_it_only_where_projects_are_heard(somme):
    held, reading = a_jury_setup(somme, titles="A", opened=False), a_jury_setup(somme, titles="B", kind="reading")
    client = browser(somme, held.manager)
    sent = {"title": "Jury", "held_on": "2031-01-15", "quorum": "2", "places": "3", "renewal_places": "2"}
    assert client.post(f"{held.url}corriger/", sent).status_code == 302
    with in_territory(somme):
        assert Jury.objects.get(pk=held.jury.pk).renewal_places == 2
        with pytest.raises(Invalid, match="n'entend pas de renouvellement"):
            domain.change(reading.jury, by=reading.runs, renewal_places=2)
        with pytest.raises(Invalid, match="au moins un projet"):
            domain.change(held.jury, by=held.runs, renewal_places=0)
    assert "renewal_places" not in browser(somme, reading.manager).get(f"{reading.url}corriger/").context["form"].fields
    emptied = {**sent, "renewal_places": ""}
    client.post(f"{held.url}corriger/", emptied)
    with in_territory(somme):
        assert Jury.objects.get(pk=held.jury.pk).renewal_places is None
    assert "2 places de renouvellement" not in words(client.get(held.url))


def test_it_is_composed_with_it_by_hand_and_by_a_program(somme):
    held = a_jury_setup(somme, titles="A", opened=False)
    edition = held.jury.edition_id
    told = {"edition": str(edition), "kind": "audition", "title": "Second", "held_on": "2031-01-15"}
    page = browser(somme, held.manager).post("/jurys/nouveau/", {**told, "quorum": "1", "renewal_places": "3"})
    assert page.status_code == 302
    api = api_client(somme, held.manager)
    made = api.send("post", "/api/v1/juries/", {**told, "title": "Troisième", "renewal_places": 2})
    assert (made.status_code, made.json()["renewal_places"]) == (201, 2)
    refused = api.send("post", "/api/v1/juries/", {**told, "kind": "reading", "renewal_places": 2})
    assert refused.status_code in (400, 422)
    with in_territory(somme):
        told = list(Jury.objects.order_by("created_at").values_list("title", "renewal_places"))
    assert told[1:] == [("Second", 3), ("Troisième", 2)]
