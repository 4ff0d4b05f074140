"""The national team: dated, revocable, read again at every request."""

from datetime import timedelta

import pytest

from eclore.kit import clock, jobs
from eclore.kit.elements import Tag
from tenants.accounts.models import User
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.domain import grants
from tenants.memberships.models import NationalGrant
from tenants.memberships.pages import GrantRow
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.statements import Statements

ADMINISTRATOR, COACH = "national_administrator", "national_coach"


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    emails: list[dict] = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: emails.append(args))
    return emails


def test_administrator_names_somebody_who_has_no_account_yet(national: Site, posted: list[dict]) -> None:
    client = browser(national, person(national=(ADMINISTRATOR,), name="Administratrice"))
    until = (clock.today() + timedelta(days=90)).isoformat()
    typed = {"email": "Coach@Exemple.fr", "name": "Coach nationale", "kind": COACH, "until": until}
    assert client.post("/equipe/nommer/", typed)["Location"] == "/equipe/"
    with in_programme():
        made = NationalGrant.objects.select_related("user").get(kind=COACH)
    assert (made.user.email, made.user.name, made.granted_by, made.until.isoformat()) == (
        "coach@exemple.fr",
        "Coach nationale",
        "Administratrice",
        until,
    )
    assert posted[0]["to_email"] == "coach@exemple.fr" and national.url("/connexion/") in posted[0]["body"]
    assert "Coach nationale" in words(client.get("/equipe/"))


def test_naming_again_changes_the_end(national: Site, posted: list[dict]) -> None:
    by = person(national=(ADMINISTRATOR,)).at(national)
    with in_programme():
        first = grants.grant("coach@exemple.fr", COACH, by=by)
        second = grants.grant("coach@exemple.fr", COACH, by=by, until=clock.today())
        assert first.pk == second.pk and second.until == clock.today()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "pas une adresse", "kind": COACH}, "email"),
        ({"email": "a@b.fr", "kind": "roi"}, "kind"),
        ({"email": "a@b.fr", "kind": COACH, "until": "2001-01-01"}, "until"),
        ({"email": "a@b.fr", "kind": COACH, "until": "demain"}, "until"),
    ],
)
def test_bad_grants_are_told_next_to_the_field(national: Site, typed: dict, field: str) -> None:
    response = browser(national, person(national=(ADMINISTRATOR,))).post("/equipe/nommer/", typed)
    assert response.status_code == 422 and field in response.context["form"].errors


def test_a_grant_taken_back_is_gone_at_the_next_request(national: Site) -> None:
    administrator, coach = person(national=(ADMINISTRATOR,)), person(national=(COACH,))
    theirs = browser(national, coach)
    assert theirs.get("/equipe/").status_code == 200
    with in_programme():
        pk = NationalGrant.objects.get(user_id=coach.user_id).pk
    assert browser(national, administrator).post(f"/equipe/{pk}/retirer/")["Location"] == "/equipe/"
    assert theirs.get("/equipe/").status_code == 403


def test_a_grant_ends_after_its_last_day(national: Site) -> None:
    coach = person(national=(COACH,))
    with in_programme():
        NationalGrant.objects.update(until=clock.today())
    assert coach.at(national).roles == {COACH}
    with clock.at(clock.now() + timedelta(days=1)):
        assert coach.at(national).roles == frozenset()


def test_the_last_administrator_stays(national: Site) -> None:
    administrator = person(national=(ADMINISTRATOR,))
    by = administrator.at(national)
    with in_programme(), pytest.raises(grants.LastAdministrator):
        grants.revoke(NationalGrant.objects.get(user_id=administrator.user_id), by=by)


def test_no_end_is_given_to_whoever_would_administer_last(national: Site, posted: list[dict]) -> None:
    first, other = person(national=(ADMINISTRATOR,)), person(national=(ADMINISTRATOR,))
    by, soon = first.at(national), clock.today() + timedelta(days=30)
    with in_programme():
        assert grants.grant(other.email, ADMINISTRATOR, by=by, until=soon).until == soon
        with pytest.raises(grants.LastAdministrator):
            grants.grant(first.email, ADMINISTRATOR, by=by, until=soon)
        earlier = soon - timedelta(days=1)
        assert grants.grant(other.email, ADMINISTRATOR, by=by, until=earlier).until == earlier
        assert NationalGrant.objects.get(user_id=first.user_id).until is None

    refused = browser(national, first).post(
        "/equipe/nommer/", {"email": first.email, "name": "", "kind": ADMINISTRATOR, "until": soon.isoformat()}
    )
    assert refused.status_code == 422 and "plus personne n'administrerait" in words(refused)


def test_a_grant_past_its_day_or_an_account_that_is_closed_keeps_nobody(national: Site) -> None:
    last, over, closed = (person(national=(ADMINISTRATOR,)) for _number in range(3))
    by = last.at(national)
    with in_programme():
        NationalGrant.objects.filter(user_id=over.user_id).update(until=clock.today() - timedelta(days=1))
        User.objects.filter(pk=closed.user_id).update(is_active=False)
        with pytest.raises(grants.LastAdministrator):
            grants.revoke(NationalGrant.objects.get(user_id=last.user_id), by=by)


@pytest.mark.parametrize("kinds", [(), (COACH,)])
def test_only_administrators_name(national: Site, kinds: tuple[str, ...]) -> None:
    target = person(national=(ADMINISTRATOR,))
    with in_programme():
        pk = NationalGrant.objects.get(user_id=target.user_id).pk
    client = browser(national, person(national=kinds))
    answers = [
        client.get("/equipe/nommer/"),
        client.post("/equipe/nommer/", {"email": "a@b.fr", "kind": ADMINISTRATOR}),
        client.post(f"/equipe/{pk}/retirer/"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 3
    with in_programme():
        assert NationalGrant.objects.filter(kind=ADMINISTRATOR, revoked_at=None).count() == 1
        assert not User.objects.filter(email="a@b.fr").exists()


def test_a_national_role_gives_nothing_inside_a_territory(somme: Site) -> None:
    assert browser(somme, person(national=(ADMINISTRATOR,))).get("/membres/").status_code == 302


@pytest.mark.parametrize("may_manage", [True, False])
@pytest.mark.parametrize(
    ("days", "revoked", "state", "may_end"),
    [
        (None, False, Tag("En cours", "good"), True),
        (0, False, Tag("En cours", "good"), True),
        (-1, False, Tag("Terminée", "neutral"), False),
        (None, True, Tag("Retirée", "neutral"), False),
        (-1, True, Tag("Retirée", "neutral"), False),
    ],
)
def test_a_line_of_the_team_says_what_holds_and_what_may_be_taken_back(
    days: int | None, revoked: bool, state: Tag, may_end: bool, may_manage: bool
) -> None:
    until = None if days is None else clock.today() + timedelta(days=days)
    grant = NationalGrant(kind=COACH, until=until, revoked_at=clock.now() if revoked else None)
    row = GrantRow.of(grant, may_manage=may_manage)
    assert (row.state, row.revoke_url) == (state, f"/equipe/{grant.pk}/retirer/" if may_end and may_manage else "")


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_team_page_costs_the_same_whatever_its_length(national: Site, how_many: int) -> None:
    administrator = person(national=(ADMINISTRATOR,))
    for _number in range(how_many):
        person(national=(COACH,))
    client = browser(national, administrator)
    with Statements() as sql:
        page = client.get("/equipe/")
    assert (len(sql), len(page.context["grants"])) == (2, how_many + 1)
