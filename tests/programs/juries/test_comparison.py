"""Dossiers compared two by two: an advice that nobody reads by name, and that changes nothing else; on both sides."""

import pytest
from django.db import DatabaseError, transaction

from eclore.kit import clock
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import comparison, domain
from programs.juries.domain.recusals import Recused
from programs.juries.minutes import minutes
from programs.juries.snapshots import read_sitting
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import decided, joins, jury_of, passage_of, published, reopened, seat_of, told
from tests.support.personas import browser
from tests.support.statements import Statements
from tests.tenants.accounts.test_races import together

MATRIX = "Qui l'emporte sur qui"


@pytest.fixture
def revealed(hold):
    """In deliberation, the ranking revealed; a third member, so that nobody's choice is told by what comes of it."""
    held = hold(quorum=1)
    held.third = joins(held, name="Troisième Membre")
    for rank, values in enumerate([(4, 3), (3, 4)]):
        for dossier, value in enumerate(values):
            held.member(rank).post(held.dossier(dossier), held.marks(value))
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    return held


@pytest.fixture
def opened(revealed):
    open_it(revealed)
    return revealed


def keys(held):
    return sorted(passage.pk for passage in held.passages)


def presiding(held):
    return held.members[0].at(held.site)


def open_it(held, teams=None, by=None):
    actor = by or presiding(held)
    with held.inside():
        return domain.open_comparison(jury_of(held), by=actor, teams=teams or keys(held))


def close_it(held):
    actor = presiding(held)
    with held.inside():
        domain.close_comparison(jury_of(held), by=actor)


def answer(held, who, choice="first", *, other_way=False):
    actor, (one, other) = who.at(held.site), keys(held)[::-1] if other_way else keys(held)
    with held.inside():
        return domain.compare(jury_of(held), by=actor, passage=one, other=other, choice=choice)


def kept(held):
    with held.inside():
        return [row.choice for row in comparison.preferences(jury_of(held)).order_by("created_at")]


def everybody(held, *choices):
    for who, choice in zip((*held.members, held.third), choices, strict=True):
        answer(held, who, choice)


def test_the_president_opens_members_answer_the_president_closes_and_all_is_advice(revealed):
    held, page = revealed, f"{revealed.url}comparaison/"
    drawn = held.president().get(page).content.decode()
    assert all(str(passage.pk) in drawn for passage in held.passages)
    held.president().post(page, {"teams": [str(key) for key in keys(held)]})
    assert "Comparer les dossiers" in held.member().get(f"{held.url}salle/").content.decode()
    one, other = keys(held)
    for client in (held.president(), held.member(), browser(held.site, held.third)):
        assert "Paire 1 sur 1" in client.get(f"{held.url}comparer/").content.decode()
        sent = client.post(f"{held.url}comparer/", {"passage": one, "other": other, "choice": "first"})
        assert sent["Location"] == f"{held.url}comparer/"
    assert "3 membres sur 3 ont répondu" in held.president().get(page).content.decode()
    assert MATRIX not in held.president().get(page).content.decode()
    held.president().post(f"{page}clore/")
    for address in (page, f"{held.url}decisions/"):
        assert MATRIX in held.president().get(address).content.decode()
    with held.inside():
        held.side.juries.objects.filter(pk=held.jury.pk).update(projected_at=clock.now())
    assert "Deux à deux" in held.president().get(f"{held.url}ecran/").content.decode()
    assert "Comparer les dossiers" not in held.member().get(f"{held.url}salle/").content.decode()


def test_it_changes_neither_the_ranking_nor_a_verdict(opened):
    held = opened
    decided(held)
    before = held.president().get(f"{held.url}classement/").context["results"]
    everybody(held, "second", "second", "second")
    close_it(held)
    after = held.president().get(f"{held.url}classement/").context["results"]
    assert [(row.passage.pk, row.score.mean) for row in before.rows] == [
        (row.passage.pk, row.score.mean) for row in after.rows
    ]
    with held.inside():
        assert passage_of(held).decision.verdict and not hasattr(passage_of(held, 1), "decision")


def test_another_choice_replaces_the_first_and_the_other_way_round_is_the_same_pair(opened):
    who = opened.members[1]
    assert answer(opened, who).pk == answer(opened, who).pk
    assert answer(opened, who, "second", other_way=True).choice == "first"
    answer(opened, who, "none")
    assert kept(opened) == ["none"]
    with opened.inside():
        assert told(opened, "compare") == [seat_of(opened, who).name]
    close_it(opened)
    close_it(opened)
    with pytest.raises(Refusal) as refused:
        answer(opened, who)
    assert (refused.value.code, kept(opened)) == ("comparison_closed", ["none"])
    with opened.inside():
        assert len(told(opened, "close_comparison")) == 1


def test_a_page_older_than_the_closing_says_so(opened):
    close_it(opened)
    one, other = keys(opened)
    sent = opened.member().post(f"{opened.url}comparer/", {"passage": one, "other": other, "choice": "first"})
    assert (sent.status_code, "close" in sent.content.decode(), kept(opened)) == (422, True, [])


def test_other_dossiers_may_be_chosen_until_somebody_has_answered(opened):
    open_it(opened)
    with opened.inside():
        assert len(told(opened, "open_comparison")) == 1
    for teams in ([keys(opened)[0]], [*keys(opened), opened.jury.pk]):
        with pytest.raises(Invalid):
            open_it(opened, teams)
    answer(opened, opened.members[1])
    with pytest.raises(Refusal) as refused:
        open_it(opened, [keys(opened)[0], opened.jury.pk])
    assert refused.value.code == "has_answers"


def test_only_whoever_presides_opens_and_closes_and_only_members_answer(revealed):
    held = revealed
    for who in (held.members[1], held.third):
        with pytest.raises(NotAllowed):
            open_it(held, by=who.at(held.site))
        assert browser(held.site, who).get(f"{held.url}comparaison/").status_code == 403
    open_it(held)
    for role in (SeatRole.SECRETARY, SeatRole.OBSERVER):
        assert browser(held.site, joins(held, role)).get(f"{held.url}comparer/").status_code == 403
    assert held.leader().get(f"{held.url}comparer/").status_code == 403
    actor = held.members[1].at(held.site)
    with held.inside(), pytest.raises(NotAllowed):
        domain.close_comparison(jury_of(held), by=actor)


def test_nothing_before_the_reveal_nor_once_marks_are_open_again(hold):
    held = hold(quorum=1)
    held.third = joins(held)
    with pytest.raises(WrongState):
        open_it(held)
    held.deliberate()
    with pytest.raises(Refusal) as refused:
        open_it(held)
    assert refused.value.code == "not_revealed"
    held.president().post(f"{held.url}devoiler/")
    open_it(held)
    answer(held, held.members[1])
    reopened(held)
    with pytest.raises(WrongState):
        answer(held, held.members[1])
    held.deliberate()
    held.president().post(f"{held.url}devoiler/")
    with pytest.raises(Refusal):
        answer(held, held.members[1])
    open_it(held)
    assert kept(held) == []


def test_whoever_steps_aside_meanwhile_answers_no_more_and_is_not_counted(opened):
    everybody(opened, "first", "first", "first")
    actor = opened.members[1].at(opened.site)
    with opened.inside():
        domain.recuse(passage_of(opened), by=actor)
    with pytest.raises(Recused):
        answer(opened, opened.members[1], "second")
    sheet = opened.member().get(f"{opened.url}comparer/").context["sheet"]
    assert (sheet.pairs, sheet.current, "rien ne vous est demandé" in sheet.empty) == ([], None, True)
    close_it(opened)
    with opened.inside():
        assert comparison.outcome(read_sitting(jury_of(opened))).beats == {}  # two are left: it would tell who


def test_whoever_was_not_there_is_not_asked(opened):
    late = joins(opened, present=False, name="En Retard")
    with pytest.raises(NotAllowed):
        answer(opened, late)
    assert "rien ne vous est demandé" in browser(opened.site, late).get(f"{opened.url}comparer/").content.decode()


def test_nobody_reads_who_chose_what(opened):
    """Two sessions that differ in who chose what, and in nothing else, read the same to everybody else."""

    def seen():
        clients = (opened.president(), opened.leader(), opened.member())
        paths = ("", "comparaison/", "classement/", "decisions/", "classement/avis/", "salle/", "etat/", "membres/")
        pages = [client.get(f"{opened.url}{path}").content.decode() for client in clients for path in paths]
        return [page.split("</head>")[-1].count(word) for page in pages for word in ("emporte", "battu", "Votre choix")]

    first, second, third = (*opened.members, opened.third)
    for who, choice in ((third, "second"), (first, "first"), (second, "first")):
        answer(opened, who, choice)
    before = seen()
    answer(opened, third, "first")
    answer(opened, second, "first")
    answer(opened, first, "first")
    assert seen() == before
    own = opened.member().get(f"{opened.url}comparer/").context["sheet"]
    assert [pair.choice for pair in own.pairs] == ["first"]


def test_no_page_and_no_endpoint_gives_a_choice_of_another(opened):
    everybody(opened, "first", "second", "none")
    with opened.inside():
        rows = {str(row.pk) for row in comparison.preferences(jury_of(opened))}
    pages = ("", "comparaison/", "comparer/", "classement/", "classement/avis/", "decisions/", "salle/", "etat/")
    api = (f"/api/v1/juries/{opened.jury.pk}/{path}" for path in ("", "ranking/", "ballots/", "opinions/"))
    for path in (*(f"{opened.url}{page}" for page in pages), *api):
        for client in (opened.president(), opened.leader(), opened.member()):
            told = client.get(path).content.decode()
            assert not any(row in told for row in rows), path
            assert "preferences" not in told, path


def test_the_minutes_tell_it_once_it_was_closed_and_the_redacted_do_not(opened):
    everybody(opened, "first", "first", "second")
    titles = lambda version: [part.title for part in minutes(jury_of(opened), version=version).after]  # noqa: E731  # short
    with opened.inside():
        assert "Comparaison deux à deux" not in titles("full")
    close_it(opened)
    with opened.inside():
        found = next(each for each in minutes(jury_of(opened)).after if each.title == "Comparaison deux à deux")
        assert [row[-1] for row in found.table.rows] == ["+1", "−1"]
        assert "2 dossiers ont été comparés" in found.notes[0]
        assert "Comparaison deux à deux" not in titles("redacted")
        names = [seat.name for seat in jury_of(opened).seats.all()]
        assert not any(name in str(found) for name in names)


def test_it_freezes_with_the_publication(opened):
    answer(opened, opened.members[1])
    published(opened)
    with pytest.raises(WrongState):
        answer(opened, opened.members[1], "second")
    with opened.inside(), pytest.raises(DatabaseError), transaction.atomic():
        comparison.preferences(jury_of(opened)).update(choice="second")


def test_whoever_has_compared_is_not_taken_off_the_jury(opened):
    answer(opened, opened.third)
    with opened.inside(), pytest.raises(Refusal) as refused:
        domain.remove_seat(seat_of(opened, opened.third), by=opened.runs)
    assert refused.value.code == "has_compared"


@pytest.mark.real_database
def test_two_devices_at_once_leave_one(real_db, opened):
    def send(choice):
        return lambda: answer(opened, opened.members[1], choice).choice

    together(send("first"), send("second"), send("none"))
    assert len(kept(opened)) == 1


def test_tablets_and_the_console_hear_it(revealed):
    def state(client):
        return client.get(f"{revealed.url}etat/").json()["compared"]

    clients = (revealed.president(), revealed.member())
    assert [state(client) for client in clients] == ["", ""]
    open_it(revealed)
    assert [state(client) for client in clients] == ["open", "open"]
    close_it(revealed)
    assert [state(client) for client in clients] == ["closed", "closed"]


def cost(client, path):
    client.get(path)
    with Statements() as sql:
        assert client.get(path).status_code == 200
    return len(sql)


def test_what_each_page_costs(opened):
    everybody(opened, "first", "first", "second")
    decisions = f"{opened.url}decisions/"
    before = cost(opened.president(), decisions)
    close_it(opened)
    assert cost(opened.president(), decisions) <= before + 1
    assert cost(opened.president(), f"{opened.url}comparaison/") <= 10
    assert cost(opened.member(), f"{opened.url}comparer/") <= 10
