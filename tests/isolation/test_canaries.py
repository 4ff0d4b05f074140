"""Nobody reads a word of another territory: every address, method and kind of person, and that one full of canaries.

`make test SLOW=1` tries every thing an address may name by every method; the usual run, one thing, rare methods by few.
"""

import os
from collections import Counter

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenants.contexts import in_programme, in_territory
from tests.isolation import cast, figures
from tests.isolation.canaries import UNSEEN, canary, filled
from tests.isolation.cast import HOLDERS, OTHER, OURS, place_of
from tests.isolation.oracle import touched
from tests.isolation.rounds import BOLD, go_round, text_of, tries
from tests.support.personas import browser
from tests.support.rehearsal import rehearsing
from tests.volume.people import Someone

pytestmark = [pytest.mark.slow]
WHOLE = bool(os.environ.get("ECLORE_SLOW"))
NATIONAL, JOINT = {"national coach", "national administrator"}, {"joint juror", HOLDERS[False]}

# What the other territory shows to anybody, and where. Everything else that comes out is a leak.
SHOWCASE = {"territories_territory.name", "incubation_project.name", "incubation_project.problem"}
LOGO = "a file of logos"
CALL = {
    "calls_call.introduction",
    "calls_call.label",
    "calls_call.title",
    "calls_edition.programme",
    "calls_editioncriterion.hint",
    "calls_editioncriterion.label",
    "calls_problemstatement.text",
    "calls_question.hint",
    "calls_question.key",
    "calls_question.label",
}
TO_ANYBODY = {
    OURS: set(),
    # its published call, its showcase, whom to write to
    OTHER: {*SHOWCASE, *CALL, "territories_territory.contact_email", LOGO},
    # the calls open today, the national showcase, which territories are in a forum, statistics by programme
    "national": {*SHOWCASE, LOGO, "calls_call.label", "calls_call.title", "calls_edition.programme"},
    # the demonstration's page, where anybody may sign in as anybody; production has none
    "auth": {"accounts_user.name", "accounts_user.function", "territories_territory.name", LOGO},
}
# On the national host, those who hold a joint jury read its own words and the consented dossiers; members, theirs.
OF_A_SEAT = {
    "joint_juries_jury.title",
    "joint_juries_jury.place",
    "joint_juries_criterion.label",
    "joint_juries_criterion.hint",
    "joint_juries_passage.title",
    "joint_juries_passage.summary",
    "joint_juries_passage.origin",
    "joint_juries_seat.name",
    "joint_juries_seat.quality",
    "joint_juries_decision.verdict",
    "forums_nomination.snapshot",
    "a file of programme",
}
OF_THE_TEAM = {
    *OF_A_SEAT,
    "joint_juries_vote.question",
    "joint_juries_opinion.text",
    "joint_juries_juryevent.by_name",
    "joint_juries_juryevent.note",
    "joint_juries_lateballot.reason",
    "joint_juries_decision.means",
    "joint_juries_decision.motivation",
    "joint_juries_decision.conditions",
    "joint_juries_seat.email",
    "forums_nomination.nominated_by",
    "forums_nomination.territory_name",
    "forums_nomination.title",
    "forums_forumquestion.text",
    "forums_forumquestion.answer",
    "forums_forumquestion.asked_by",
    "forums_forumquestion.answered_by",
    "forums_forumquestion.territory_name",
    "forums_morningcoach.name",
    "forums_morningcoach.email",
    "forums_morningcoach.place",
    "forums_morningturn.coach_name",
    "forums_morningturn.coach_place",
    "territories_territory.code",
    "incubation_project.name (not shown yet)",
    "incubation_project.problem (not shown yet)",
}
# Whoever presides with a card sees the console besides, and what they are asked themselves.
OF_A_CHAIR = {
    *OF_A_SEAT,
    "joint_juries_vote.question",
    "joint_juries_opinion.text",
    "joint_juries_juryevent.by_name",
    "joint_juries_juryevent.note",
    "joint_juries_recusal.reason",
    "joint_juries_lateballot.reason",
}
# A link that is a secret is worth what it says on its own host.
BY_SECRET = {
    "carte/<str:secret>/",
    "carte/<str:secret>/code/",
    "carte/<str:secret>/message/",
    "mes-notes/<str:secret>/",
}
LOGOS = "media/logos/<slug:schema>/<str:name>"
# Addresses that answer although they name something of the other territory: what is public, or shared.
OPEN_TO_ANYBODY = {
    OURS: set(),
    OTHER: {
        "api/v1/calls/<uuid:pk>/",
        "appel/<uuid:pk>/",
        "api/v1/projects/<uuid:pk>/",
        "projets/<uuid:pk>/",
        LOGOS,
        *BY_SECRET,
    },
    "national": {
        LOGOS,
        *BY_SECRET,
        "forums/<slug:slug>/",
        "api/v1/forums/<slug:slug>/",
        "projets/<uuid:pk>/",
        "api/v1/projects/<uuid:pk>/",
    },
    # the progress of an erasure and its proof, which name nobody: whoever is erased has no account to show them to
    "auth": {"demo/<uuid:pk>/", "effacement/<uuid:pk>/", LOGOS},
}
# What a seat opens: its juries, and nothing else of the nation.
OF_JURIES = ("jurys/", "api/v1/juries/")
# Both territories take part in the season's forums: a manager sees the forum, and in it their own dossiers and letters.
OPEN_TO_MANAGERS = {"forums/<slug:slug>/", "forums/<slug:slug>/lettres/", "forums/<slug:slug>/lettres/envoyer/"}


def may_show(host: str, person: str) -> set[str]:
    who = person.removeprefix("token of ")
    if host == "national" and who in NATIONAL:
        return TO_ANYBODY[host] | OF_THE_TEAM
    if host == "national" and who == HOLDERS[False]:
        return TO_ANYBODY[host] | OF_A_CHAIR
    return TO_ANYBODY[host] | (OF_A_SEAT if host == "national" and who in JOINT else set())


def may_open(host: str, route: str, person: str) -> bool:
    if host == "national" and (person in NATIONAL or (person in JOINT and route.startswith(OF_JURIES))):
        return True
    return route in OPEN_TO_ANYBODY[host] or (host == OURS and person == "manager" and route in OPEN_TO_MANAGERS)


@pytest.mark.parametrize(
    "host",
    [
        pytest.param(OURS, marks=pytest.mark.xdist_group("canaries")),
        pytest.param(OTHER, marks=pytest.mark.xdist_group("canaries of neighbours")),
        pytest.param("national", marks=pytest.mark.xdist_group("canaries of neighbours")),
        pytest.param("auth", marks=pytest.mark.xdist_group("canaries")),
    ],
)
def test_nobody_reads_a_word_of_another_territory(inside, host):
    site = place_of(host)
    with touched(inside.database) as read:
        # the others are strangers there, as the manager of ours is
        only = BOLD if host == OTHER and not WHOLE else None
        found = go_round(site, inside.canaries, lambda everybody: tries(site.kind, everybody, whole=WHOLE), only=only)

    leaks = {
        f"{column} to {who}": str(answer)
        for (column, who), answer in found.shown.items()
        if column not in may_show(host, who)
    }
    opened = {
        f"{route} to {who}": str(answer)
        for (route, who), answer in found.opened.items()
        if not may_open(host, route, who)
    }
    assert (leaks, opened, found.mailed) == ({}, {}, set())
    assert {name: str(answer) for name, answer in found.broken.items()} == {}
    # no gate has answered for the view: each of these was the check itself
    assert {route: str(answer) for route, answer in found.stopped.items()} == {}
    # the oracle: PostgreSQL has read in the one schema whose context was open, and in the shared one
    assert read.keys() == {"public", *({host} & {OURS, OTHER})}
    if not WHOLE:
        figures.hold(f"Combinations tried on {NAMES[host]}", found.tried, "0 leaks, 0 reads in another context")


NAMES = {
    OURS: "a territory's host, with everything of another",
    OTHER: "another territory's own host",
    "national": "the national host",
    "auth": "the sign-in host",
}


@pytest.mark.xdist_group("canaries")
def test_what_the_whole_run_tries(inside):
    """Counted without being asked: `make test SLOW=1` asks."""
    total = 0
    for host in NAMES:
        site = place_of(host)
        with rehearsing():
            total += sum(1 for _each in tries(site.kind, list(cast.visitors(site)), whole=True))
    figures.hold("Combinations that `make test SLOW=1` tries", total, "0 leaks, 0 reads in another context")


@pytest.mark.xdist_group("canaries")
def test_canaries_are_in_every_text_and_would_be_seen(inside):
    """The other territory's own manager meets them: what is not seen by the others was there to be seen."""
    canaries, seen = inside.canaries, set()
    with rehearsing():
        manager = browser(place_of(OTHER), Someone(OTHER, "gestion").persona)
        for path in ("/", "/messages/", "/membres/", "/projets/", "/comites/", "/appels/", "/jurys/"):
            answer = manager.get(path)
            assert answer.status_code == 200, path
            seen |= canaries.columns_in(text_of(answer.content))

    # the log's chain is checked to the letter: its digests hold nobody's words; what is done forgets whom it was about;
    # words of a closing are of a site that answers nothing else
    assert (canaries.refused, canaries.still_empty) == (
        {
            "territory_audit_entry.digest",
            "privacy_request.email",
            "privacy_request.known",
            "territories_territory.moved_to",
            "territories_territory.closed_contact",
        },
        set(),
    )
    assert {"accounts_user.name", "accounts_user.email", "calls_call.title (not shown yet)"} - seen == set()
    assert len(seen) >= 12, seen
    assert {"a file of territories", "a file of programme"} <= set(canaries.where.values())
    # Files are filled too, and not counted: other tests of the same worker leave theirs on the shelves.
    texts = [column for column in canaries.where.values() if not column.startswith("a file of ")]
    figures.hold("Canaries", len(texts), "distinct strings in the other territory's texts")
    figures.hold("Columns that hold them", len(set(canaries.where.values())), "found in the catalogue")


@pytest.mark.xdist_group("canaries")
def test_what_is_left_without_a_canary_is_counted(inside):
    """A column that becomes too short, or a choice, or nobody's, is told here: somebody decides that it may."""
    canaries = inside.canaries
    texts = {name for name in canaries.where.values() if not name.startswith("a file of ")}
    filled_columns = {name.removesuffix(f" {UNSEEN}") for name in texts}

    assert canaries.too_short == {
        "accounts_apitoken.last_four",
        "accounts_user.language",
        "territories_provisioningrequest.accent",
        "territories_provisioningrequest.department",
        "territories_territory.accent",
        "territories_territory.department",
    }
    assert Counter(canaries.left.values()) == {
        "row of no territory": 55,
        "choice among a few words": 55,
        "what rows are found by": 20,
        "table of Django": 4,
        "key": 4,
        "name of a file": 1,
    }
    assert filled_columns & {*canaries.left, *canaries.too_short} == set()
    figures.hold("Columns too short for a canary", len(canaries.too_short), "a few letters each")
    figures.hold("Columns left as they are", len(canaries.left), "choices, keys, what rows are found by, nobody's rows")


def test_files_are_as_they_were_even_when_filling_fails(monkeypatch):
    names = [f"territories/half_way/{letter}" for letter in "ab"]
    written = [canary()]
    monkeypatch.setattr("tests.isolation.canaries._fill_database", lambda *_: None)
    monkeypatch.setattr("tests.isolation.canaries.canary", written.pop)
    for name in names:
        default_storage.save(name, ContentFile(name.encode()))
    try:
        with pytest.raises(IndexError), filled("no database", "half_way"):
            pytest.fail("there are two files and one canary")
        found = {}
        for name in names:
            with default_storage.open(name) as content:
                found[name] = content.read().decode()
    finally:
        for name in names:
            default_storage.delete(name)
    assert found == {name: name for name in names}


@pytest.mark.xdist_group("canaries")
def test_the_oracle_sees_a_single_read(inside):
    with touched(inside.database) as read, in_territory(OTHER):
        from programs.local.ideas.models import Idea

        Idea.objects.count()

    assert read.keys() == {OTHER}


@pytest.mark.xdist_group("canaries")
def test_a_key_of_the_cache_is_another_one_behind_another_context(inside):
    with in_territory(OTHER):
        cache.set("name", "zqx")
    seen = []
    for tenant_context in (in_territory(OURS), in_programme(), in_territory(OTHER)):
        with tenant_context:
            seen.append(cache.get("name"))

    assert (seen, cache.get("name")) == ([None, None, "zqx"], None)
