"""A criterion of another kind of hearing is neither asked for nor taken, on both sides, however it is sent."""

import pytest

from eclore.kit.errors import Invalid
from programs.juries import domain
from programs.juries.results import results
from tests.programs.juries.deliberations import jury_of, passage_of
from tests.programs.juries.paper import Desk
from tests.programs.juries.sides import Held

REFUSED = "n'est pas de la grille de ce passage"


def with_one_for_renewals(held: Held) -> str:
    """Its key."""
    with held.inside():
        made = held.jury.criteria.create(label="L'usage", kind="renewal", position=9)
    return str(made.pk)


def test_a_page_does_not_ask_for_it_and_a_ballot_is_whole_without_it(hold):
    held = hold()
    key = with_one_for_renewals(held).replace("-", "")
    page = held.member().get(held.dossier())
    assert key not in page.content.decode()
    held.member().post(held.dossier(), held.marks(4))
    with held.inside():
        [ballot] = passage_of(held).ballots.exclude(cast_at=None)
        assert not ballot.marks.filter(criterion__kind="renewal").exists()


def test_the_api_refuses_it(hold):
    held = hold()
    key = with_one_for_renewals(held)
    address = f"/api/v1/juries/{held.jury.pk}/passages/{held.passages[0].pk}/ballot/"
    for cast in (True, False):
        answer = held.member().put(address, {"marks": {key: 4}, "cast": cast}, content_type="application/json")
        assert answer.status_code == 422
        assert REFUSED in answer.content.decode()


def test_a_ballot_that_comes_late_is_refused_with_it(hold):
    held = hold()
    key = with_one_for_renewals(held)
    held.deliberate()
    member = held.members[1].at(held.site)
    with held.inside():
        passage = passage_of(held)
        marks = {each.pk: 4 for each in passage.jury.criteria.all()}
        with pytest.raises(Invalid, match=REFUSED):
            domain.hand_in(passage, by=member, marks=marks)
        assert key in {str(each) for each in marks}


def test_a_sheet_of_paper_does_not_ask_for_it(hold):
    desk = Desk(hold())
    key = with_one_for_renewals(desk.held).replace("-", "")
    assert key not in desk.first.get(desk.url()).content.decode()
    desk.types(desk.first)
    desk.types(desk.second)
    assert desk.ballot() == ({4}, "", True, True)


def test_a_ranking_without_renewals_does_not_show_it(hold):
    held = hold()
    with_one_for_renewals(held)
    held.deliberate()
    with held.inside():
        shown = results(jury_of(held), held.runs)
    [table] = shown.tables
    assert "L'usage" not in [each.label for each in (*table.criteria, *shown.marked, *shown.sheets[0][1])]
