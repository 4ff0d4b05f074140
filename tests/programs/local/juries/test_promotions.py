"""After publication a place is given back, and the first of the waiting list takes it: motivated amendments both."""

from decimal import Decimal
from uuid import uuid4

import pytest

from eclore.kit import transitions
from eclore.kit.actor import MEMBER, Actor
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from eclore.kit.transitions import AlreadyDone, WrongState
from programs.juries.states import WAITING_LIST
from programs.local.incubation.models import Project
from programs.local.juries import domain
from programs.local.juries.domain.promotions import free_places, waiting
from programs.local.juries.models import Amendment, Decision, Jury, Passage
from programs.local.juries.queries import laureates
from programs.local.messages.models import Message
from tenants.contexts import in_territory
from tests.factories.juries import deliberating, passages_of
from tests.support.browsing import words
from tests.support.personas import browser

GIVES_UP = "Mutation de la porteuse."
TAKES = "Première de la liste."


@pytest.fixture
def published(somme):
    """A is a laureate, B and C wait in this order, D is not retained; the decisions are published."""
    held = deliberating(somme, titles="A B C D", places=1, quota=1)
    with in_territory(somme):
        verdicts = ("laureate", WAITING_LIST, WAITING_LIST, "not_retained")
        for passage, verdict in zip(held.passages, verdicts, strict=True):
            domain.decide(passage, by=held.runs, verdict=verdict, motivation="Motif.")
        domain.publish(held.jury, by=held.runs)
        held.jury = Jury.objects.select_related("edition").get(pk=held.jury.pk)
        held.passages = passages_of(held.jury)
    return held


def ended(held):
    """The laureate's project has ended before it began."""
    with in_territory(held.site):
        transitions.apply(Project.objects.get(origins__idea=held.passages[0].idea), "end_stopped", by=held.runs)


def free(held, rank=0, *, by=None, reason=GIVES_UP):
    with in_territory(held.site):
        passage = Passage.objects.select_related("jury", "idea", "decision").get(pk=held.passages[rank].pk)
        return domain.free_place(passage, by=by or held.runs, reason=reason)


def promote(held, rank=1, *, by=None, reason=TAKES, **terms):
    with in_territory(held.site):
        jury = Jury.objects.select_related("edition").get(pk=held.jury.pk)
        return domain.promote(jury, by=by or held.runs, passage=held.passages[rank].pk, reason=reason, **terms)


def freed(held):
    ended(held)
    free(held)


def withdraw(idea):
    """By its team; inside the context."""
    lead = idea.team.get(leads=True)
    team = Actor(lead.user_id, lead.name, lead.email, frozenset({MEMBER}), schema="somme")
    transitions.apply(idea, "withdraw", by=team)


def states(held):
    with in_territory(held.site):
        return [passage.idea.state for passage in passages_of(held.jury)]


def verdicts(held):
    with in_territory(held.site):
        return list(Decision.objects.order_by("passage__position").values_list("verdict", "waiting_rank", "weeks"))


def test_a_place_is_given_back_once_its_project_has_ended_with_the_reason(published):
    with pytest.raises(Refusal, match="arrêtez-le d'abord") as refusal:
        free(published)
    assert refusal.value.code == "still_running"
    ended(published)
    before = verdicts(published)
    amendment = free(published)
    assert (amendment.correction, amendment.reason, amendment.act) == (
        "La place de « A » est libérée.",
        GIVES_UP,
        "freed",
    )
    with in_territory(published.site):
        assert (free_places(published.jury), laureates(published.jury.edition)) == (1, 0)
    assert verdicts(published) == before


def test_given_back_twice_is_the_same_act(published):
    freed(published)
    with pytest.raises(AlreadyDone) as again:
        free(published)
    with in_territory(published.site):
        assert again.value.subject == Amendment.objects.get()


@pytest.mark.parametrize("rank", [1, 3])
def test_whoever_holds_no_place_gives_none_back(published, rank):
    with pytest.raises(Refusal) as refusal:
        free(published, rank)
    assert refusal.value.code == "no_place_held"


def test_the_first_of_the_list_becomes_a_laureate_and_is_written_to_and_the_record_stays(published):
    freed(published)
    before = verdicts(published)
    with in_territory(published.site):
        letters = Message.objects.filter(kind="local_juries.reply").count()
    amendment = promote(published, weeks=9, days_per_week=Decimal("1.5"), means="Une salle.")
    assert states(published) == ["laureate", "laureate", "shortlisted", "not_retained"]
    assert verdicts(published) == before
    assert amendment.act == "promoted"
    for part in (
        "Liste d'attente, rang 1, puis Lauréate",
        "9 semaines",
        "1,5 jours par semaine",
        "Moyens : Une salle.",
    ):
        assert part in amendment.correction
    with in_territory(published.site):
        project = Project.objects.get(origins__idea=published.passages[1].idea)
        assert project.state == "to_sign"
        assert "9" in project.events.get(verb="open").note
        sent = Message.objects.filter(kind="local_juries.reply")
        decision = published.passages[1].decision.pk
        assert (sent.count(), sent.filter(decision_id=decision).count()) == (letters + 1, 2)
        assert free_places(published.jury) == 0
        assert [passage.title for passage in waiting(published.jury)] == ["C"]


def test_no_place_no_promotion_and_the_same_press_is_the_same_act(published):
    with pytest.raises(Refusal) as refusal:
        promote(published)
    assert refusal.value.code == "no_place"
    freed(published)
    made = promote(published)
    with pytest.raises(AlreadyDone) as again:
        promote(published)
    assert again.value.subject == made
    with pytest.raises(Refusal) as refusal:
        promote(published, 2)
    assert refusal.value.code == "no_place"


def test_only_the_first_that_the_page_showed_is_promoted(published):
    freed(published)
    with pytest.raises(Refusal, match="est maintenant « B »") as refusal:
        promote(published, 2)
    assert refusal.value.code == "overtaken"
    with in_territory(published.site):
        withdraw(published.passages[1].idea)
    with pytest.raises(Refusal, match="est maintenant « C »"):
        promote(published)
    promote(published, 2)
    assert states(published)[1:3] == ["withdrawn", "laureate"]


def test_nobody_waits_any_more(published):
    freed(published)
    with in_territory(published.site):
        for rank in (1, 2):
            withdraw(published.passages[rank].idea)
    with pytest.raises(Refusal) as refusal:
        promote(published)
    assert refusal.value.code == "nobody_waits"


def test_only_whoever_publishes_and_only_afterwards(somme, published):
    freed(published)
    for verb in (free, promote):
        with pytest.raises(NotAllowed):
            verb(published, by=published.president)
    before = deliberating(somme, titles="E F")
    with in_territory(somme):
        domain.decide(before.passages[0], by=before.runs, verdict="laureate")
        with pytest.raises(WrongState):
            domain.free_place(before.passages[0], by=before.runs, reason=GIVES_UP)
        with pytest.raises(WrongState):
            domain.promote(before.jury, by=before.runs, passage=uuid4(), reason=TAKES)


def test_a_reason_is_asked_for_and_terms_must_make_sense(published):
    ended(published)
    with pytest.raises(Invalid):
        free(published, reason=" ")
    free(published)
    for given in ({"reason": " "}, {"weeks": 0}, {"days_per_week": Decimal(6)}):
        with pytest.raises(Invalid):
            promote(published, **given)
    assert states(published)[1] == "shortlisted"


def test_the_minutes_tell_both_as_amendments_and_keep_the_ranking(published):
    freed(published)
    promote(published, weeks=9)
    page = words(browser(published.site, published.manager).get(f"{published.url}pv/"))
    assert "La place de « A » est libérée." in page
    assert f"Motif : {GIVES_UP}" in page
    assert "Liste d'attente, rang 1, puis Lauréate" in page


def test_the_page_of_letters_leads_to_both(published):
    ended(published)
    client, url = browser(published.site, published.manager), f"{published.url}publication/"
    place = f"{published.url}passages/{published.passages[0].pk}/liberer/"
    page = client.get(url).content.decode()
    assert page.count("/liberer/") == 1
    assert place in page
    assert "liste-attente/" not in page
    assert "La place est libérée" in words(client.post(place, {"reason": GIVES_UP}, follow=True))
    page = client.get(url)
    assert "1 place est libérée. La première de la liste d'attente est « B »." in words(page)
    assert "Place libérée" in words(page)
    form = client.get(f"{published.url}liste-attente/").context["form"]
    assert str(form["passage"].value()) == str(published.passages[1].pk)
    sent = {"passage": str(published.passages[1].pk), "reason": TAKES, "weeks": "9", "days_per_week": "1"}
    assert "L'équipe est promue" in words(client.post(f"{published.url}liste-attente/", sent, follow=True))
    page = words(client.get(url))
    assert "Promotion de la liste d'attente" in page
    assert "libérée. La première" not in page
    assert client.get(f"{published.url}liste-attente/").status_code == 302


def test_a_page_that_shows_another_team_is_refused_keeps_the_words_and_follows(published):
    freed(published)
    client = browser(published.site, published.manager)
    sent = {"passage": str(published.passages[2].pk), "reason": "Mes mots.", "weeks": "9"}
    page = client.post(f"{published.url}liste-attente/", sent)
    assert page.status_code == 422
    assert "est maintenant « B »" in words(page)
    assert "Mes mots." in page.content.decode()
    assert str(page.context["form"]["passage"].value()) == str(published.passages[1].pk)


def test_members_see_none_of_it(published):
    for path in ("liste-attente/", f"passages/{published.passages[0].pk}/liberer/"):
        assert browser(published.site, published.members[1]).get(f"{published.url}{path}").status_code == 403
