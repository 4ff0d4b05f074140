"""The advisory view of a jury's marks: who reads what of it, what it says, what it costs."""

import pytest

from programs.juries import advisory, domain, ranking
from programs.juries.snapshots import read_sitting
from tests.support.statements import Statements

SEVERITY = "Pour la présidence seule"


@pytest.fixture
def revealed(hold):
    """A session of two dossiers, marked 4 and 2 by one member, 5 and 2 by the other; the ranking is revealed."""
    held = hold()
    for rank, values in enumerate([(4, 2), (5, 2)]):
        for dossier, value in enumerate(values):
            held.member(rank).post(held.dossier(dossier), held.marks(value))
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    return held


def page_of(held, client):
    answer = client.get(f"{held.url}classement/avis/")
    return answer.status_code, answer.content.decode()


def test_the_president_reads_of_members_the_manager_of_dossiers_and_a_member_nothing(revealed):
    held = revealed
    status, president = page_of(held, held.president())
    assert (status, SEVERITY in president) == (200, True)
    status, manager = page_of(held, held.leader())
    assert (status, SEVERITY in manager) == (200, False)
    assert page_of(held, held.member())[0] == 403
    with held.inside():
        names = [seat.name for seat in held.jury.seats.all()]
    assert all(name in president for name in names)
    assert not any(name in manager for name in names)
    assert "Ce que disent les notes" in held.leader().get(f"{held.url}classement/").content.decode()


def test_nobody_reads_it_before_the_reveal(hold):
    held = hold()
    held.member().post(held.dossier(), held.marks(5))
    assert [page_of(held, client)[0] for client in (held.president(), held.leader(), held.member())] == [403] * 3


def test_it_costs_a_page_and_nothing_again_for_the_same_marks(revealed, monkeypatch):
    held, computed = revealed, []
    real = ranking.rank
    monkeypatch.setattr(ranking, "rank", lambda *given, **more: computed.append(1) or real(*given, **more))
    client = held.leader()
    client.get(held.url)
    with Statements() as sql:
        assert page_of(held, client)[0] == 200
    assert len(sql) <= 10
    page_of(held, client)
    assert len(computed) == 1
    held.leader().post(f"{held.url}reprendre/")
    held.member().post(held.dossier(), held.marks(1))
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    page_of(held, client)
    assert len(computed) == 2


def test_only_ballots_that_count_are_read(revealed):
    held = revealed
    with held.inside():
        jury = type(held.jury).objects.get(pk=held.jury.pk)
        sitting, criteria = read_sitting(jury), list(jury.criteria.all())
        marks = advisory._marks(jury, sitting, criteria)
        assert sorted(mark for _seat, _passage, mark in marks) == [2.0, 2.0, 4.0, 5.0]
        domain.resume(jury, by=held.runs)
        seat = next(seat for seat in jury.seats.all() if not seat.presides)
        domain.note_presence(seat, by=held.runs, present=False)
        again = advisory._marks(jury, read_sitting(type(jury).objects.get(pk=jury.pk)), criteria)
    assert sorted(again) == sorted(marks)  # whoever leaves takes no ballot away


def test_a_dossier_that_one_has_left_is_not_named(hold):
    held = hold()
    held.president().post(f"{held.dossier()}deport/", {"reason": "Ma direction"})
    for rank, dossiers in ((0, (1,)), (1, (0, 1))):
        for dossier in dossiers:
            held.member(rank).post(held.dossier(dossier), held.marks(4 - dossier))
    with held.inside():
        held.side.passages.objects.filter(pk=held.passages[0].pk).update(title="Cantine au plus juste")
        held.side.juries.objects.update(quorum=1)
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    assert ["Cantine au plus juste" in page_of(held, client)[1] for client in (held.president(), held.leader())] == [
        False,
        True,
    ]


def test_without_a_ballot_it_says_so(hold):
    held = hold()
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    status, page = page_of(held, held.leader())
    assert (status, "Aucun bulletin ne compte" in page) == (200, True)
