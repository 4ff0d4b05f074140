"""A joint jury's day, as its members and the national team live it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.http import Http404

from eclore.kit.actor import Actor
from eclore.kit.errors import NotAllowed, Problem
from programs.joint.forums.models import Forum, Nomination
from programs.joint.juries import domain
from programs.joint.juries.models import Decision, Jury, Passage, Recusal, Seat
from programs.joint.juries.side import JOINT
from programs.juries.domain.recusals import require_reader
from programs.local.ideas.models import Idea
from tenants.contexts import in_programme, in_territory
from tests.factories.calls import manager
from tests.factories.forums import NATIONAL, a_forum, a_jury, a_nomination, a_seat, marked
from tests.support.personas import person


@pytest.fixture
def forum(somme, oise):
    forum = a_forum(somme, oise, places=1)
    a_nomination(somme, forum, "Allo 80")
    a_nomination(oise, forum, "Les Locavors")
    return forum


def code_of(call, *args, **options):
    with pytest.raises(Problem) as refused:
        call(*args, **options)
    return refused.value.code


def juror(national, email):
    """A signed-in member whom no national grant helps."""
    return person(email=email).at(national)


def passages():
    return {row.title: row for row in Passage.objects.select_related("jury__forum", "nomination")}


def test_convening_copies_criteria_and_takes_every_dossier(forum):
    jury = a_jury(forum)
    with in_programme():
        assert (jury.title, jury.held_on, jury.place, jury.places) == ("Jury final", forum.held_on, "Amiens", 1)
        assert list(jury.criteria.values_list("label", "position")) == [
            ("Le problème et l'idée", 0),
            ("La capacité de l'équipe à s'engager", 1),
        ]
        rows = jury.passages.values_list("title", "position", "nomination__territory_name")
        assert list(rows) == [("Les Locavors", 0, "Oise"), ("Allo 80", 1, "Somme")]
        assert code_of(domain.convene, forum, by=NATIONAL) == "already_convened"


def test_a_draft_forum_has_no_jury(somme):
    forum = a_forum(somme, published=False)
    with in_programme():
        assert code_of(domain.convene, forum, by=NATIONAL) == "forum_not_published"


def test_a_member_from_a_presenting_territory_is_asked_to_step_aside(forum, somme):
    jury = a_jury(forum, ("elue@somme.fr", somme), ("dgs@exemple.fr", None))
    with in_programme():
        rows = Recusal.objects.values_list("seat__email", "passage__title", "proposed", "confirmed_at", "reason")
        asked = ("elue@somme.fr", "Allo 80", True, None, "Ce dossier vient du même territoire.")
        assert (list(rows), jury.seats.count()) == ([asked], 2)


def test_a_dossier_received_later_is_taken_in_with_its_proposal(forum, somme):
    jury = a_jury(forum, ("elue@somme.fr", somme))
    a_nomination(somme, forum, "Toute une histoire")
    with in_programme():
        domain.take_in(jury, by=NATIONAL)
        domain.take_in(jury, by=NATIONAL)
        assert list(jury.passages.values_list("title", flat=True)) == ["Les Locavors", "Allo 80", "Toute une histoire"]
        titles = Recusal.objects.order_by("passage__position").values_list("passage__title", flat=True)
        assert list(titles) == ["Allo 80", "Toute une histoire"]


def test_a_withdrawn_dossier_leaves_the_running_order(forum, somme):
    from programs.bridge import nominations

    jury = a_jury(forum, ("elue@somme.fr", somme))
    with in_territory("somme"):
        nominations.withdraw(Nomination.objects.select_related("forum").get(), by=manager("somme"))
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        assert list(jury.passages.values_list("title", flat=True)) == ["Les Locavors"]
        assert Forum.objects.values_list("state", flat=True).get() == "closed"


def test_whoever_has_just_opened_the_session_is_told_so(forum):
    jury, colleague = a_jury(forum, ("agent@exemple.fr", None)), replace(NATIONAL, name="Autre coach", user_id=uuid4())
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        assert (code_of(domain.open_session, jury, by=NATIONAL), jury.state) == ("already_done", "open")
        assert code_of(domain.open_session, jury, by=colleague) == "wrong_state"


def test_the_running_order_is_moved_one_place_at_a_time(forum):
    jury = a_jury(forum)
    with in_programme():
        domain.move(passages()["Allo 80"], by=NATIONAL, earlier=True)
        domain.move(passages()["Allo 80"], by=NATIONAL, earlier=True)
        assert list(jury.passages.values_list("title", flat=True)) == ["Allo 80", "Les Locavors"]
        assert code_of(domain.reorder, jury, by=NATIONAL, passages=[]) == "incomplete"


def test_an_invited_address_takes_its_seat_on_arrival_on_the_national_host_only(forum, national, somme):
    jury = a_jury(forum, ("Directrice@Exemple.fr", None))
    actor = juror(national, "directrice@exemple.fr")
    with in_territory("somme"):
        domain.seats.claim(Actor(actor.user_id, email=actor.email, schema="somme"))
    with in_programme():
        assert Seat.objects.get().user_id is None
        domain.seats.claim(actor)
        assert Seat.objects.get(jury=jury).user_id == actor.user_id


def test_a_proposed_recusal_is_answered_before_the_dossier_opens(forum, national, somme):
    jury = a_jury(forum, ("elue@somme.fr", somme), presided=False)
    elected = juror(national, "elue@somme.fr")
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        passage = passages()["Allo 80"]
        domain.open_passage(passage, by=NATIONAL)
        recusal = passage.recusals.get()
        assert code_of(require_reader, passage, by=elected) == "recusal_pending"
        assert code_of(marked, passage, elected) == "recusal_pending"
        domain.decline_recusal(recusal, by=elected)
        require_reader(passage, by=elected)
        assert marked(passage, elected).cast_at is not None


def test_a_confirmed_recusal_hides_the_dossier_and_its_ballot_no_longer_counts(forum, national, somme):
    jury = a_jury(forum, ("elue@somme.fr", somme), presided=False)
    elected = juror(national, "elue@somme.fr")
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        passage = passages()["Allo 80"]
        domain.confirm_recusal(passage.recusals.get(), by=elected)
        assert code_of(marked, passage, elected) == "recused"
        with pytest.raises(Http404):
            JOINT.passage_or_404(jury.pk, passage.pk, elected)
        other = passages()["Les Locavors"]
        assert JOINT.passage_or_404(jury.pk, other.pk, elected) == other


def test_only_the_member_answers_for_themselves(forum, national, somme):
    jury = a_jury(forum, ("elue@somme.fr", somme), ("agent@exemple.fr", None), presided=False)
    other = juror(national, "agent@exemple.fr")
    with in_programme():
        recusal = Recusal.objects.select_related("passage__jury", "seat").get(passage__jury=jury)
        for actor in (other, NATIONAL):
            with pytest.raises(NotAllowed):
                domain.decline_recusal(recusal, by=actor)


def test_a_whole_day_ends_with_decisions_that_only_their_territory_reads(forum, national, somme, oise):
    jury = a_jury(forum, ("presidente@exemple.fr", None), ("elue@somme.fr", somme))
    president = juror(national, "presidente@exemple.fr")
    with in_programme():
        domain.open_session(jury, by=president)
        for passage in passages().values():
            domain.open_passage(passage, by=president)
            marked(passage, president, 4)
        domain.deliberate(jury, by=president)
        domain.reveal(jury, by=president)
        rows = passages()
        domain.decide(rows["Allo 80"], by=president, verdict="retained", weeks=9, motivation="Mesuré.")
        assert code_of(domain.publish, jury, by=NATIONAL) == "undecided"
        domain.decide(rows["Les Locavors"], by=president, verdict="not_retained", motivation="Trop large.")
        with pytest.raises(NotAllowed):
            domain.publish(jury, by=president)
    with in_territory("somme"):
        assert Decision.objects.count() == 0
    with in_programme():
        domain.publish(jury, by=NATIONAL)
        assert (Jury.objects.get().state, Forum.objects.get().state) == ("published", "decided")
    with in_territory("somme"):
        seen = list(Decision.objects.values_list("verdict", "motivation", "weeks", "nomination__title"))
        assert seen == [("retained", "Mesuré.", 9, "Allo 80")]
    with in_territory("oise"):
        assert list(Decision.objects.values_list("nomination__title", flat=True)) == ["Les Locavors"]


def test_no_more_are_retained_than_there_are_places(forum):
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        domain.deliberate(jury, by=NATIONAL)
        for passage in passages().values():
            domain.decide(passage, by=NATIONAL, verdict="retained")
        assert code_of(domain.publish, jury, by=NATIONAL) == "quota_exceeded"
        assert Decision.objects.filter(published_at__isnull=False).count() == 0


def test_a_verdict_of_another_kind_of_jury_is_refused(forum):
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    with in_programme():
        domain.open_session(jury, by=NATIONAL)
        domain.deliberate(jury, by=NATIONAL)
        passage = passages()["Allo 80"]
        assert code_of(domain.decide, passage, by=NATIONAL, verdict="laureate") == "unknown_verdict"


def test_members_see_their_juries_and_strangers_none(forum, national):
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    member, stranger = juror(national, "presidente@exemple.fr"), juror(national, "passante@exemple.fr")
    with in_programme():
        seen = [list(JOINT.juries_for(actor)) for actor in (NATIONAL, member, stranger, Actor())]
        assert seen == [[jury], [jury], [], []]


def test_ideas_stay_nominated_until_their_decision_is_delivered(forum):
    with in_territory("somme"):
        assert list(Idea.objects.values_list("state", flat=True)) == ["nominated"]


def test_a_seat_is_given_once(forum):
    jury = a_jury(forum, ("presidente@exemple.fr", None))
    with in_programme():
        assert code_of(a_seat, jury, "presidente@exemple.fr") == "already_seated"
