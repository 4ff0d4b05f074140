"""A quorum by quality, on both sides: some elected officials, some of the general management, some partners."""

import pytest

from eclore.kit.actor import ANONYMOUS
from eclore.kit.errors import Invalid, NotAllowed
from eclore.kit.transitions import WrongState
from programs.juries import domain
from programs.juries.minutes import minutes
from programs.juries.quorum import NoQuorum, Quorum, Share, require_quorum
from programs.juries.snapshots import read_sitting
from programs.juries.states import QualityGroup


def jury_of(held):
    return held.side.juries.objects.get(pk=held.jury.pk)


def seat_of(held, rank=1):
    seat = held.side.seats.objects.get(jury=held.jury.pk, email=held.members[rank].email)
    seat.jury = jury_of(held)
    return seat


def regroup(held, rank, group, **others):
    return domain.correct_quality(seat_of(held, rank), by=held.runs, quality_group=group, **others)


def test_a_refusal_says_which_quality_lacks():
    share = Share(QualityGroup.ELECTED, required=1, present=0)
    with pytest.raises(NoQuorum) as refusal:
        require_quorum(Quorum(required=2, present=("Ada", "Bo"), shares=(share,)), "Allo 62")
    assert refusal.value.sentence == (
        "Le quorum par qualité n'est pas atteint pour « Allo 62 » (élue ou élu : 0 sur 1)."
        " Notez les présences, corrigez leurs heures ou complétez le jury, puis recommencez."
    )
    assert refusal.value.facts == {"required": 2, "present": 2, "short_of": 0, "lacking": "élue ou élu : 0 sur 1"}


def test_a_refusal_says_both_the_number_and_the_quality():
    shares = (Share(QualityGroup.PARTNER, required=2, present=1), Share(QualityGroup.FIELD, required=1, present=1))
    quorum = Quorum(required=3, present=("Ada", "Bo"), shares=shares)
    with pytest.raises(NoQuorum) as refusal:
        require_quorum(quorum)
    assert refusal.value.sentence.startswith(
        "Le quorum n'est pas atteint : 2 sur 3 requis, il en manque 1."
        " Par qualité, il manque aussi : partenaire : 1 sur 2."
    )
    assert quorum.lacks == "il manque 1 membre pour le quorum, quorum non atteint par qualité (partenaire : 1 sur 2)"


def test_nothing_is_asked_of_qualities_by_default(hold):
    held = hold()
    with held.inside():
        assert (read_sitting(jury_of(held)).quorum().shares, seat_of(held).quality_group) == ((), "other")
    held.deliberate()


def test_the_deliberation_waits_for_each_quality(hold):
    held = hold(heard=False, quorum_elected=1)
    assert "quorum non atteint par qualité (élue ou élu : 0 sur 1)" in held.leader().get(held.url).content.decode()
    with held.inside():
        with pytest.raises(NoQuorum):
            domain.deliberate(jury_of(held), by=held.runs)
        regroup(held, 1, "elected")
        assert domain.deliberate(jury_of(held), by=held.runs).state == "deliberation"


def test_a_dossier_has_the_qualities_of_those_who_have_not_stepped_aside(hold):
    held = hold(heard=False, quorum=1, quorum_partner=1)
    with held.inside():
        regroup(held, 1, "partner")
    held.deliberate()
    with held.inside():
        passage = held.passages[0]
        passage.jury = jury_of(held)
        recusal = domain.propose_recusal(passage, seat_of(held), by=held.runs)
        type(recusal).objects.filter(pk=recusal.pk).update(confirmed_at=held.jury.opened_at)
        verdict = held.side.verdicts(passage)[0][0]
        with pytest.raises(NoQuorum) as refusal:
            held.side.decide(passage, by=held.runs, verdict=verdict)
    assert refusal.value.facts["lacking"] == "partenaire : 0 sur 1"


def test_whoever_has_left_before_a_dossier_does_not_bring_their_quality_to_it(hold):
    held = hold(heard=False, quorum=1, quorum_field=1)
    with held.inside():
        regroup(held, 1, "field")
        first, second = held.passages
        first.jury = second.jury = jury_of(held)
        domain.open_passage(first, by=held.runs)
        domain.close_passage(first, by=held.runs)
        domain.note_presence(seat_of(held), by=held.runs, present=False)
        domain.open_passage(second, by=held.runs)
        with pytest.raises(NoQuorum):
            domain.close_passage(second, by=held.runs)
        told = minutes(jury_of(held))
    assert [item.quorum.reached for item in told.items] == [True, False]
    assert "Qualités manquantes : agente ou agent de terrain : 0 sur 1." in told.items[1].attendance
    assert "Quorum par qualité : agente ou agent de terrain : 0 sur 1." in told.before[0].notes


def test_the_session_says_how_many_of_each_until_it_opens(hold):
    held = hold(opened=False)
    page = f"{held.url}corriger/"
    sent = {"title": "Jury", "held_on": "2031-01-15", "quorum": 2, "places": 4}
    held.leader().post(page, {**sent, "quorum_elected": 1, "quorum_partner": ""})
    with held.inside():
        assert (jury_of(held).quorum_elected, jury_of(held).quorum_partner) == (1, 0)
        note = held.jury.events.filter(verb="change").get().note
        assert note == "Quorum par qualité : élue ou élu : 1"
        with pytest.raises(Invalid):
            domain.change(jury_of(held), by=held.runs, quorum_field=-1)
        held.side.juries.objects.update(state="open")
        with pytest.raises(WrongState):
            domain.change(jury_of(held), by=held.runs, quorum_field=1)
    assert "quorum_elected" not in held.leader().get(page).context["form"].fields


def test_a_member_is_given_a_quality_and_it_is_put_right(hold):
    held = hold(opened=False)
    new = {"name": "Ada", "email": "ada@exemple.fr", "quality": "Maire", "quality_group": "elected", "role": "member"}
    held.leader().post(f"{held.url}membres/", new)
    with held.inside():
        seat = held.side.seats.objects.get(email="ada@exemple.fr")
    assert (seat.quality_group, seat.described) == ("elected", "Maire (élue ou élu)")
    page = f"{held.url}membres/{seat.pk}/qualite/"
    answer = held.leader().post(page, {"quality": "", "quality_group": "partner"}, follow=True)
    assert "La qualité de Ada est corrigée." in answer.content.decode()
    with held.inside():
        seat.refresh_from_db()
        assert seat.described == "Partenaire"
        assert held.jury.events.filter(verb="correct_quality").get().note == "Ada : Partenaire"


def test_a_quality_is_corrected_by_whoever_composes_until_the_publication(hold):
    held = hold()
    with held.inside():
        with pytest.raises(NotAllowed):
            domain.correct_quality(seat_of(held), by=ANONYMOUS, quality_group="elected")
        with pytest.raises(Invalid):
            regroup(held, 1, "mayor")
        held.side.juries.objects.update(state="published")
        with pytest.raises(WrongState):
            regroup(held, 1, "elected")
