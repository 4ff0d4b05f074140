"""A full day: twenty members, fifty passages, a thousand ballots. Pages stay light and cost the same."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from eclore.kit import clock
from programs.juries import president_pages, results
from programs.local.juries import domain
from programs.local.juries.models import Ballot, Mark
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, decide_all, mark_everything
from tests.support.personas import browser
from tests.support.statements import Statements

MEMBERS, DOSSIERS = 20, 50


@pytest.fixture
def full(somme):
    """The session in deliberation, every ballot in, revealed and decided."""
    titles = " ".join(f"Dossier-{number}" for number in range(1, DOSSIERS + 1))
    jury_setup = a_jury_setup(somme, kind="reading", titles=titles, members=MEMBERS, places=DOSSIERS)
    with in_territory(somme):
        seats, criteria = list(jury_setup.jury.seats.all()), list(jury_setup.jury.criteria.all())
        ballots = Ballot.objects.bulk_create(
            Ballot(passage=passage, seat=seat, cast_at=clock.now(), comment="Équipe solide.")
            for passage in jury_setup.passages
            for seat in seats
        )
        Mark.objects.bulk_create(
            Mark(ballot=ballot, criterion=criterion, value=1 + number % 5)
            for number, ballot in enumerate(ballots)
            for criterion in criteria
        )
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        domain.reveal(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "shortlisted", "not_shortlisted")
    return jury_setup


def test_no_page_costs_more_than_ten_statements_nor_weighs_more_than_100_kb(full, somme):
    president, juror, manager = (browser(somme, each) for each in (full.members[0], full.members[1], full.manager))
    passage = f"passages/{full.passages[0].pk}/"
    pages = {
        "console": (president, ""),
        "room": (juror, "salle/"),
        "ballot": (juror, passage),
        "ranking": (president, f"classement/?bulletins={full.passages[0].pk}"),
        "publication": (manager, "publication/"),
        "decision": (manager, f"{passage}decision/"),
    }
    cost = {}
    for name, (client, path) in pages.items():
        with Statements() as sql:
            response = client.get(full.url + path)
        assert response.status_code == 200, name
        cost[name] = len(sql)
        assert len(response.content) < 100_000, (name, len(response.content))

    told = [len(manager.get(f"{full.url}publication/", {"page": page}).context["replies"]) for page in (1, 3, 99)]
    assert told == [20, 10, 10]

    with in_territory(somme):
        domain.publish(full.jury, by=full.runs)
    # The ranking that was kept before is added up once more; the second time it is found.
    for version, statements in (("", 9), ("?version=communicable", 8)):
        with Statements() as sql:
            response = president.get(f"{full.url}pv/{version}")
        assert (response.status_code, len(sql)) == (200, statements)
        assert len(response.content) < 100_000

    assert cost == {"console": 8, "room": 6, "ballot": 9, "ranking": 8, "publication": 8, "decision": 3}


def test_a_long_ranking_is_read_page_by_page_and_exported_whole(full, somme, monkeypatch):
    monkeypatch.setattr(results, "ON_A_PAGE", 20)
    president = browser(somme, full.members[0])
    address = f"{full.url}classement/"

    pages = [president.get(address, {"page": number}).context["results"] for number in (1, 2, 3)]
    whole = load_workbook(BytesIO(president.get(f"{full.url}resultats.xlsx").content)).active

    ranks = [row.rank for page in pages for row in page.rows]
    assert [len(page.rows) for page in pages] == [20, 20, 10]
    assert ranks == sorted(ranks)
    assert len({row.passage.pk for page in pages for row in page.rows}) == DOSSIERS
    assert sum(1 for row in whole.iter_rows(values_only=True) if str(row[1]).startswith("Dossier-")) == DOSSIERS
    assert "?page=2&amp;bulletins=" in president.get(address, {"page": 2}).content.decode()


def test_a_long_day_is_led_page_by_page_and_counted_whole(full, somme, monkeypatch):
    monkeypatch.setattr(president_pages, "ON_A_PAGE", 20)
    president = browser(somme, full.members[0])

    pages = [president.get(full.url, {"page": number}).context["console"] for number in (1, 3)]

    assert [len(page.passages) for page in pages] == [20, 10]
    assert {(page.cast, page.expected, page.undecided) for page in pages} == {(1000, 1000, 0)}


def test_whoever_publishes_is_led_to_it_even_when_they_stepped_aside_from_a_dossier(somme):
    jury_setup = a_jury_setup(somme, places=3)
    with in_territory(somme):
        domain.add_seat(
            jury_setup.jury, by=jury_setup.runs, email=jury_setup.manager.email, name=jury_setup.manager.name
        )
        domain.recuse(jury_setup.passages[0], by=jury_setup.runs)
        mark_everything(jury_setup)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        domain.reveal(jury_setup.jury, by=jury_setup.president)
        for passage, decider in zip(
            jury_setup.passages, (jury_setup.president, jury_setup.runs, jury_setup.runs), strict=True
        ):
            domain.decide(passage, by=decider, verdict="laureate", motivation="Parce que c'est utile.")

    page = browser(somme, jury_setup.manager).get(jury_setup.url)

    assert page.context["console"].undecided == 0
    assert "Préparer la publication" in page.content.decode()
