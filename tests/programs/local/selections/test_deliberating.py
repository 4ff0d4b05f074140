"""From the last ballot to the publication: quorum, reveal, decisions, and every candidate answered."""

from datetime import date

import pytest

from eclore.kit import clock
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState, apply
from programs.juries.domain.sessions import NotReady, QuotaExceeded
from programs.juries.quorum import NoQuorum
from programs.juries.rules import may
from programs.local.ideas.models import Idea
from programs.local.incubation.domain import projects
from programs.local.incubation.models import Project
from programs.local.messages.models import Message
from programs.local.selections import domain
from programs.local.selections.domain import replies
from programs.local.selections.models import Decision, Jury
from tenants.doors import in_territory
from tests.factories.selections import a_court, decide_all, deliberating, mark_everything, passages_of


def states(jury: Jury) -> list[str]:
    return list(Idea.objects.filter(passages__jury=jury).order_by("title").values_list("state", flat=True))


def test_a_session_opens_with_members_passages_and_criteria(somme):
    court = a_court(somme, members=0, opened=False)
    with in_territory(somme):
        with pytest.raises(NotReady) as nobody:
            domain.open_session(court.jury, by=court.runs)
        domain.add_seat(court.jury, by=court.runs, email="a@exemple.fr", name="Ada")
        court.jury.passages.all().delete()
        with pytest.raises(NotReady) as nothing:
            domain.open_session(court.jury, by=court.runs)

    assert nobody.value.sentence == "Ajoutez au moins un membre avant d'ouvrir la séance."
    assert nothing.value.sentence == "Ajoutez au moins un passage avant d'ouvrir la séance."


def test_the_criteria_of_the_edition_are_copied(somme):
    court = a_court(somme, titles="A")
    with in_territory(somme):
        copied = list(court.jury.criteria.values_list("label", "weight"))
        asked = list(court.jury.edition.criteria.values_list("label", "weight"))
    assert copied == asked
    assert len(copied) == 3


def test_without_quorum_the_president_neither_closes_nor_deliberates_nor_decides(somme):
    court = a_court(somme, titles="A B", heard=False, quorum=3)
    with in_territory(somme):
        first, second = court.passages
        domain.open_passage(first, by=court.president)
        absent = court.jury.seats.get(user_id=court.actors[2].user_id)
        domain.note_presence(absent, by=court.president, present=False)
        for act in (
            lambda: domain.close_passage(first, by=court.president),
            lambda: domain.open_passage(second, by=court.president),
            lambda: domain.deliberate(court.jury, by=court.president),
        ):
            with pytest.raises(NoQuorum) as refusal:
                act()
        domain.note_presence(absent, by=court.president, present=True)
        domain.deliberate(court.jury, by=court.president)
        domain.recuse(first, by=court.actors[1])
        with pytest.raises(NoQuorum) as decided:
            domain.decide(first, by=court.president, verdict="laureate")
        domain.decide(second, by=court.president, verdict="laureate")

    assert refusal.value.sentence == (
        f"Le quorum n'est pas atteint : 2 sur 3 requis, il en manque 1. Absents : {court.members[2].name}."
        " Notez les présences ou complétez le jury, puis recommencez."
    )
    assert f"En déport : {court.members[1].name}." in decided.value.sentence


def test_marks_are_revealed_in_deliberation_by_the_president_alone(somme):
    court = a_court(somme)
    with in_territory(somme):
        mark_everything(court)
        with pytest.raises(WrongState):
            domain.reveal(court.jury, by=court.president)
        domain.deliberate(court.jury, by=court.president)
        for actor in (court.runs, court.actors[1]):
            with pytest.raises(NotAllowed):
                domain.reveal(court.jury, by=actor)
        before = [may(actor, "see_ranking", court.jury) for actor in (court.president, court.runs, court.actors[1])]
        domain.reveal(court.jury, by=court.president)
        after = [may(actor, "see_ranking", court.jury) for actor in (court.president, court.runs, court.actors[1])]
        raw = [may(actor, "see_ballots", court.jury) for actor in (court.president, court.runs, court.actors[1])]

    assert before == [False, False, False]
    assert after == [True, True, False]
    assert raw == [True, False, False]


def test_the_manager_reveals_when_nobody_presides(somme):
    court = a_court(somme, kind="reading", presided=False)
    with in_territory(somme):
        mark_everything(court)
        domain.deliberate(court.jury, by=court.runs)
        domain.reveal(court.jury, by=court.runs)
    assert court.jury.revealed_at is not None


def test_resuming_hides_the_marks_again(somme):
    court = deliberating(somme)
    with in_territory(somme):
        domain.reveal(court.jury, by=court.president)
        domain.resume(court.jury, by=court.president)
    assert (court.jury.state, court.jury.revealed_at) == ("open", None)


def test_a_decision_is_pending_and_changes_until_published(somme):
    court = deliberating(somme, titles="A")
    with in_territory(somme):
        passage = court.passages[0]
        domain.decide(passage, by=court.president, verdict="not_retained", motivation="Trop tôt.")
        domain.decide(
            passage, by=court.runs, verdict="laureate", motivation="Prête.", weeks=12, next_on=date(2030, 1, 14)
        )
        kept = Decision.objects.values("verdict", "motivation", "weeks", "next_on", "author_name", "published_at")
        facts, idea = list(kept), Idea.objects.get(pk=passage.idea_id)

    assert facts == [
        {
            "verdict": "laureate", "motivation": "Prête.", "weeks": 12, "next_on": date(2030, 1, 14),
            "author_name": "Chargée de programme", "published_at": None,
        }
    ]  # fmt: skip
    assert idea.state == "shortlisted"


@pytest.mark.parametrize("verdict", ["shortlisted", "continued", "", "n'importe quoi"])
def test_a_verdict_that_does_not_fit_is_refused(somme, verdict):
    court = deliberating(somme, titles="A")
    with in_territory(somme), pytest.raises(Invalid) as refusal:
        domain.decide(court.passages[0], by=court.runs, verdict=verdict)
    assert (refusal.value.code, refusal.value.field) == ("unknown_verdict", "verdict")


def test_a_recused_president_does_not_decide_of_that_passage(somme):
    court = deliberating(somme, titles="A B")
    with in_territory(somme):
        domain.recuse(court.passages[0], by=court.president)
        with pytest.raises(NotAllowed):
            domain.decide(court.passages[0], by=court.president, verdict="laureate")
        domain.decide(court.passages[0], by=court.runs, verdict="laureate")


def test_a_reading_round_is_published_together_and_everyone_is_answered(somme):
    court = deliberating(somme, kind="reading")
    with in_territory(somme):
        decide_all(court, "shortlisted", "not_shortlisted")
        replies.rewrite(court.passages[1], by=court.runs, subject="Votre idée B", body="Bonjour, revenez nous voir.")
        domain.publish(court.jury, by=court.runs)
        letters = list(
            Message.objects.filter(kind="selections.reply").order_by("subject").values_list("subject", "body", "state")
        )
        published = Decision.objects.filter(published_at__isnull=False).count()

        assert states(court.jury) == ["shortlisted", "not_shortlisted", "not_shortlisted"]
    assert court.jury.state == "published"
    assert published == 3
    assert [(subject, state) for subject, _body, state in letters] == [
        ("Réponse à votre idée « C »", "queued"),
        ("Votre idée B", "queued"),
        ("« A » est présélectionnée", "queued"),
    ]
    assert letters[1][1] == "Bonjour, revenez nous voir.\n"
    assert "Parce que A." in letters[2][1]


def test_an_audition_opens_projects_for_laureates_and_continues_projects(somme):
    court = a_court(somme, opened=False)
    with in_territory(somme):
        laureate = court.passages[0]
        apply(laureate.idea, "hear", by=court.runs)
        apply(laureate.idea, "retain", by=court.runs)
    court = a_court(somme, titles="D E F", opened=False, quota=4)
    with in_territory(somme):
        running = projects.open_from_idea(Idea.objects.get(state="laureate"), by=court.runs)
        projects.start(running, by=court.runs, on=clock.today(), weeks=9)
        domain.add_renewal(court.jury, by=court.runs, project_id=running.pk, title="Carbolocal")
        domain.open_session(court.jury, by=court.president)
        domain.deliberate(court.jury, by=court.president)
        court.passages = passages_of(court.jury)
        decide_all(court, "laureate", "not_retained", "taken_internally", "continued", weeks=12)
        domain.publish(court.jury, by=court.runs)
        running.refresh_from_db()
        heard = Idea.objects.filter(passages__jury=court.jury).exclude(heard_at=None).count()

        assert states(court.jury) == ["laureate", "not_retained", "taken_internally"]
        assert list(Project.objects.order_by("name").values_list("name", "state")) == [
            ("A", "construction"), ("D", "to_sign"),
        ]  # fmt: skip
    assert heard == 3


def test_publishing_waits_for_every_decision_and_names_what_is_missing(somme):
    court = deliberating(somme)
    with in_territory(somme):
        domain.decide(court.passages[0], by=court.runs, verdict="laureate")
        with pytest.raises(NotReady) as refusal:
            domain.publish(court.jury, by=court.runs)

        assert states(court.jury) == ["shortlisted"] * 3
    assert (refusal.value.code, refusal.value.sentence) == (
        "undecided", "Il manque une décision pour : B, C. Décidez de chaque passage, puis publiez.",
    )  # fmt: skip


@pytest.mark.parametrize(("places", "quota"), [(1, 4), (4, 1)])
def test_more_laureates_than_the_jury_or_the_edition_allows_is_refused_with_the_count(somme, places, quota):
    court = deliberating(somme, places=places, quota=quota)
    with in_territory(somme):
        decide_all(court, "laureate")
        with pytest.raises(QuotaExceeded) as refusal:
            domain.publish(court.jury, by=court.runs)

        assert states(court.jury) == ["shortlisted"] * 3
        assert Message.objects.filter(kind="selections.reply").count() == 0
    assert refusal.value.facts == {"taken": 3, "places": 1, "over": 2}


def test_a_second_publication_and_one_before_deliberation_are_refused(somme):
    court = a_court(somme, titles="A")
    with in_territory(somme):
        with pytest.raises(WrongState) as early:
            domain.publish(court.jury, by=court.runs)
        domain.deliberate(court.jury, by=court.president)
        decide_all(court, "laureate")
        with pytest.raises(NotAllowed):
            domain.publish(court.jury, by=court.president)
        domain.publish(court.jury, by=court.runs)
        with pytest.raises(WrongState) as twice:
            domain.publish(court.jury, by=court.runs)

        assert Project.objects.count() == 1
    assert early.value.sentence == "Passez d'abord à la délibération, puis décidez de chaque passage."
    assert twice.value.sentence == "Les décisions de ce jury sont déjà publiées."


def test_an_idea_withdrawn_meanwhile_stands_in_nobody_s_way(somme):
    court = deliberating(somme, titles="A B")
    with in_territory(somme):
        domain.decide(court.passages[0], by=court.runs, verdict="laureate")
        Idea.objects.filter(pk=court.passages[1].idea_id).update(state="withdrawn", withdrawn_at=clock.now())
        domain.publish(court.jury, by=court.runs)

        assert states(court.jury) == ["laureate", "withdrawn"]


def test_an_idea_sent_to_a_forum_meanwhile_stops_the_publication(somme):
    court = deliberating(somme, titles="A B")
    with in_territory(somme):
        decide_all(court, "laureate")
        Idea.objects.filter(pk=court.passages[1].idea_id).update(state="nominated")
        with pytest.raises(Refusal) as refusal:
            domain.publish(court.jury, by=court.runs)
    assert refusal.value.code == "nominated"


def test_only_ideas_at_the_right_stage_of_the_edition_are_heard_once(somme):
    court = a_court(somme, titles="A B", opened=False)
    other = a_court(somme, kind="reading", titles="C", opened=False)
    with in_territory(somme):
        for idea in (court.passages[0].idea, other.passages[0].idea):
            with pytest.raises(Refusal) as refusal:
                domain.add_passage(court.jury, by=court.runs, idea=idea)
            assert (refusal.value.code, refusal.value.field) == ("not_eligible", "ideas")


def test_a_seat_is_given_once_and_one_person_presides(somme):
    court = a_court(somme, opened=False)
    with in_territory(somme):
        with pytest.raises(Refusal) as twice:
            domain.add_seat(court.jury, by=court.runs, email=court.members[0].email.upper(), name="Encore")
        with pytest.raises(Refusal) as second:
            domain.add_seat(court.jury, by=court.runs, email="autre@exemple.fr", name="Autre", presides=True)
        with pytest.raises(Invalid):
            domain.add_seat(court.jury, by=court.runs, email="sans arobase", name="Autre")
        letters = list(Message.objects.filter(kind="selections.seat").values_list("to_email", flat=True))

    assert (twice.value.code, second.value.code) == ("already_seated", "already_presided")
    assert sorted(letters) == sorted(each.email for each in court.members)
