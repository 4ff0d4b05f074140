"""Which buttons stand and which words a row shows, according to where things are."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import set_urlconf

from eclore.kit import clock
from eclore.kit.elements import Tag
from programs.local.ideas.domain import commitments
from programs.local.ideas.figures import Figures
from programs.local.ideas.models import Commitment, CommitmentState, Idea, TeamMember
from programs.local.ideas.pages import board, detail, team
from programs.local.ideas.states import IdeaState
from tenants import hosts
from tenants.contexts import in_territory
from tests.factories.calls import a_call, an_edition
from tests.factories.ideas import a_draft
from tests.support.personas import person

BOSS = {"signatory_name": "Directrice", "signatory_email": "directrice@exemple.fr"}


@pytest.fixture(autouse=True)
def addresses_of_a_territory():
    set_urlconf(settings.URLCONFS[hosts.TERRITORY])
    yield
    set_urlconf(None)


@pytest.fixture
def draft(somme):
    author = person("member", at=somme, name="Agente").at(somme)
    with in_territory(somme):
        return a_draft(a_call(), author), author


def labels(actions):
    return [action.label for action in actions]


@pytest.mark.parametrize(
    ("state", "closes_in", "unanswered", "offered"),
    [
        ("preparation", 1, 0, ["Modifier", "Relire et publier"]),
        ("published", 1, 3, ["Modifier", "Adresse et QR code", "Terminer l'édition"]),
        ("published", -1, 0, ["Modifier", "Terminer l'édition"]),
        ("published", -1, 3, ["Modifier", "Composer un jury", "Terminer l'édition"]),
        ("closed", -1, 0, ["Modifier", "Rouvrir l'édition"]),
    ],
)
def test_the_boards_header_follows_the_life_of_the_edition(somme, state, closes_in, unanswered, offered):
    with in_territory(somme):
        edition = an_edition()
        edition.state, edition.call.closes_at = state, clock.now() + timedelta(days=closes_in)

        assert labels(board.header_actions(edition, acts=True, unanswered=unanswered)) == offered
        assert board.header_actions(edition, acts=False, unanswered=unanswered) == []


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"refused": 2, "waiting": 1, "signed": 1}, Tag("2 refusés", "bad")),
        ({"refused": 0, "waiting": 1, "signed": 1}, Tag("1 en attente", "warn")),
        ({"refused": 0, "waiting": 0, "signed": 1}, Tag("1 signé", "quiet")),
        ({"refused": 0, "waiting": 0, "signed": 0}, None),
    ],
)
def test_a_row_tells_the_worst_of_its_commitments(counts, shown):
    idea, figures = Idea(state=IdeaState.SUBMITTED), Figures(**counts)

    assert board.BoardRow.of(idea, figures) == board.BoardRow(idea, figures, "", shown)


def test_views_and_exports_keep_what_was_looked_for(somme):
    with in_territory(somme):
        edition = an_edition()
    address = f"/appels/{edition.pk}/export"
    wanted = QueryDict("q=route&page=2&vue=colonnes")

    assert [view.url for view in board.view_actions(edition, wanted, in_columns=True)] == [
        "?q=route",
        f"{address}.xlsx?q=route",
        f"{address}.csv?q=route",
    ]
    assert board.view_actions(edition, wanted, in_columns=False)[0].url == "?q=route&vue=colonnes"


def test_what_is_asked_of_line_managers_follows_their_answer(draft, somme):
    idea, author = draft
    with in_territory(somme):
        member = idea.team.get(leads=True)
        (before,) = team.member_rows(idea, writes=True, asks=True)
        (asked, _secret) = commitments.request(member, by=author, **BOSS)
        offered = {}
        for state in CommitmentState:
            asked.state = state
            offered[state.value] = labels(
                team.member_rows(with_team(idea, member, asked), writes=True, asks=True)[0].actions
            )

    assert labels(before.actions) == ["Demander l'accord du responsable"]
    assert offered == {
        "requested": ["Relancer", "Demander à quelqu'un d'autre"],
        "signed": [],
        "refused": ["Demander de nouveau, ou à quelqu'un d'autre"],
    }


def with_team(idea: Idea, member: TeamMember, commitment: Commitment) -> Idea:
    member.commitment = commitment
    idea._prefetched_objects_cache = {"team": [member]}
    return idea


def test_somebody_who_only_reads_is_offered_nothing_about_the_team(draft, somme):
    idea, _author = draft
    with in_territory(somme):
        (row,) = team.member_rows(idea, writes=False, asks=False)

    assert (row.notes, row.remove_url, row.commitment, row.actions) == (["porte l'idée"], "", None, [])


@pytest.mark.parametrize(
    ("state", "verbs", "questions", "onward"),
    [
        ("submitted", ["ask_completion", "set_aside", "merge"], ["completer", "ecarter"], []),
        ("to_complete", ["set_aside"], ["ecarter"], []),
        ("shortlisted", ["nominate", "take_internally"], [], ["Nommer pour un forum"]),
        ("not_retained", ["take_internally"], [], ["Reprendre localement"]),
        ("laureate", [], [], []),
    ],
)
def test_triage_offers_what_the_verbs_allow(draft, somme, state, verbs, questions, onward):
    idea, _author = draft
    idea.state = state
    with in_territory(somme):
        shown = detail.triage(idea, verbs)

    assert [question.id for question in shown.questions] == questions
    assert labels(shown.onward) == [*onward, "Toutes les idées de l'appel"]
    assert (shown.merge is not None, shown.studies) == ("merge" in verbs, bool(questions))
