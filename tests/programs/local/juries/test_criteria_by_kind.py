"""A renewal is marked on its own sheet, ranked apart from selections, and never by the criteria of the other kind."""

from io import BytesIO

import openpyxl
import pytest

from eclore.kit.errors import Invalid
from programs.juries import minutes
from programs.juries.criteria import criteria_of
from programs.juries.domain.paper_entries import type_paper
from programs.juries.domain.sessions import NotReady
from programs.juries.results import results
from programs.local.calls.domain import editions
from programs.local.calls.template import CRITERIA, CriterionDraft
from programs.local.incubation.domain import hearings
from programs.local.juries import domain
from programs.local.juries.models import Criterion
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, mark
from tests.factories.renewals import GRID, a_mixed_session, renewal_of, running_project
from tests.support.browsing import words
from tests.support.personas import browser

SELECTION = [each.label for each in CRITERIA]


def labels(criteria):
    return [each.label for each in criteria]


def test_a_renewal_has_the_committee_s_grid_and_a_selection_the_edition_s(somme):
    held = a_mixed_session(somme)
    with in_territory(somme):
        assert labels(criteria_of(held.passages[0])) == SELECTION
        assert labels(criteria_of(renewal_of(held))) == GRID


def test_an_edition_says_what_renewals_are_marked_on(somme):
    running, held = running_project(somme)
    with in_territory(somme):
        own = [*CRITERIA, CriterionDraft("L'usage", kind="renewal"), CriterionDraft("La clarté", kind="")]
        editions.edit(held.jury.edition, by=held.runs, criteria=own)
        told = {"by": held.runs, "kind": "audition", "title": "Second", "held_on": held.jury.held_on}
        jury = domain.compose(held.jury.edition, **told)
        hearings.hear(running, jury, by=held.runs)
        assert labels(jury.criteria.all()) == [*SELECTION, "L'usage", "La clarté"]
        assert labels(criteria_of(jury.passages.get())) == ["L'usage", "La clarté"]
        reading = domain.compose(held.jury.edition, **{**told, "kind": "reading"})
        assert labels(reading.criteria.all()) == [*SELECTION, "La clarté"]


def test_a_session_composed_before_keeps_one_sheet_for_all(somme):
    running, held = running_project(somme)
    with in_territory(somme):
        held.jury.criteria.update(kind="")
        passage = hearings.hear(running, held.jury, by=held.runs)
        assert labels(criteria_of(passage)) == SELECTION == labels(held.jury.criteria.all())


def test_a_session_does_not_open_while_no_criterion_is_for_a_kind_that_it_hears(somme):
    held = a_jury_setup(somme, titles="A", opened=False)
    with in_territory(somme):
        held.jury.criteria.update(kind="renewal")
        with pytest.raises(NotReady, match="ces passages : sélection"):
            domain.open_session(held.jury, by=held.runs)


@pytest.mark.parametrize("rank", [0, 2])
def test_no_ballot_mixes_criteria_whoever_sends_it(somme, rank):
    held = a_mixed_session(somme)
    with in_territory(somme):
        passage, own = held.passages[rank], criteria_of(held.passages[rank])
        others = [each for each in held.jury.criteria.all() if each not in own]
        mixed = {each.pk: 3 for each in (*own, others[0])}
        with pytest.raises(Invalid, match="n'est pas de la grille de ce passage"):
            domain.cast(passage, by=held.actors[1], marks=mixed)
        with pytest.raises(Invalid, match="n'est pas de la grille de ce passage"):
            domain.save(passage, by=held.actors[1], marks={others[0].pk: 3})
        seat = held.jury.seats.get(email=held.members[1].email)
        with pytest.raises(Invalid, match="n'est pas de la grille de ce passage"):
            type_paper(passage, seat, by=held.runs, marks=mixed, drawn="none")
        assert not passage.ballots.exists()
        assert labels(own) == (GRID if rank == 2 else SELECTION)


def test_pages_ask_for_the_marks_of_the_dossier_s_kind_and_take_no_other(somme):
    held = a_mixed_session(somme)
    member = browser(somme, held.members[1])
    with in_territory(somme):
        renewal, every = renewal_of(held), list(held.jury.criteria.all())
        fields = {each.label: f"critere_{each.pk.hex}" for each in criteria_of(renewal)}
    for page in ("", "feuille/"):
        text = member.get(f"{held.url}passages/{renewal.pk}/{page}").content.decode()
        assert all(field in text for field in fields.values())
        assert text.count('name="critere_') == 5 * len(GRID)
    member.post(f"{held.url}passages/{renewal.pk}/", {f"critere_{each.pk.hex}": 4 for each in every})
    with in_territory(somme):
        ballot = renewal.ballots.get()
        assert {mark.criterion.label for mark in ballot.marks.select_related("criterion")} == set(GRID)
        assert ballot.marks.count() == len(GRID)


def revealed(somme):
    """The renewal has the best marks, and shares its rank with no idea."""
    held = a_mixed_session(somme)
    with in_territory(somme):
        for passage, value in zip(held.passages, (2, 3, 5), strict=True):
            for actor in held.actors:
                mark(passage, actor, value)
        domain.deliberate(held.jury, by=held.president)
        domain.reveal(held.jury, by=held.president)
    return held


def test_the_ranking_has_a_table_for_each_kind_with_its_own_criteria(somme):
    held = revealed(somme)
    with in_territory(somme):
        tables = results(held.jury, held.runs).tables
    assert [(table.heading, labels(table.criteria)) for table in tables] == [
        ("Sélections", SELECTION),
        ("Renouvellements", GRID),
    ]
    assert [[(row.rank, row.passage.title) for row in table.rows] for table in tables] == [
        [(1, "E"), (2, "D")],
        [(1, "A")],
    ]
    page = words(browser(somme, held.manager).get(f"{held.url}classement/"))
    assert page.index("Sélections · Classement") < page.index("Renouvellements · Classement")


def test_the_export_and_the_minutes_tell_both_sheets(somme):
    held = revealed(somme)
    with in_territory(somme):
        [composition, *_rest] = minutes.minutes(held.jury).before
    told = [note for note in composition.notes if note.startswith("Critères")]
    assert [note.partition(" : ")[0] for note in told] == ["Critères, sélection", "Critères, renouvellement"]
    assert GRID[2] in told[1]
    assert GRID[2] not in told[0]
    file = browser(somme, held.manager).get(f"{held.url}resultats.xlsx")
    [head, *lines] = openpyxl.load_workbook(BytesIO(file.content)).active.iter_rows(values_only=True)
    [renewal] = [line for line in lines if line[2] == "Renouvellement"]
    empty = [name for name, value in zip(head, renewal, strict=True) if value is None]
    assert empty == [*SELECTION, "Décision"]


def test_an_edition_s_page_keeps_the_kind_of_each_criterion(somme):
    held = a_jury_setup(somme, titles="A", opened=False)
    with in_territory(somme):
        row = held.jury.edition.criteria.first()
        editions.edit(held.jury.edition, by=held.runs, criteria=[*CRITERIA, CriterionDraft("L'usage", kind="renewal")])
        assert [each.kind for each in held.jury.edition.criteria.all()] == [*["selection"] * 3, "renewal"]
        assert [each.label for each in held.jury.edition.selected_on] == SELECTION
        assert Criterion.objects.filter(jury=held.jury, label="L'usage").count() == 0
        assert row.kind == "selection"
