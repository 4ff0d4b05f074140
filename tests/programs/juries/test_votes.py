"""Shows of hands: counted within who was there, tipped by the president where rules say so, corrected with trace."""

import pytest

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import decision_table, domain
from programs.juries.forms import motive_of, verdict_of
from programs.juries.minutes import minutes
from programs.juries.states import SeatRole
from tests.programs.juries.deliberations import (
    FAVOURABLE,
    decided,
    joins,
    jury_of,
    passage_of,
    published,
    reopened,
    rows,
    seat_of,
    told,
)
from tests.support.personas import browser
from tests.support.statements import Statements
from tests.tenants.accounts.test_races import together

HANDS = {"question": "Retenir ?", "in_favour": 1, "against": 1, "abstentions": 0}


@pytest.fixture
def voting(hold):
    """In deliberation, two members there for both dossiers; no casting vote unless a test says so."""
    held = hold(quorum=1)
    held.deliberate()
    return held


@pytest.fixture
def casting(hold):
    """The same, where the president's vote tips it; whoever manages has said so in the settings."""
    held = hold(quorum=1)
    with held.inside():
        domain.change(jury_of(held), by=held.runs, casting_vote=True)
    held.deliberate()
    return held


def counted(held, by=None, rank=0, **others):
    return domain.record_vote(passage_of(held, rank), by=by or held.runs, **{**HANDS, **others})


def shown(held):
    return [
        (each.question, each.in_favour, each.against, each.abstentions, each.casting) for each in rows(held, "votes")
    ]


def test_hands_are_recorded_and_read_beside_the_verdict_and_in_the_minutes(voting):
    decided(voting)
    page = voting.president().get(f"{voting.dossier()}votes/").content.decode()
    assert "Décision proposée : " in page
    answer = voting.president().post(f"{voting.dossier()}votes/", {**HANDS, "in_favour": 2, "against": 0}, follow=True)
    said = "« Retenir ? » : 2 pour, 0 contre, sans abstention, adopté"
    assert "Le vote est enregistré." in answer.content.decode() and said in answer.content.decode()
    with voting.inside():
        assert shown(voting) == [("Retenir ?", 2, 0, 0, "")]
        assert said in minutes(jury_of(voting)).items[0].besides
        assert passage_of(voting).decision.verdict == FAVOURABLE[voting.side.app_label]
        assert said in told(voting, "record_vote")[0]
    assert said in voting.leader().get(f"{voting.url}decisions/").content.decode()


def test_the_secretary_records_and_a_member_does_not(voting):
    secretary = joins(voting, SeatRole.SECRETARY)
    client = browser(voting.site, secretary)
    assert client.post(f"{voting.dossier()}votes/", HANDS).status_code == 302
    assert "Votes" in client.get(voting.url).content.decode()
    assert voting.member(1).get(f"{voting.dossier()}votes/").status_code == 403
    member = voting.members[1].at(voting.site)
    with voting.inside():
        with pytest.raises(NotAllowed):
            counted(voting, by=member, question="Autre ?")
        assert len(shown(voting)) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"in_favour": 2, "against": 1}, "too_many_hands"),
        ({"in_favour": 0, "against": 0}, "no_hands"),
        ({"abstentions": -1}, "negative"),
        ({"question": "  "}, "invalid"),
        ({"casting": "for"}, "no_casting_vote"),
    ],
)
def test_what_cannot_have_been_counted_is_refused(voting, given, code):
    with voting.inside():
        with pytest.raises(Invalid) as refused:
            counted(voting, **given)
        assert (refused.value.code, shown(voting)) == (code, [])


def test_whoever_has_stepped_aside_or_was_not_there_has_no_hand(voting):
    joins(voting, present=False)
    member = voting.members[1].at(voting.site)
    with voting.inside():
        domain.recuse(passage_of(voting), by=member)
        with pytest.raises(Invalid, match="est de 1"):
            counted(voting)
        counted(voting, rank=1)
    answer = voting.leader().post(f"{voting.dossier()}votes/", {**HANDS, "question": "Pourquoi ?"})
    assert (answer.status_code, "Pourquoi ?" in answer.content.decode()) == (422, True)


def test_a_recused_president_neither_reads_nor_records_it(voting):
    president = voting.members[0].at(voting.site)
    with voting.inside():
        domain.recuse(passage_of(voting), by=president)
        with pytest.raises(NotAllowed):
            counted(voting, by=president, against=0)
    assert voting.president().get(f"{voting.dossier()}votes/").status_code == 404


def test_where_as_many_are_on_both_sides_the_president_s_vote_tips_it_and_is_named(casting):
    with casting.inside():
        name = seat_of(casting, casting.members[0]).name
        vote = counted(casting, casting="against")
        tipped = f"(voix prépondérante de {name}, qui préside : contre)"
        said = f"« Retenir ? » : 1 pour, 1 contre, sans abstention, rejeté {tipped}"
        assert said in minutes(jury_of(casting)).items[0].besides
        redacted = minutes(jury_of(casting), version="redacted").items[0].besides[0]
        assert name not in redacted and "Membre 1" in redacted
        with pytest.raises(Invalid) as refused:
            counted(casting, question="Autre ?", in_favour=2, against=0, casting="for")
        assert refused.value.code == "not_tied"
        assert vote.caster_id == seat_of(casting, casting.members[0]).pk


def test_of_a_dossier_that_is_lent_it_is_its_own_president_s(casting):
    by = casting.members[1].at(casting.site)
    with casting.inside():
        other = seat_of(casting, casting.members[1])
        domain.lend_passage(passage_of(casting), other, by=casting.runs)
        vote = counted(casting, by=by, casting="for")
        assert vote.caster_id == other.pk
        domain.note_presence(seat_of(casting, casting.members[1]), by=casting.runs, present=False)
        domain.hand_over(seat_of(casting, casting.members[0]), by=casting.runs)


def test_without_a_president_who_may_vote_it_is_refused(casting):
    joins(casting)
    president = casting.members[0].at(casting.site)
    with casting.inside():
        domain.recuse(passage_of(casting), by=president)
        with pytest.raises(Invalid) as refused:
            counted(casting, casting="for")
        assert refused.value.code == "no_chair"


def test_the_same_twice_is_once_and_counted_otherwise_is_refused(voting):
    with voting.inside():
        first = counted(voting)
        assert counted(voting, question=" Retenir  ? ").pk == first.pk
        with pytest.raises(Refusal) as refused:
            counted(voting, in_favour=2, against=0)
        assert (refused.value.code, len(shown(voting)), len(told(voting, "record_vote"))) == ("already_recorded", 1, 1)


def test_it_is_corrected_and_the_history_keeps_both(voting):
    with voting.inside():
        vote = counted(voting)
    page = f"{voting.dossier()}votes/{vote.pk}/"
    assert voting.leader().get(page).status_code == 200
    sent = {**HANDS, "in_favour": 2, "against": 0}
    assert voting.leader().post(page, sent)["Location"] == f"{voting.dossier()}votes/"
    assert voting.leader().post(page, sent).status_code == 302
    with voting.inside():
        assert shown(voting) == [("Retenir ?", 2, 0, 0, "")]
        [note] = told(voting, "correct_vote")
        assert "1 pour, 1 contre" in note and "2 pour, 0 contre" in note


def test_two_corrections_from_the_same_page_show_both_texts(voting):
    with voting.inside():
        vote = counted(voting)
    page = f"{voting.dossier()}votes/{vote.pk}/"
    drawn = voting.leader().get(page).context["form"].drawn()
    voting.president().post(page, {**HANDS, "against": 0, "abstentions": 1, "drawn": drawn})
    answer = voting.leader().post(page, {**HANDS, "against": 0, "in_favour": 2, "drawn": drawn})
    assert answer.status_code == 409
    with voting.inside():
        assert shown(voting) == [("Retenir ?", 1, 0, 1, "")]


def test_it_is_withdrawn_once_with_trace(voting):
    with voting.inside():
        vote = counted(voting)
    page = f"{voting.dossier()}votes/{vote.pk}/retirer/"
    assert voting.leader().post(page).status_code == 302
    assert voting.leader().post(page).status_code == 404
    with voting.inside():
        assert (shown(voting), "1 pour, 1 contre" in told(voting, "withdraw_vote")[0]) == ([], True)


@pytest.mark.real_database
def test_two_who_record_at_once_leave_one_vote(real_db, voting):
    def record(against):
        def act():
            with voting.inside():
                return str(counted(voting, against=against).pk)

        return act

    same = together(record(1), record(1))
    other = together(record(0), record(1))
    with voting.inside():
        assert len(set(same)) == 1 and "already_recorded" in other and len(shown(voting)) == 1


def test_neither_before_the_deliberation_nor_after_it(voting):
    with voting.inside():
        vote = counted(voting)
    reopened(voting)
    with voting.inside(), pytest.raises(WrongState, match="pendant la délibération"):
        counted(voting, question="Autre ?")
    voting.deliberate()
    published(voting)
    with voting.inside():
        for refused in (
            lambda: counted(voting, question="Autre ?"),
            lambda: domain.correct_vote(vote, by=voting.runs, in_favour=0),
            lambda: domain.withdraw_vote(vote, by=voting.runs),
        ):
            with pytest.raises(WrongState):
                refused()
    assert voting.leader().get(f"{voting.dossier()}votes/").status_code == 200


def test_the_casting_vote_is_a_setting_until_the_deliberation(hold):
    held = hold()
    page = f"{held.url}corriger/"
    assert "celle de la présidence" in held.leader().get(page).content.decode()
    with held.inside():
        domain.change(jury_of(held), by=held.runs, casting_vote=True)
        assert told(held, "change") == ["Avec voix prépondérante"]
    held.deliberate()
    assert "casting_vote" not in held.leader().get(page).context["form"].fields
    with held.inside(), pytest.raises(WrongState, match="voix prépondérante"):
        domain.change(jury_of(held), by=held.runs, casting_vote=False)


def test_the_undecided_come_first_when_asked_and_stay_so_after_a_save(voting):
    decided(voting, 0)
    client, page = voting.leader(), f"{voting.url}decisions/?ordre=a-decider"
    assert [line.passage.pk for line in client.get(page).context["table"].lines] == [
        voting.passages[1].pk,
        voting.passages[0].pk,
    ]
    plain = client.get(f"{voting.url}decisions/").context["table"]
    assert [line.passage.pk for line in plain.lines] == [passage.pk for passage in voting.passages]
    assert plain.order.url.endswith("?ordre=a-decider")
    second = voting.passages[1].pk
    answer = client.post(page, {verdict_of(second): "not_retained", motive_of(second): "Trop tôt."})
    assert answer["Location"] == page


def test_the_page_of_decisions_reads_every_vote_in_the_statements_it_had(voting):
    client = voting.leader()

    def cost():
        with Statements() as sql:
            assert client.get(f"{voting.url}decisions/").status_code == 200
        return len(sql)

    before = cost()
    with voting.inside():
        for rank, question in ((0, "Un ?"), (0, "Deux ?"), (1, "Trois ?")):
            counted(voting, rank=rank, question=question)
        lines = decision_table.table(jury_of(voting), voting.runs, voting.side).lines
        assert [len(line.votes) for line in lines] == [2, 1]
    assert cost() == before <= 10
