"""Preparing, changing, publishing and ending an edition."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, NotAllowed
from programs.local.calls import queries, template
from programs.local.calls.domain import contents, editions
from programs.local.calls.domain.editions import UnansweredIdeas
from programs.local.calls.models import EditionEvent
from programs.local.calls.template import CriterionDraft, QuestionDraft
from tenants.contexts import in_territory
from tests.factories.calls import a_call, an_edition, manager
from tests.factories.ideas import a_draft, an_idea
from tests.support.personas import person


def test_an_edition_opens_with_what_the_template_recommends(somme):
    with in_territory(somme):
        edition = an_edition(published=False, problems=("Se déplacer sans voiture", "  ", "Se déplacer sans voiture"))
        asked = list(edition.call.questions.values_list("key", "label"))
        weighed = list(edition.criteria.values_list("label", "weight"))
        problems = list(edition.call.problems.values_list("text", flat=True))
        told = list(EditionEvent.objects.values_list("verb", "by_name"))

    assert (edition.state, edition.quota, edition.weeks, edition.days_per_week) == ("preparation", 4, 9, Decimal(1))
    assert asked == [(question.key, question.label) for question in template.QUESTIONS]
    assert weighed == [(criterion.label, criterion.weight) for criterion in template.CRITERIA]
    assert (problems, told) == (
        ["Se déplacer sans voiture"],
        [(verb, "Chargée de programme") for verb in ("open", "set_problems", "set_questions", "set_criteria")],
    )


def test_the_recommended_call_is_open_at_least_a_month_and_each_step_follows_the_one_before():
    dates = template.calendar(date(2026, 11, 22))

    assert (dates.closes_at - dates.opens_at).days >= 30
    assert dates.closes_at.date() < dates.shortlist_from < dates.shortlist_until < dates.jury_on < dates.start_on
    assert (dates.committee_on - dates.start_on).days == 63


def test_only_those_who_run_the_programme_prepare_a_call(somme):
    with in_territory(somme), pytest.raises(NotAllowed):
        an_edition(by=Actor(roles=frozenset({"member"})), published=False)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"closes_at": clock.now() - timedelta(days=20)}, "closes_at"),
        ({"jury_on": date(2027, 3, 1), "start_on": date(2027, 2, 1)}, "start_on"),
        ({"questions": ()}, "questions"),
    ],
)
def test_dates_in_disorder_or_no_question_are_refused_and_nothing_is_kept(somme, changes, field):
    with in_territory(somme):
        with pytest.raises(Invalid) as refusal:
            an_edition(published=False, **changes)
        left = queries.last_edition()

    assert (refusal.value.field, left) == (field, None)


def test_the_same_number_twice_is_refused_beside_the_number(somme):
    with in_territory(somme):
        an_edition(number=2)
        with pytest.raises(Invalid) as refusal:
            an_edition(number=2)

    assert (refusal.value.code, refusal.value.field) == ("number_taken", "number")


def test_a_call_that_has_closed_already_is_not_published(somme):
    now = clock.now()
    with in_territory(somme), pytest.raises(Invalid) as refusal:
        an_edition(opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1))

    assert refusal.value.field == "closes_at"


def test_an_answered_question_and_a_used_problem_stay_but_their_words_may_change(somme):
    agent = person("member", at=somme).at(somme)
    with in_territory(somme):
        edition = an_edition(problems=("Les routes", "Les cantines"), commitment_required=False)
        a_draft(edition.call, agent, problem=edition.call.problems.get(text="Les routes"))
        known = [QuestionDraft(question.key, f"Dites : {question.key}") for question in template.QUESTIONS]
        reworded = (*known, QuestionDraft("", "Vous rappeler ?", required=False))
        editions.edit(edition, by=manager(), questions=reworded, problems=("Les routes",))
        asked = list(edition.call.questions.values_list("key", "label", "required"))
        with pytest.raises(Invalid) as question:
            editions.edit(edition, by=manager(), questions=reworded[:2], problems=("Les routes",))
        with pytest.raises(Invalid) as problem:
            editions.edit(edition, by=manager(), questions=reworded, problems=())

    assert asked == [
        ("problem", "Dites : problem", True),
        ("solution", "Dites : solution", True),
        ("users", "Dites : users", True),
        ("vous-rappeler", "Vous rappeler ?", False),
    ]
    assert [(error.value.code, error.value.field) for error in (question, problem)] == [
        ("in_use", "questions"),
        ("in_use", "problems"),
    ]


def test_a_refused_change_leaves_the_edition_as_it_was(somme):
    agent = person("member", at=somme).at(somme)
    with in_territory(somme):
        edition = an_edition(commitment_required=False)
        a_draft(edition.call, agent)
        with pytest.raises(Invalid):
            editions.edit(edition, by=manager(), label="Autre nom", questions=[QuestionDraft("a", "A")], quota=9)
        kept = queries.edition_or_404(edition.pk)

    assert (kept.quota, kept.call.label) == (4, template.LABEL)


def test_criteria_are_replaced_with_their_weights(somme):
    with in_territory(somme):
        edition = an_edition()
        editions.edit(edition, by=manager(), criteria=[CriterionDraft("L'idée", weight=Decimal("2.5"))])
        weighed = list(edition.criteria.values_list("label", "weight"))

    assert weighed == [("L'idée", Decimal("2.5"))]


def test_an_edition_ends_only_when_every_candidate_is_answered(somme):
    agent = person("member", at=somme).at(somme)
    with in_territory(somme):
        call = a_call()
        an_idea(call, agent)
        a_draft(call, agent, title="Brouillon")
        with pytest.raises(UnansweredIdeas) as refusal:
            editions.close(call.edition, by=manager())

    assert refusal.value.facts == {"count": 1}


def test_an_ended_edition_may_be_reopened(somme):
    with in_territory(somme):
        edition = editions.close(an_edition(), by=manager())
        ended = (edition.state, edition.closed_at is not None, queries.open_call())
        edition = editions.reopen(edition, by=manager())

    assert ended == ("closed", True, None)
    assert (edition.state, edition.closed_at) == ("published", None)


def test_the_open_call_is_the_published_one_whose_dates_hold_now(somme):
    now = clock.now()
    with in_territory(somme):
        an_edition(published=False, number=1)
        coming = an_edition(number=2, opens_at=now + timedelta(days=3), closes_at=now + timedelta(days=60))
        before = (queries.open_call(), queries.shown_call().pk)
        running = an_edition(number=3)
        during = (queries.open_call().pk, queries.shown_call().pk)
        with clock.at(running.call.closes_at):
            after = queries.open_call()

    assert before == (None, coming.call.pk)
    assert during == (running.call.pk, running.call.pk)
    assert after.pk == coming.call.pk


def test_only_those_who_run_the_programme_change_what_a_call_holds(somme):
    nobody = Actor(roles=frozenset({"member"}))
    with in_territory(somme):
        edition = an_edition()
        acts = [
            lambda: contents.set_problems(edition.call, ["Les routes"], by=nobody),
            lambda: contents.set_questions(edition.call, [QuestionDraft("a", "A")], by=nobody),
            lambda: contents.set_criteria(edition, [CriterionDraft("L'idée")], by=nobody),
        ]
        for act in acts:
            with pytest.raises(NotAllowed):
                act()
        kept = (edition.call.problems.count(), edition.call.questions.count(), edition.criteria.count())

    assert kept == (0, len(template.QUESTIONS), len(template.CRITERIA))


def test_the_history_tells_what_of_a_call_has_changed_and_nothing_else(somme):
    with in_territory(somme):
        edition = an_edition()
        before = edition.events.count()
        editions.edit(edition, by=manager(), label=edition.call.label, criteria=template.CRITERIA)
        editions.edit(edition, by=manager(), quota=9, problems=("Les routes",))
        told = list(edition.events.order_by("created_at", "pk").values_list("verb", flat=True))[before:]

    assert sorted(told) == ["edit", "set_problems"]
