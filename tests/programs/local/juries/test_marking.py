"""Members mark: what they may, when they may, and what nobody else sees."""

import pytest

from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.juries import results, tallies
from programs.juries.domain.recusals import Recused
from programs.local.juries import domain
from programs.local.juries.models import Ballot, Mark
from tenants.contexts import in_territory
from tests.factories.juries import a_jury_setup, mark
from tests.support.personas import person


def scores_of(jury_setup):
    """Passage → its official score."""
    rows = results.results(jury_setup.jury, jury_setup.president).rows
    return {row.passage.pk: row.score for row in rows}


def test_a_ballot_counts_once_validated_with_every_criterion(somme):
    jury_setup = a_jury_setup(somme)
    with in_territory(somme):
        passage, juror = jury_setup.passages[0], jury_setup.actors[1]
        problem, *_rest = jury_setup.jury.criteria.all()
        draft = domain.save(passage, by=juror, marks={problem.pk: 5}, comment="À creuser")
        counted_as_draft = list(tallies.counting(jury_setup.jury))
        with pytest.raises(Invalid) as refusal:
            domain.cast(passage, by=juror, marks={problem.pk: 5})
        ballot = mark(passage, juror, 4, 3, 2, comment="Vu")

    assert (draft.cast_at, counted_as_draft) == (None, [])
    assert (refusal.value.code, refusal.value.sentence) == (
        "incomplete",
        "Il reste à noter : L'équipe, L'impact attendu.",
    )
    assert ballot.cast_at is not None
    with in_territory(somme):
        assert list(ballot.marks.order_by("criterion__position").values_list("value", flat=True)) == [4, 3, 2]
        assert Ballot.objects.count() == 1


def test_the_same_ballot_sent_twice_changes_nothing(somme):
    jury_setup = a_jury_setup(somme)
    with in_territory(somme):
        first = mark(jury_setup.passages[0], jury_setup.actors[1], 4)
        again = mark(jury_setup.passages[0], jury_setup.actors[1], 4)

        assert (again.pk, again.cast_at) == (first.pk, first.cast_at)
        assert (Ballot.objects.count(), Mark.objects.count()) == (1, 3)


def test_a_ballot_is_of_the_moment_when_its_marks_were_last_validated(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        first = mark(jury_setup.passages[0], jury_setup.actors[1], 4)
        changed = mark(jury_setup.passages[0], jury_setup.actors[1], 5)

    assert changed.pk == first.pk
    assert changed.cast_at > first.cast_at


def test_marks_change_until_the_deliberation_and_again_once_resumed(somme):
    jury_setup = a_jury_setup(somme)
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[1], 2)
        mark(jury_setup.passages[0], jury_setup.actors[1], 5)
        domain.deliberate(jury_setup.jury, by=jury_setup.president)
        with pytest.raises(WrongState):
            mark(jury_setup.passages[0], jury_setup.actors[1], 1)
        domain.resume(jury_setup.jury, by=jury_setup.president)
        mark(jury_setup.passages[0], jury_setup.actors[1], 3)
        scores = scores_of(jury_setup)

    assert scores[jury_setup.passages[0].pk].mean == 3


@pytest.mark.parametrize("value", [0, 6, -1, True, "4", 2.5, None])
def test_a_mark_outside_the_scale_is_refused(somme, value):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        marks = {criterion.pk: value for criterion in jury_setup.jury.criteria.all()}
        with pytest.raises(Invalid) as refusal:
            domain.cast(jury_setup.passages[0], by=jury_setup.actors[1], marks=marks)
    assert refusal.value.code == "out_of_scale"


def test_a_criterion_of_another_jury_is_refused(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme), pytest.raises(Invalid) as refusal:
        domain.save(jury_setup.passages[0], by=jury_setup.actors[1], marks={"not-a-key": 3})
    assert refusal.value.code == "unknown_criterion"


def test_an_audition_is_marked_once_its_passage_has_begun_and_a_reading_in_any_order(somme, oise):
    audition, reading = a_jury_setup(somme, heard=False), a_jury_setup(oise, kind="reading")
    with in_territory(somme):
        with pytest.raises(Refusal) as refusal:
            mark(audition.passages[1], audition.actors[0], 4)
        domain.open_passage(audition.passages[1], by=audition.president)
        mark(audition.passages[1], audition.actors[0], 4)
    with in_territory(oise):
        mark(reading.passages[2], reading.actors[0], 4)

    assert refusal.value.code == "not_open"


def test_who_has_no_seat_cannot_mark_not_even_the_manager(somme):
    jury_setup = a_jury_setup(somme)
    outsider = person("juror", at=somme).at(somme)
    with in_territory(somme):
        for actor in (jury_setup.runs, outsider):
            with pytest.raises(NotAllowed):
                mark(jury_setup.passages[0], actor, 4)


def test_a_seat_is_recognised_by_its_address_then_belongs_to_the_person_who_took_it(somme):
    jury_setup = a_jury_setup(somme, members=2)
    late = person("juror", at=somme, email="elue@exemple.fr").at(somme)
    with in_territory(somme):
        seat = domain.add_seat(jury_setup.jury, by=jury_setup.runs, email="Maire@Exemple.fr", name="Maire")
        waiting = jury_setup.jury.seats.create(email="elue@exemple.fr", name="Élue")
        domain.answer_conflicts(jury_setup.jury, by=late, aside=())
        mark(jury_setup.passages[0], late, 4)
        domain.seats.claim(late)
        waiting.refresh_from_db()

    assert (seat.email, seat.user_id) == ("maire@exemple.fr", None)
    assert waiting.user_id == late.user_id


def test_a_recusal_hides_the_ballot_from_the_mean_and_cannot_be_undone_by_marking(somme):
    jury_setup = a_jury_setup(somme, titles="A B")
    with in_territory(somme):
        passage = jury_setup.passages[0]
        for actor, value in zip(jury_setup.actors, (5, 4, 1), strict=True):
            mark(passage, actor, value)
        domain.recuse(passage, by=jury_setup.actors[2], reason="Je connais l'équipe")
        domain.recuse(passage, by=jury_setup.actors[2])
        with pytest.raises(Recused):
            mark(passage, jury_setup.actors[2], 1)
        score = scores_of(jury_setup)[passage.pk]
        events = list(jury_setup.jury.events.filter(verb="recuse").values_list("note", flat=True))

    assert (float(score.mean), score.ballots, score.expected) == (4.5, 2, 2)
    assert events == [f"{jury_setup.members[2].name} · A"]


def test_a_proposed_recusal_is_answered_before_marking_and_by_the_member_alone(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        passage, seats = jury_setup.passages[0], list(jury_setup.jury.seats.order_by("name"))
        seat = next(each for each in seats if each.user_id == jury_setup.actors[1].user_id)
        recusal = domain.propose_recusal(passage, seat, by=jury_setup.president, reason="Même direction")
        with pytest.raises(Refusal) as pending:
            mark(passage, jury_setup.actors[1], 4)
        with pytest.raises(NotAllowed):
            domain.confirm_recusal(recusal, by=jury_setup.actors[2])
        domain.decline_recusal(recusal, by=jury_setup.actors[1])
        mark(passage, jury_setup.actors[1], 4)
        history = list(jury_setup.jury.events.filter(verb__contains="recus").values_list("verb", flat=True))

    assert pending.value.code == "recusal_pending"
    assert history == ["propose_recusal", "decline_recusal"]


def test_ballots_of_a_member_who_leaves_still_count(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        for actor, value in zip(jury_setup.actors, (5, 3, 1), strict=True):
            mark(jury_setup.passages[0], actor, value)
        seat = jury_setup.jury.seats.get(user_id=jury_setup.actors[2].user_id)
        seat.jury = jury_setup.jury
        domain.note_presence(seat, by=jury_setup.president, present=False)
        score = scores_of(jury_setup)[jury_setup.passages[0].pk]

    assert (score.mean, score.ballots, score.expected) == (3, 3, 3)


def test_missing_ballots_are_counted_and_named(somme):
    jury_setup = a_jury_setup(somme, titles="A")
    with in_territory(somme):
        mark(jury_setup.passages[0], jury_setup.actors[0], 4)
        (row,) = results.results(jury_setup.jury, jury_setup.president).rows

    assert row.score.missing == 2
    assert sorted(row.missing) == sorted(each.name for each in jury_setup.members[1:])
