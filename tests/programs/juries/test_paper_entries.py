"""Ballots on paper: typed twice or confirmed, compared, counted and marked as such; the same on both sides."""

from io import BytesIO

import openpyxl
import pytest

from programs.juries import domain
from programs.juries.domain import paper_entries
from programs.juries.exports import results_workbook
from programs.juries.minutes import minutes
from programs.juries.paper_sheets import progress
from programs.juries.results import results
from tests.programs.juries.deliberations import jury_of, passage_of, published, rows
from tests.programs.juries.paper import COUNTED, TYPED, Desk, text_of
from tests.programs.juries.sides import a_stranger
from tests.support.personas import api_client, browser
from tests.support.statements import Statements

BOTH = "Les deux saisies diffèrent"


@pytest.fixture
def desk(hold):
    """A session whose two dossiers were heard."""
    return Desk(hold())


def test_the_code_of_a_sheet_opens_it_however_it_is_typed(desk):
    for typed in (desk.code(), desk.code().lower().replace("-", " ")):
        answer = desk.first.post(desk.index, {"code": typed})
        assert answer["Location"] == desk.url()
    assert "Première saisie" in text_of(desk.first.get(desk.url()))


def test_a_wrong_code_and_one_of_another_session_are_told_apart_and_kept_in_the_field(desk, hold):
    other = Desk(hold(title="Autre")) if desk.held.side.adds_passages else None
    wrong = desk.first.post(desk.index, {"code": "ABC-DEF-GHJ"})
    assert (
        wrong.status_code,
        "Ce code se lit mal" in text_of(wrong),
        "ABCDEFGHJ" in text_of(wrong).replace("-", ""),
    ) == (422, True, True)
    if other is not None:
        answer = desk.first.post(desk.index, {"code": other.code()})
        assert answer.status_code == 422 and "aucune feuille de cette séance" in text_of(answer)


def test_typed_twice_alike_it_counts_and_says_that_it_comes_from_paper(desk):
    assert TYPED in desk.types(desk.first, 4, "Solide.")
    assert desk.ballot() is None and len(desk.entries()) == 1
    assert COUNTED in desk.types(desk.first, 4, " Solide. ")
    assert (desk.ballot(), desk.entries()) == (({4}, "Solide.", True, True), [])


def test_what_was_typed_once_is_shown_nowhere(desk):
    desk.types(desk.first, 5, "Un mot rare.")
    held = desk.held
    pages = [desk.url(), desk.index, held.url, held.dossier(), f"{held.url}salle/"]
    for client in (desk.first, desk.second, held.member(), held.president()):
        for page in pages:
            assert "Un mot rare." not in text_of(client.get(page))
    with held.inside():
        assert passage_of(held).ballots.count() == 0


def test_another_person_confirms_as_it_reads_and_cannot_change_it(desk):
    desk.types(desk.first, 3, "Lisible.")
    page = text_of(desk.second.get(f"{desk.url()}confirmer/"))
    assert "Lisible." in page and "3 · Assez" in page and 'name="critere_' not in page
    assert "le bulletin est validé" in desk.confirms(desk.second)
    assert desk.ballot() == ({3}, "Lisible.", True, True)


def test_whoever_typed_it_does_not_confirm_it(desk):
    desk.types(desk.first)
    assert "Relire et confirmer" not in text_of(desk.first.get(desk.url()))
    assert desk.first.get(f"{desk.url()}confirmer/")["Location"] == desk.url()
    answer = desk.first.post(f"{desk.url()}confirmer/", {"drawn": desk.drawn(desk.first)})
    assert answer.status_code == 422 and "Vous avez fait cette saisie" in text_of(answer)
    assert desk.ballot() is None


def test_two_that_differ_stop_and_are_shown_side_by_side(desk):
    desk.types(desk.first, 4, "Solide.")
    page = desk.types(desk.second, 2, "Fragile.")
    assert BOTH in page and "4 · Bien" in page and "2 · Peu" in page and "Solide." in page and "Fragile." in page
    assert desk.ballot() is None and len(desk.entries()) == 2
    listed = text_of(desk.first.get(desk.index))
    assert "Comparer et saisir" in listed and "Solide." not in listed


def test_a_third_that_agrees_with_either_counts(desk):
    desk.types(desk.first, 4)
    desk.types(desk.second, 2)
    assert COUNTED in desk.types(desk.first, 2)
    assert (desk.ballot(), desk.entries()) == (({2}, "", True, True), [])


def test_a_third_that_agrees_with_none_takes_the_place_of_the_first(desk):
    for value in (4, 2, 5):
        desk.types(desk.first, value)
    assert [set(entry.given.values()) for entry in desk.entries()] == [{2}, {5}]
    assert BOTH in desk.types(desk.first, 4) and desk.ballot() is None


def test_once_it_counts_its_marks_are_seen_no_more_and_it_is_typed_again_to_be_changed(desk):
    desk.types(desk.first, 4, "Solide.")
    desk.types(desk.second, 4, "Solide.")
    page = text_of(desk.first.get(desk.url()))
    assert "Saisie et confirmée" in page and "Solide." not in page and 'name="critere_' not in page
    again = f"{desk.url()}?reprendre=1"
    drawn = desk.drawn(desk.first, again)
    assert TYPED in desk.types(desk.first, 1, url=desk.url(), drawn=drawn)
    assert desk.ballot() == ({4}, "Solide.", True, True)
    assert COUNTED in desk.types(desk.second, 1)
    assert desk.ballot() == ({1}, "", True, True)


def test_the_member_reads_it_and_does_not_change_it(desk):
    desk.types(desk.first, 4, "Solide.")
    desk.types(desk.second, 4, "Solide.")
    page = text_of(desk.held.member().get(desk.held.dossier()))
    assert "feuille papier" in page and "Solide." in page and "4 · Bien" in page and 'name="critere_' not in page
    assert "Validées, sur papier" in text_of(desk.held.member().get(f"{desk.held.url}salle/"))
    for more in ({}, {"brouillon": "1"}):
        answer = desk.held.member().post(desk.held.dossier(), desk.held.marks(1, comment="Mon avis", **more))
        assert answer.status_code == 422 and "saisir de nouveau" in text_of(answer) and "Mon avis" in text_of(answer)
    assert desk.held.member().post(desk.held.dossier(), desk.held.marks(4, comment="Solide.")).status_code == 302
    assert desk.ballot() == ({4}, "Solide.", True, True)


def test_a_ballot_validated_on_the_tablet_is_not_replaced(desk):
    desk.types(desk.first, 4)
    drawn = desk.drawn(desk.second)
    desk.held.member().post(desk.held.dossier(), desk.held.marks(2))
    page = desk.types(desk.second, 4, "Tapé.", drawn=drawn)
    assert "a validé lui-même son bulletin" in page and "Tapé." in page
    assert desk.ballot() == ({2}, "", True, False)
    assert "a validé lui-même" in text_of(desk.first.get(desk.url()))


def test_a_draft_of_the_tablet_gives_way_to_the_sheet(desk):
    desk.held.member().post(desk.held.dossier(), {**desk.held.marks(2), "brouillon": "1"})
    for client in (desk.first, desk.second):
        desk.types(client, 4)
    assert desk.ballot() == ({4}, "", True, True)


def test_who_may_type(desk):
    stranger = browser(desk.held.site, a_stranger(desk.held))
    url = desk.url()
    for path in (desk.index, url, f"{url}confirmer/"):
        assert desk.held.member().get(path).status_code == 403
        assert stranger.get(path).status_code in (403, 404)
    assert desk.held.president().get(desk.index).status_code == 200
    assert "Saisir des bulletins papier" in text_of(desk.first.get(desk.held.url))


def test_progress_counts_sheets_and_tells_no_mark(desk):
    page = text_of(desk.first.get(desk.index))
    for label in ("bulletins attendus", "saisies une fois", "saisies qui diffèrent", "saisies et confirmées"):
        assert label in page
    first = desk.secretary.at(desk.held.site)
    with desk.held.inside():
        jury = jury_of(desk.held)
        assert progress(jury, []) == (0, 0, 0, 4)
        desk.put(first, 4)
        assert progress(jury, []) == (0, 1, 0, 3)
        desk.put(first, 2)
        assert progress(jury, []) == (0, 0, 1, 3)
        desk.put(first, 2)
        assert progress(jury, []) == (1, 0, 0, 3)
        assert progress(jury, [desk.held.passages[0].pk]) == (0, 0, 0, 2)


def test_marks_that_are_closed_send_it_to_whoever_decides(desk):
    desk.held.deliberate()
    desk.types(desk.first, 4, "Retrouvée.")
    assert "remis à qui décide" in desk.types(desk.second, 4, "Retrouvée.")
    assert desk.ballot() is None
    with desk.held.inside():
        [late] = rows(desk.held, "late_ballots")
        assert (late.paper, set(late.given.values()), late.comment) == (True, {4}, "Retrouvée.")
    listed = text_of(desk.held.leader().get(f"{desk.held.url}bulletins-tardifs/"))
    assert "papier" in listed
    with desk.held.inside():
        late.passage.jury = jury_of(desk.held)
        domain.count_late(late, by=desk.held.runs, reason="Feuille retrouvée.")
    assert desk.ballot() == ({4}, "Retrouvée.", True, True)


def test_what_was_typed_once_goes_with_the_publication(desk):
    desk.types(desk.first, 4)
    desk.held.deliberate()
    with desk.held.inside():
        paper_entries.clear(jury_of(desk.held))
    assert desk.entries() == []
    published(desk.held)
    assert "plus aucune feuille" in text_of(desk.first.get(desk.url()))


def test_each_page_costs_few_statements(desk):
    desk.types(desk.first, 4)
    for url in (desk.index, desk.url(), f"{desk.url()}confirmer/"):
        client = desk.second
        client.get(url)
        with Statements() as sql:
            assert client.get(url).status_code == 200
        assert len(sql) <= 10, (url, sql.texts)


def test_it_says_paper_everywhere_its_state_is_shown(desk):
    for client in (desk.first, desk.second):
        desk.types(client, 4, "Solide.")
    held = desk.held
    held.president().post(held.dossier(), held.marks(3))
    assert "dont 1 papier" in text_of(desk.first.get(held.url))
    api = api_client(held.site, held.members[1])
    own = f"/api/v1/juries/{held.jury.pk}/passages/"
    assert api.get(f"{own}{held.passages[0].pk}/ballot/").json()["paper"] is True
    assert [each["paper"] for each in api.get(own).json()["results"]] == [True, False]
    held.deliberate()
    president = held.members[0].at(held.site)
    with held.inside():
        domain.reveal(jury_of(held), by=president)
    ranking = text_of(held.president().get(f"{held.url}classement/?bulletins={held.passages[0].pk}"))
    assert "dont 1 papier" in ranking and ranking.count(">papier<") == 1
    ranked = api_client(held.site, held.manager).get(f"/api/v1/juries/{held.jury.pk}/ranking/").json()["results"]
    assert sorted(each["paper"] for each in ranked) == [0, 1]
    with held.inside():
        shown = results(jury_of(held), president)
        book = openpyxl.load_workbook(BytesIO(results_workbook(shown)))
        assert next(row[5] for row in book.active.iter_rows(values_only=True)) == "Papier"
        assert sorted(row[5] for row in book.active.iter_rows(min_row=2, values_only=True)) == [0, 1]
        abouts = [item.about for item in minutes(jury_of(held)).items]
    assert "2 bulletins dont 1 papier" in abouts[0] and "papier" not in abouts[1]
