"""Which acts stand for a forum where it is, and what its pages say of it."""

import pytest
from django.conf import settings
from django.urls import set_urlconf

from eclore.kit import clock
from programs.joint.forums.models import Forum, Nomination, Participation
from programs.joint.forums.states import ForumState
from programs.joint.forums.views import acts, organisation_page, public_pages
from programs.joint.juries.models import Decision, Jury
from tenants.contexts import in_programme
from tenants.territories.models import Territory

LATER = clock.now()


def forum(state: str = ForumState.DRAFT, **fields) -> Forum:
    return Forum(slug="amiens", name="Forum", state=state, nominations_until=LATER, held_on=clock.today(), **fields)


def test_a_draft_is_published_first_and_its_jury_waits(national):
    with in_programme():
        act = acts.primary_action(forum(), ["publish"])
        assert (act.key, act.url, act.kind) == ("publier", "/forums/amiens/publier/", "main")


def test_the_jury_is_composed_then_opened(national):
    published = forum(ForumState.PUBLISHED)
    with in_programme():
        assert acts.primary_action(published, ["close"]).label == "Composer le jury"
    jury = Jury(forum=published)
    link = acts.primary_action(published, ["close"])
    assert (link.label, str(jury.pk) in link.url) == ("Ouvrir le jury", True)


def test_a_decided_forum_without_a_jury_composes_none(national):
    with in_programme():
        assert acts.primary_action(forum(ForumState.DECIDED), []) is None


@pytest.mark.parametrize(
    ("verbs", "opened", "ids"),
    [
        (["close"], None, ["clore"]),
        (["reopen", "decide"], None, ["rouvrir"]),
        (["reopen", "decide"], LATER, []),
        ([], None, []),
    ],
)
def test_nominations_close_and_reopen_until_the_jury_opens(verbs, opened, ids):
    assert [act.key for act in acts.nominations_acts(forum(jury_opened_at=opened), verbs)] == ids


def test_each_act_asks_at_an_address_that_ends_with_its_word():
    for verb, word in acts.DIALOGS.items():
        asked = acts.asked(verb, forum(), "text")
        assert (asked.key, asked.url, str(asked.question.title)[-1]) == (word, f"/forums/amiens/{word}/", "?")


@pytest.mark.parametrize(("opened", "editable"), [(None, True), (LATER, False)])
def test_participants_change_until_the_jury_opens(opened, editable):
    one = forum(jury_opened_at=opened)
    (row,) = organisation_page.participant_rows(one, [Participation(forum=one, territory=Territory(name="Somme"))])
    assert (bool(row.edit_url), bool(organisation_page.add_url(one))) == (editable, editable)


@pytest.mark.parametrize("state", ForumState)
def test_a_forum_is_edited_until_its_results(state):
    over = state in (ForumState.DECIDED, ForumState.CANCELLED)
    assert bool(organisation_page.edit_url(forum(state))) == (not over)


@pytest.mark.parametrize(("published_at", "verdict", "tone"), [(None, "", ""), (LATER, "Retenu", "good")])
def test_a_decision_is_said_once_it_is_published(published_at, verdict, tone):
    nomination = Nomination(title="Dossier")
    Decision(nomination=nomination, verdict="retained", published_at=published_at)
    (row,) = organisation_page.dossier_rows(forum(), [nomination])
    assert (row.verdict, row.tone, row.url) == (verdict, tone, f"/forums/amiens/dossiers/{nomination.pk}/")


def test_what_makes_dossiers_come_depends_on_publication():
    assert organisation_page.no_dossier(forum()).startswith("Ajoutez les territoires participants")
    assert organisation_page.no_dossier(forum(ForumState.PUBLISHED)).startswith("Les territoires participants nomment")


@pytest.mark.parametrize(
    ("state", "decided", "receives"),
    [("draft", False, False), ("published", False, True), ("closed", False, False), ("decided", True, False)],
)
def test_the_public_page_says_dates_then_results(state, decided, receives):
    shown = public_pages.shown(forum(state), [], [])
    (card,) = public_pages.cards([forum(state)])
    assert (shown["decided"], shown["receives"]) == (decided, receives)
    assert (card.decided, bool(card.until)) == (decided, receives)


def test_territories_agree_in_number():
    assert public_pages.presented(2, 1) == "sur 2 dossiers présentés par 1 territoire"
    assert public_pages.presented(9, 3) == "sur 9 dossiers présentés par 3 territoires"


def test_a_forum_has_one_address_whatever_host_asks():
    set_urlconf(settings.URLCONFS["territory"])
    try:
        assert (forum().get_absolute_url(), forum().organisation_url) == (
            "/forums/amiens/",
            "/forums/amiens/organisation/",
        )
    finally:
        set_urlconf(None)
