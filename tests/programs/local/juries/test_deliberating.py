"""From the last ballot to the publication: quorum, reveal, decisions, and every candidate answered."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from eclore.kit import clock
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone, WrongState, apply
from programs.juries.domain.sessions import NotReady, QuotaExceeded
from programs.juries.quorum import NoQuorum
from programs.juries.rules import can
from programs.local.ideas.domain import triage
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import projects
from programs.local.incubation.models import Project
from programs.local.juries import domain
from programs.local.juries.domain import replies
from programs.local.juries.models import Decision, Jury
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, decide_all, deliberating, mark_everything, passages_of


def states(jury: Jury) -> list[str]:
    return list(Idea.objects.filter(passages__jury=jury).order_by("title").values_list("state", flat=True))


def test_a_session_opens_with_members_passages_and_criteria(somme):
    jury_setup = a_jury_setup(somme, members=0, opened=False)
    with in_territory(somme):
        with pytest.raises(NotReady) as nobody:
            domain.open_session(jury_setup.jury, by=jury_setup.runs)
        domain.add_seat(jury_setup.jury, by=jury_setup.runs, email="a@exemple.fr", name="Ada")
        jury_setup.jury.passages.all().delete()
        with pytest.raises(NotReady) as nothing:
            domain.open_session(jury_setup.jury, by=jury_setup.runs)

    assert nobody.value.sentence == "Ajoutez au moins un membre avant d'ouvrir la séance."
    assert nothing.value.sentence == "Ajoutez au moins un passage avant d'ouvrir la séance."


def test_the_criteria_of_the_edition_are_copied(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        copied = list(jury_setup.jury.criteria.values_list("label", "weight"))
        asked = list(jury_setup.jury.edition.criteria.values_list("label", "weight"))
    assert copied == asked
    assert len(copied) == 3


def test_without_quorum_the_president_neither_closes_nor_deliberates_nor_decides(somme):
    jury_setup = a_jury_setup(somme, titles="A B", heard=False, quorum=3)
    with in_territory(somme):
        first, second = jury_setup.passages
        domain.open_passage(first, by=jury_setup.president)
        absent = jury_setup.jury.seats.get(user_id=jury_setup.actors[2].user_id)
        domain.note_presence(absent, by=jury_setup.president, present=False)
        for act in (
            lambda: domain.close_passage(first, by=jury_setup.president),
            lambda: domain.open_passage(second, by=jury_setup.president),
            lambda: domain.deliberate(jury_setup.jury, by=jury_setup.president),
        ):
            with pytest.raises(NoQuorum) as refusal:
                act()
        domain.note_presence(absent, by=jury_setup.president, present=True)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        domain.recuse(first, by=jury_setup.actors[1])
        with pytest.raises(NoQuorum) as decided:
            domain.decide(first, by=jury_setup.president, verdict="laureate")
        domain.decide(second, by=jury_setup.president, verdict="laureate")

    assert refusal.value.sentence == (
        f"Le quorum n'est pas atteint : 2 sur 3 requis, il en manque 1. Absents : {jury_setup.members[2].name}."
        " Notez les présences, corrigez leurs heures ou complétez le jury, puis recommencez."
    )
    assert f"En déport : {jury_setup.members[1].name}." in decided.value.sentence


def test_marks_are_revealed_in_deliberation_by_the_president_alone(somme):
    jury_setup = a_jury_setup(somme)
    with in_territory(somme):
        mark_everything(jury_setup)
        with pytest.raises(WrongState):
            domain.reveal(jury_setup.jury, by=jury_setup.president)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        for actor in (jury_setup.runs, jury_setup.actors[1]):
            with pytest.raises(NotAllowed):
                domain.reveal(jury_setup.jury, by=actor)
        before = [
            can(actor, "see_ranking", jury_setup.jury)
            for actor in (jury_setup.president, jury_setup.runs, jury_setup.actors[1])
        ]
        domain.reveal(jury_setup.jury, by=jury_setup.president)
        after = [
            can(actor, "see_ranking", jury_setup.jury)
            for actor in (jury_setup.president, jury_setup.runs, jury_setup.actors[1])
        ]
        raw = [
            can(actor, "see_ballots", jury_setup.jury)
            for actor in (jury_setup.president, jury_setup.runs, jury_setup.actors[1])
        ]

    assert before == [False, False, False]
    assert after == [True, True, False]
    assert raw == [True, False, False]


def test_the_manager_reveals_when_nobody_presides(somme):
    jury_setup = a_jury_setup(somme, kind="reading", presided=False)
    with in_territory(somme):
        mark_everything(jury_setup)
        domain.deliberate(jury_setup.jury, by=jury_setup.runs)
        domain.reveal(jury_setup.jury, by=jury_setup.runs)
    assert jury_setup.jury.revealed_at is not None


def test_resuming_hides_the_marks_again(somme):
    jury_setup = deliberating(somme)
    with in_territory(somme):
        domain.reveal(jury_setup.jury, by=jury_setup.president)
        domain.resume(jury_setup.jury, by=jury_setup.president)
    assert (jury_setup.jury.state, jury_setup.jury.revealed_at) == ("open", None)


def test_a_decision_is_pending_and_changes_until_published(somme):
    jury_setup = deliberating(somme, titles="A")
    with in_territory(somme):
        passage = jury_setup.passages[0]
        domain.decide(passage, by=jury_setup.president, verdict="not_retained", motivation="Trop tôt.")
        domain.decide(
            passage, by=jury_setup.runs, verdict="laureate", motivation="Prête.", weeks=12, next_on=date(2030, 1, 14)
        )
        kept = Decision.objects.values("verdict", "motivation", "weeks", "next_on", "author_name", "published_at")
        facts, idea = list(kept), Idea.objects.get(pk=passage.idea_id)

    assert facts == [
        {
            "verdict": "laureate",
            "motivation": "Prête.",
            "weeks": 12,
            "next_on": date(2030, 1, 14),
            "author_name": "Chargée de programme",
            "published_at": None,
        }
    ]
    assert idea.state == "shortlisted"


@pytest.mark.parametrize("verdict", ["shortlisted", "continued", "", "n'importe quoi"])
def test_a_verdict_that_does_not_fit_is_refused(somme, verdict):
    jury_setup = deliberating(somme, titles="A")
    with in_territory(somme), pytest.raises(Invalid) as refusal:
        domain.decide(jury_setup.passages[0], by=jury_setup.runs, verdict=verdict)
    assert (refusal.value.code, refusal.value.field) == ("unknown_verdict", "verdict")


def test_a_recused_president_does_not_decide_of_that_passage(somme):
    jury_setup = deliberating(somme, titles="A B")
    with in_territory(somme):
        domain.recuse(jury_setup.passages[0], by=jury_setup.president)
        with pytest.raises(NotAllowed):
            domain.decide(jury_setup.passages[0], by=jury_setup.president, verdict="laureate")
        domain.decide(jury_setup.passages[0], by=jury_setup.runs, verdict="laureate")


def test_a_reading_round_is_published_together_and_everyone_is_answered(somme):
    jury_setup = deliberating(somme, kind="reading")
    with in_territory(somme):
        decide_all(jury_setup, "shortlisted", "not_shortlisted")
        replies.rewrite_reply(
            jury_setup.passages[1], by=jury_setup.runs, subject="Votre idée B", body="Bonjour, revenez nous voir."
        )
        domain.publish(jury_setup.jury, by=jury_setup.runs)
        letters = list(
            Message.objects.filter(kind="local_juries.reply")
            .order_by("subject")
            .values_list("subject", "body", "state")
        )
        published = Decision.objects.filter(published_at__isnull=False).count()

        assert states(jury_setup.jury) == ["shortlisted", "not_shortlisted", "not_shortlisted"]
    assert jury_setup.jury.state == "published"
    assert published == 3
    assert [(subject, state) for subject, _body, state in letters] == [
        ("Réponse à votre idée « C »", "queued"),
        ("Votre idée B", "queued"),
        ("« A » est présélectionnée", "queued"),
    ]
    assert letters[1][1] == "Bonjour, revenez nous voir.\n"
    assert "Parce que A." in letters[2][1]


@pytest.mark.parametrize("verdict", ["shortlisted", "not_shortlisted"])
def test_a_team_that_was_asked_for_more_meanwhile_is_answered_with_the_others(somme, verdict):
    jury_setup = deliberating(somme, kind="reading", titles="A")
    with in_territory(somme):
        triage.ask_completion(jury_setup.passages[0].idea, by=jury_setup.runs, reason="Combien d'appels par an ?")
        decide_all(jury_setup, verdict)
        domain.publish(jury_setup.jury, by=jury_setup.runs)

        assert states(jury_setup.jury) == [verdict]


def test_an_audition_opens_projects_for_laureates_and_continues_projects(somme):
    jury_setup = a_jury_setup(somme, opened=False)
    with in_territory(somme):
        laureate = jury_setup.passages[0]
        apply(laureate.idea, "hear", by=jury_setup.runs)
        apply(laureate.idea, "retain", by=jury_setup.runs)
    jury_setup = a_jury_setup(somme, titles="D E F", opened=False, quota=4)
    with in_territory(somme):
        running = projects.open_from_idea(Idea.objects.get(state="laureate"), by=jury_setup.runs)
        projects.start(running, by=jury_setup.runs, on=clock.today(), weeks=9)
        domain.add_renewal(jury_setup.jury, by=jury_setup.runs, project_id=running.pk, title="Carbolocal")
        domain.open_session(jury_setup.jury, by=jury_setup.president)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        jury_setup.passages = passages_of(jury_setup.jury)
        decide_all(jury_setup, "laureate", "not_retained", "taken_internally", "continued", weeks=12)
        domain.publish(jury_setup.jury, by=jury_setup.runs)
        running.refresh_from_db()
        heard = Idea.objects.filter(passages__jury=jury_setup.jury).exclude(heard_at=None).count()

        assert states(jury_setup.jury) == ["laureate", "not_retained", "taken_internally"]
        assert list(Project.objects.order_by("name").values_list("name", "state")) == [
            ("A", "construction"),
            ("D", "to_sign"),
        ]
    assert heard == 3


def test_publishing_waits_for_every_decision_and_names_what_is_missing(somme):
    jury_setup = deliberating(somme)
    with in_territory(somme):
        domain.decide(jury_setup.passages[0], by=jury_setup.runs, verdict="laureate")
        with pytest.raises(NotReady) as refusal:
            domain.publish(jury_setup.jury, by=jury_setup.runs)

        assert states(jury_setup.jury) == ["shortlisted"] * 3
    assert (refusal.value.code, refusal.value.sentence) == (
        "undecided",
        "Il manque une décision pour : B, C. Décidez de chaque passage, puis publiez.",
    )


@pytest.mark.parametrize(("places", "quota"), [(1, 4), (4, 1)])
def test_more_laureates_than_the_jury_or_the_edition_allows_is_refused_with_the_count(somme, places, quota):
    jury_setup = deliberating(somme, places=places, quota=quota)
    with in_territory(somme):
        decide_all(jury_setup, "laureate")
        with pytest.raises(QuotaExceeded) as refusal:
            domain.publish(jury_setup.jury, by=jury_setup.runs)

        assert states(jury_setup.jury) == ["shortlisted"] * 3
        assert Message.objects.filter(kind="local_juries.reply").count() == 0
    assert refusal.value.facts == {"taken": 3, "places": 1, "over": 2}


def test_a_second_publication_and_one_before_deliberation_are_refused(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        with pytest.raises(WrongState) as early:
            domain.publish(jury_setup.jury, by=jury_setup.runs)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        decide_all(jury_setup, "laureate")
        with pytest.raises(NotAllowed):
            domain.publish(jury_setup.jury, by=jury_setup.president)
        domain.publish(jury_setup.jury, by=jury_setup.runs)
        with pytest.raises(AlreadyDone):
            domain.publish(jury_setup.jury, by=jury_setup.runs)
        with pytest.raises(WrongState) as twice:
            domain.publish(jury_setup.jury, by=replace(jury_setup.runs, user_id=uuid4()))

        assert Project.objects.count() == 1
    assert early.value.sentence == "Passez d'abord à la délibération, puis décidez de chaque passage."
    assert twice.value.sentence == "Les décisions de ce jury sont déjà publiées."


def test_an_idea_withdrawn_meanwhile_stands_in_nobody_s_way(somme):
    jury_setup = deliberating(somme, titles="A B")
    with in_territory(somme):
        domain.decide(jury_setup.passages[0], by=jury_setup.runs, verdict="laureate")
        Idea.objects.filter(pk=jury_setup.passages[1].idea_id).update(state="withdrawn", withdrawn_at=clock.now())
        domain.publish(jury_setup.jury, by=jury_setup.runs)

        assert states(jury_setup.jury) == ["laureate", "withdrawn"]


def test_only_ideas_at_the_right_stage_of_the_edition_are_heard_once(somme):
    jury_setup = a_jury_setup(somme, titles="A B", opened=False)
    other = a_jury_setup(somme, kind="reading", titles="C", opened=False)
    with in_territory(somme):
        for idea in (jury_setup.passages[0].idea, other.passages[0].idea):
            with pytest.raises(Refusal) as refusal:
                domain.add_passage(jury_setup.jury, by=jury_setup.runs, idea=idea)
            assert (refusal.value.code, refusal.value.field) == ("not_eligible", "ideas")


def test_a_seat_is_given_once_and_one_person_presides(somme):
    jury_setup = a_jury_setup(somme, opened=False)
    with in_territory(somme):
        with pytest.raises(Refusal) as twice:
            domain.add_seat(
                jury_setup.jury, by=jury_setup.runs, email=jury_setup.members[0].email.upper(), name="Encore"
            )
        with pytest.raises(Refusal) as second:
            domain.add_seat(jury_setup.jury, by=jury_setup.runs, email="autre@exemple.fr", name="Autre", presides=True)
        with pytest.raises(Invalid):
            domain.add_seat(jury_setup.jury, by=jury_setup.runs, email="sans arobase", name="Autre")
        letters = list(Message.objects.filter(kind="local_juries.seat").values_list("to_email", flat=True))

    assert (twice.value.code, second.value.code) == ("already_seated", "already_presided")
    assert sorted(letters) == sorted(each.email for each in jury_setup.members)
