"""The manager's board: sorted, filtered, exported, acted upon."""

import io
import zipfile

import pytest

from programs.local.ideas import queries
from programs.local.ideas.domain import commitments
from programs.local.ideas.models import Idea, TeamMember
from tenants.contexts import in_territory
from tests.factories.calls import an_edition
from tests.factories.ideas import a_draft, an_idea
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.statements import Statements


@pytest.fixture
def edition(somme):
    with in_territory(somme):
        return an_edition(commitment_required=False)


@pytest.fixture
def agent(somme):
    return person("member", at=somme, name="Agente").at(somme)


@pytest.fixture
def manager(somme):
    return browser(somme, person("manager", at=somme, name="Chargée de programme"))


def titles(page):
    return [row.idea.title for row in page.context.get("rows") or []]


def test_the_board_sorts_and_filters(somme, edition, agent, manager):
    with in_territory(somme):
        an_idea(edition.call, agent, title="Cantines", direction="Collèges")
        an_idea(edition.call, agent, title="Annuaire", direction="Solidarités")
    board = f"/appels/{edition.pk}/"

    assert titles(manager.get(board)) == ["Cantines", "Annuaire"]
    assert titles(manager.get(board, {"tri": "titre"})) == ["Annuaire", "Cantines"]
    assert titles(manager.get(board, {"tri": "-numero"})) == ["Annuaire", "Cantines"]
    assert titles(manager.get(board, {"q": "cant"})) == ["Cantines"]
    assert titles(manager.get(board, {"q": "standard", "direction": "Solidarités"})) == ["Annuaire"]
    assert titles(manager.get(board, {"etat": "sans_reponse"})) == ["Cantines", "Annuaire"]
    assert titles(manager.get(board, {"etat": "laureate"})) == []


def test_a_search_that_many_hold_stops_and_says_so(somme, edition, agent, manager, monkeypatch):
    with in_territory(somme):
        for number in range(4):
            an_idea(edition.call, agent, title=f"Cantine {number}", direction="Collèges")
        an_idea(edition.call, agent, title="Glossaire des cantines")
    board = f"/appels/{edition.pk}/"
    sought = ["cantine", "cantine glossaire", "cantine n° 3", "glossaire", "rien", "cantine agente"]
    whole = [titles(manager.get(board, {"q": q})) for q in sought]
    assert [len(found) for found in whole] == [5, 1, 1, 1, 0, 5]

    monkeypatch.setattr(queries, "FOUND", 2)
    page = manager.get(board, {"q": "cantine", "tri": "-numero"})
    assert titles(page) == ["Glossaire des cantines", "Cantine 3"]
    assert "Plus de 2 idées correspondent" in words(page)
    assert [titles(manager.get(board, {"q": q})) for q in sought] == [found[:2] for found in whole]
    assert "Plus de" not in words(manager.get(board, {"q": "glossaire"}))


@pytest.mark.parametrize(
    "query", ["q=%00", "tri=rien", "tri=-", "page=abc", "page=99", "etat=inconnu", "q=%25_", "vue=x"]
)
def test_a_strange_query_is_answered_calmly(somme, edition, agent, manager, query):
    with in_territory(somme):
        an_idea(edition.call, agent)

    assert manager.get(f"/appels/{edition.pk}/?{query}").status_code == 200


def test_who_is_blocking_is_named_with_a_way_to_write_again(somme, edition, agent, manager):
    with in_territory(somme):
        idea = an_idea(edition.call, agent)
        asked, first = commitments.request(
            idea.team.get(leads=True),
            by=agent,
            signatory_name="Directrice des routes",
            signatory_email="directrice@exemple.fr",
        )
    page = manager.get(f"/appels/{edition.pk}/").content.decode()
    manager.post(f"/idees/{idea.pk}/equipe/{asked.member_id}/relance/", {"next": f"/appels/{edition.pk}/"})
    with in_territory(somme):
        voided = commitments.find(first)

    assert "Directrice des routes" in page and "Relancer" in page
    assert voided is None


def test_a_refused_commitment_is_asked_again_not_reminded(somme, edition, agent, manager):
    with in_territory(somme):
        idea = an_idea(edition.call, agent)
        asked, secret = commitments.request(
            idea.team.get(), by=agent, signatory_name="Directrice", signatory_email="d@exemple.fr"
        )
        commitments.refuse(commitments.find(secret), reason="Effectif réduit.")
    page = words(manager.get(f"/appels/{edition.pk}/"))
    stale = manager.post(f"/idees/{idea.pk}/equipe/{asked.member_id}/relance/", {"next": f"/appels/{edition.pk}/"})
    with in_territory(somme):
        state = commitments.Commitment.objects.get().state

    assert f"/idees/{idea.pk}/equipe/{asked.member_id}/engagement/" in page and "relance/" not in page
    assert (stale.status_code, "Cette personne a refusé" in words(stale), state) == (409, True, "refused")


def test_many_ideas_are_set_aside_at_once_and_those_that_cannot_are_named(somme, edition, agent, manager):
    with in_territory(somme):
        chosen = [an_idea(edition.call, agent, title=f"Idée {number}") for number in (1, 2)]
        draft = a_draft(edition.call, agent)
    data = {"action": "set_aside", "ideas": [*(str(idea.pk) for idea in chosen), str(draft.pk), "pas une clé"]}
    asked = manager.post(f"/appels/{edition.pk}/actions/", data)
    silent = manager.post(f"/appels/{edition.pk}/actions/", {**data, "confirmed": "1", "ground": ""})
    done = manager.post(
        f"/appels/{edition.pk}/actions/", {**data, "confirmed": "1", "ground": "not_digital", "text": ""}
    )
    manager.post(
        f"/appels/{edition.pk}/actions/",
        {"action": "ask_completion", "confirmed": "1", "reason": "Quoi ?", "ideas": [str(chosen[0].pk)]},
    )
    page = manager.get(f"/appels/{edition.pk}/").content.decode()
    with in_territory(somme):
        states = sorted(Idea.objects.values_list("state", flat=True))

    assert (asked.status_code, len(asked.context["chosen"]), silent.status_code, done.status_code) == (200, 2, 422, 302)
    assert states == ["draft", "out_of_scope", "out_of_scope"]
    assert "Sans changement" in page


def test_ideas_set_aside_again_by_the_same_person_are_set_aside(somme, edition, agent, manager):
    with in_territory(somme):
        idea = an_idea(edition.call, agent)
    data = {"action": "set_aside", "ideas": [str(idea.pk)], "confirmed": "1", "ground": "not_digital", "text": ""}
    others = browser(somme, person("manager", at=somme))
    pages = [each.post(f"/appels/{edition.pk}/actions/", data, follow=True) for each in (manager, manager, others)]

    assert ["Sans changement" in words(page) for page in pages] == [False, False, True]
    with in_territory(somme):
        assert idea.events.filter(verb="set_aside").count() == 1


@pytest.mark.parametrize(
    "data", [{}, {"action": "rien"}, {"action": "set_aside"}, {"action": "set_aside", "ideas": "x"}]
)
def test_a_bulk_act_without_choice_changes_nothing(somme, edition, agent, manager, data):
    with in_territory(somme):
        an_idea(edition.call, agent)
    assert manager.post(f"/appels/{edition.pk}/actions/", data).status_code == 302


def test_an_export_holds_what_is_visible_and_no_formula(somme, edition, agent, manager):
    with in_territory(somme):
        an_idea(edition.call, agent, title='=HYPERLINK("http://ailleurs")', direction="@Routes")
        an_idea(edition.call, agent, title="Cantines", direction="Collèges")
    text = manager.get(f"/appels/{edition.pk}/export.csv?tri=-numero").content.decode("utf-8-sig").splitlines()
    only = manager.get(f"/appels/{edition.pk}/export.csv?q=cantines").content.decode("utf-8-sig").splitlines()
    workbook = zipfile.ZipFile(io.BytesIO(manager.get(f"/appels/{edition.pk}/export.xlsx").content))
    sheet = workbook.read("xl/worksheets/sheet1.xml").decode()

    assert [line.split(";")[:2] for line in text[1:]] == [
        ["2", "Cantines"],
        ["1", '"\'=HYPERLINK(""http://ailleurs"")"'],
    ]
    assert "'@Routes" in text[2] and len(only) == 2
    assert "<f>" not in sheet and "HYPERLINK" in workbook.read("xl/sharedStrings.xml").decode()
    for order in ("equipe", "-engagement"):  # what is counted to sort by stands beside what is counted to tell
        told = manager.get(f"/appels/{edition.pk}/export.csv?tri={order}").content.decode("utf-8-sig").splitlines()
        assert sorted(told) == sorted(text)
    assert manager.get(f"/appels/{edition.pk}/export.pdf").status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
@pytest.mark.parametrize(("view", "cost"), [("", 7), ("?q=idee", 9), ("?vue=colonnes", 6)])
def test_the_board_costs_the_same_whatever_the_number_of_ideas(somme, edition, agent, manager, how_many, view, cost):
    with in_territory(somme):
        for number in range(how_many):
            idea = an_idea(edition.call, agent, title=f"Idée {number}")
            commitments.request(idea.team.get(leads=True), by=agent, signatory_name="D", signatory_email="d@exemple.fr")
    with Statements() as sql:
        assert manager.get(f"/appels/{edition.pk}/{view}").status_code == 200

    assert len(sql) == cost


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("", [f"Idée {number:02}" for number in range(12)]),
        ("-titre", [f"Idée {number:02}" for number in range(13, 1, -1)]),
        ("-equipe", [f"Idée {number:02}" for number in (13, *range(11))]),
        ("-engagement", [f"Idée {number:02}" for number in range(12)]),
    ],
)
def test_a_column_reads_its_first_ideas_in_the_order_asked(somme, edition, agent, manager, sort, titles):
    with in_territory(somme):
        ideas = [an_idea(edition.call, agent, title=f"Idée {number:02}") for number in range(14)]
        TeamMember.objects.create(idea=ideas[-1], email="b@exemple.fr", name="Collègue")
    [column] = manager.get(f"/appels/{edition.pk}/?vue=colonnes&tri={sort}").context["columns"]

    assert ([card.idea.title for card in column.cards], column.count, column.more) == (titles, 14, 2)


def test_a_page_of_the_table_reads_its_ideas_and_no_other(somme, edition, agent, manager):
    with in_territory(somme):
        for number in range(53):
            an_idea(edition.call, agent, title=f"Idée {number:02}")
    last = manager.get(f"/appels/{edition.pk}/?page=2")

    assert titles(last) == ["Idée 50", "Idée 51", "Idée 52"]
    assert [row.figures.team_size for row in last.context["rows"]] == [1, 1, 1]


def test_the_board_is_not_for_agents(somme, edition):
    client = browser(somme, person("member", at=somme))

    assert [client.get(f"/appels/{edition.pk}/{end}").status_code for end in ("", "export.csv", "actions/")] == [
        403
    ] * 3
