"""A session's own criteria are corrected until somebody marks, apart from where they came from; on both sides."""

from decimal import Decimal

import pytest

from eclore.kit.actor import ANONYMOUS
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import WrongState
from programs.joint.forums.models import Forum
from programs.juries import domain
from programs.juries.domain.criteria import CriterionGiven
from programs.local.calls.models import EditionCriterion
from tests.programs.juries.deliberations import jury_of, rows
from tests.programs.juries.paper import TYPED, Desk
from tests.support.browsing import words
from tests.support.statements import Statements


@pytest.fixture
def held(hold):
    return hold()


def kept(held):
    with held.inside():
        return list(jury_of(held).criteria.values_list("label", "weight", "position"))


def keys(held):
    with held.inside():
        return [str(key) for key in jury_of(held).criteria.values_list("pk", flat=True)]


def put(held, *given, by=None):
    with held.inside():
        return domain.set_criteria(jury_of(held), given, by=by or held.runs)


def acts(held):
    with held.inside():
        return list(jury_of(held).events.filter(verb="set_criteria").values_list("note", flat=True))


def origin(held):
    """What the session's criteria were copied from."""
    with held.inside():
        if held.side.adds_passages:
            return list(EditionCriterion.objects.values_list("label", "weight"))
        return Forum.objects.get().criteria


def sent(typed):
    """As a browser sends its rows, each a dict of fields."""
    kept_before = sum(bool(row["key"]) for row in typed)
    told = {"criteres-TOTAL_FORMS": str(len(typed)), "criteres-INITIAL_FORMS": str(kept_before)}
    for rank, row in enumerate(typed):
        told |= {f"criteres-{rank}-{name}": value for name, value in row.items()}
    return told


def test_they_are_renamed_added_and_taken_away_in_their_order_and_the_origin_stays(held):
    before, first = origin(held), keys(held)[0]
    put(held, CriterionGiven("L'usage"), CriterionGiven("Le besoin", weight=Decimal("2.5"), key=first))
    assert kept(held) == [("L'usage", Decimal(1), 0), ("Le besoin", Decimal("2.5"), 1)]
    assert keys(held)[1] == first
    assert acts(held) == ["L'usage, Le besoin"]
    assert origin(held) == before


def test_what_is_not_said_of_a_kind_stays(held):
    with held.inside():
        jury_of(held).criteria.update(kind="selection")
    put(held, *(CriterionGiven(f"C{rank}", key=key) for rank, key in enumerate(keys(held))))
    with held.inside():
        assert set(jury_of(held).criteria.values_list("kind", flat=True)) == {"selection"}


def test_the_same_again_is_the_same_act(held):
    given = (CriterionGiven("L'usage"), CriterionGiven("Le besoin"))
    put(held, *given)
    again = tuple(CriterionGiven(each.label, key=key) for each, key in zip(given, keys(held), strict=True))
    told = [put(held, *again), put(held, *given)]
    assert [[str(row.pk) for row in found] for found in told] == [keys(held)] * 2
    assert len(acts(held)) == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ((), "no_criterion"),
        ((CriterionGiven(" "),), "invalid"),
        ((CriterionGiven("A", weight=Decimal(0)),), "invalid"),
        ((CriterionGiven("A", weight=Decimal(21)),), "invalid"),
        ((CriterionGiven("A", kind="autre"),), "invalid"),
        ((CriterionGiven("A", kind="renewal"),), "invalid"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(held, given, code):
    before = kept(held)
    with pytest.raises(Invalid) as refusal:
        put(held, *given)
    assert (refusal.value.code, kept(held), acts(held)) == (code, before, [])


def test_after_the_first_mark_they_stand_and_the_page_says_why(held):
    held.member().post(held.dossier(), held.marks(4))
    with held.inside():
        assert rows(held, "ballots")
    with pytest.raises(Refusal, match="a déjà noté") as refusal:
        put(held, CriterionGiven("Autre"))
    assert refusal.value.code == "has_marked"
    page = held.leader().get(f"{held.url}criteres/")
    assert "Un membre a déjà noté" in words(page)
    assert "criteres-0-label" not in page.content.decode()


def test_a_sheet_that_was_typed_once_is_a_mark(held):
    desk = Desk(held)
    assert TYPED in desk.types(desk.first)
    with pytest.raises(Refusal, match="feuille est déjà saisie"):
        put(held, CriterionGiven("Autre"))


def test_once_marks_are_closed_they_stand(held):
    held.deliberate()
    with pytest.raises(WrongState, match="notes sont closes"):
        put(held, CriterionGiven("Autre"))
    assert "Les notes sont closes" in words(held.leader().get(f"{held.url}criteres/"))


def test_only_whoever_composes_corrects_them(held):
    with held.inside(), pytest.raises(NotAllowed):
        domain.set_criteria(jury_of(held), [CriterionGiven("A")], by=ANONYMOUS)
    member = held.members[1].at(held.site)
    with held.inside(), pytest.raises(NotAllowed):
        domain.set_criteria(jury_of(held), [CriterionGiven("A")], by=member)
    assert held.member().get(f"{held.url}criteres/").status_code == 403


def test_the_page_corrects_them_and_members_mark_what_it_says(held):
    client, url = held.leader(), f"{held.url}criteres/"
    first, *others = keys(held)
    page = client.get(url)
    assert f'href="{url}"' in client.get(held.url).content.decode()
    drawn = page.context["rows"].forms[0].drawn()
    typed = [
        {"key": first, "label": "Le besoin", "weight": "2", "drawn": drawn},
        *({"key": key, "label": "Ôté", "weight": "1", "DELETE": "on"} for key in others),
        {"key": "", "label": "L'usage", "weight": "1"},
    ]
    assert "Les critères de la séance sont enregistrés" in words(client.post(url, sent(typed), follow=True))
    assert kept(held) == [("Le besoin", Decimal(2), 0), ("L'usage", Decimal(1), 1)]
    text = words(held.member().get(held.dossier()))
    assert [label for label in ("Le besoin", "usage") if label not in text] == []
    held.member().post(held.dossier(), held.marks(4))
    with held.inside():
        [ballot] = rows(held, "ballots")
        assert ballot.marks.count() == 2


def test_a_page_drawn_before_a_mark_is_refused_and_keeps_what_was_typed(held):
    client, url = held.leader(), f"{held.url}criteres/"
    client.get(url)
    held.member().post(held.dossier(), held.marks(4))
    typed = [{"key": key, "label": f"Critère {rank} écrit ici", "weight": "1"} for rank, key in enumerate(keys(held))]
    page = client.post(url, sent(typed))
    assert page.status_code == 422
    assert "Un membre a déjà noté" in words(page)
    assert "Critère 0 écrit ici" in page.content.decode()


def test_two_who_correct_the_same_criterion_see_both(held):
    first, second, url = held.leader(), held.leader(), f"{held.url}criteres/"
    drawn = [form.drawn() for form in first.get(url).context["rows"].forms]
    every = keys(held)

    def typed(label):
        labels = [label, *(f"C{rank}" for rank in range(1, len(every)))]
        told = [{"key": key, "label": said, "weight": "1"} for key, said in zip(every, labels, strict=True)]
        return sent([{**row, "drawn": drawn[rank]} for rank, row in enumerate(told)])

    assert first.post(url, typed("La gêne")).status_code == 302
    clash = second.post(url, typed("L'usage"))
    assert (clash.status_code, kept(held)[0][0]) == (409, "La gêne")


def test_it_is_written_in_few_statements(held):
    given = [CriterionGiven(f"Critère {rank}") for rank in range(8)]
    with held.inside():
        jury = jury_of(held)
        with Statements() as sql:
            domain.set_criteria(jury, given, by=held.runs)
    assert len(sql) <= 12, sql.texts
