"""A territory's manager gives roles, takes them back, invites."""

import pytest
from django.core import mail
from django.db import DatabaseError

from eclore.kit import jobs
from eclore.kit.actor import system
from eclore.kit.errors import Invalid, NotAllowed, Refusal
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.domain import invitations, members
from tenants.memberships.models import Invitation, Membership
from tenants.memberships.queries import Member
from tests.factories import people
from tests.support.browsing import words
from tests.support.personas import browser, person
from tests.support.statements import Statements


@pytest.fixture
def posted(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """E-mails put in the queue."""
    emails: list[dict] = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: emails.append({"task": name, **args}))
    return emails


def held(user_id) -> list[tuple[str, bool]]:
    with in_programme():
        rows = Membership.objects.filter(user_id=user_id).order_by("role")
        return [(row.role, row.revoked_at is None) for row in rows]


def test_manager_adds_a_role_which_holds_at_the_next_request(somme: Site) -> None:
    manager, member = person("manager", at=somme), person("member", at=somme)
    theirs = browser(somme, member)
    assert theirs.get("/membres/").status_code == 403
    browser(somme, manager).post(f"/membres/{member.user_id}/roles/", {"role": "manager"})
    assert theirs.get("/membres/").status_code == 200


@pytest.mark.parametrize(("function", "told"), [("", "a@b.fr"), ("Cheffe de projet", "a@b.fr · Cheffe de projet")])
def test_a_member_is_known_by_their_address_and_function(function: str, told: str) -> None:
    assert Member(User(email="a@b.fr", function=function)).detail == told


def test_only_the_roles_that_somebody_lacks_are_offered(somme: Site) -> None:
    member = person("member", "coach", at=somme)
    client, address = browser(somme, person("manager", at=somme)), f"/membres/{member.user_id}/roles/"
    offered = [value for value, _label in client.get(address).context["form"].fields["role"].choices]
    assert offered == ["manager", "juror", "sponsor"]
    for typed in ({"role": "coach"}, {"role": "roi"}, {}):
        refused = client.post(address, typed)
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["role"])


def test_giving_a_role_twice_changes_nothing(somme: Site) -> None:
    member, by = person("member", at=somme), person("manager", at=somme).at(somme)
    with in_territory(somme.schema_name):
        user = User.objects.get(pk=member.user_id)
        first, second = (members.grant(user, "juror", territory_id=somme.territory_id, by=by) for _ in range(2))
    assert (first.pk, first.granted_by) == (second.pk, by.name)
    assert held(member.user_id) == [("juror", True), ("member", True)]


def test_a_role_taken_back_is_gone_at_the_next_request_and_may_be_given_again(somme: Site) -> None:
    manager, juror = person("manager", at=somme), person("juror", at=somme)
    client, theirs = browser(somme, manager), browser(somme, juror)
    assert theirs.get("/deconnexion/").context["actor"].is_authenticated
    with in_programme():
        pk = Membership.objects.get(user_id=juror.user_id).pk
    asked = client.get(f"/roles/{pk}/retirer/")
    assert (asked.status_code, held(juror.user_id)) == (200, [("juror", True)])
    assert client.post(f"/roles/{pk}/retirer/")["Location"] == "/membres/"
    assert not theirs.get("/deconnexion/").context["actor"].is_authenticated
    with in_territory(somme.schema_name):
        user = User.objects.get(pk=juror.user_id)
        members.grant(user, "juror", territory_id=somme.territory_id, by=system())
    assert held(juror.user_id) == [("juror", False), ("juror", True)]


def test_the_last_manager_stays(somme: Site) -> None:
    manager = person("manager", "member", at=somme)
    other = person("manager", at=somme)
    by = manager.at(somme)
    with in_territory(somme.schema_name):
        rows = {row.user_id: row for row in Membership.objects.filter(role="manager")}
        members.revoke(rows[other.user_id], by=by)
        with pytest.raises(members.LastManager, match="dernière personne"):
            members.revoke(rows[manager.user_id], by=by)
        assert Membership.objects.filter(role="manager", revoked_at=None).count() == 1


def test_the_page_tells_why_the_last_manager_stays(somme: Site) -> None:
    manager = person("manager", at=somme)
    with in_programme():
        pk = Membership.objects.get(user_id=manager.user_id).pk
    client = browser(somme, manager)
    assert "dernière personne" in words(client.get(client.post(f"/roles/{pk}/retirer/")["Location"]))


def test_an_unknown_role_is_refused(somme: Site) -> None:
    manager = person("manager", at=somme)
    by = manager.at(somme)
    with in_territory(somme.schema_name), pytest.raises(Invalid):
        members.grant(User.objects.get(pk=manager.user_id), "roi", territory_id=somme.territory_id, by=by)


@pytest.mark.parametrize("role", ["member", "juror", "coach", "sponsor"])
def test_only_managers_touch_roles(somme: Site, role: str) -> None:
    target, other = person("manager", at=somme), person(role, at=somme)
    with in_programme():
        pk = Membership.objects.get(user_id=target.user_id).pk
    client = browser(somme, other)
    answers = [
        client.get("/membres/"),
        client.get("/membres/inviter/"),
        client.post("/membres/inviter/", {"email": "a@b.fr", "role": "member"}),
        client.post(f"/membres/{other.user_id}/roles/", {"role": "manager"}),
        client.post(f"/roles/{pk}/retirer/"),
        client.get("/visites/"),
    ]
    assert [answer.status_code for answer in answers] == [403] * 6
    assert held(other.user_id) == [(role, True)]
    by = other.at(somme)
    with in_territory(somme.schema_name), pytest.raises(NotAllowed):
        members.revoke(Membership.objects.get(pk=pk), by=by)


def test_nobody_signed_in_is_sent_to_sign_in(somme: Site) -> None:
    assert browser(somme).get("/membres/?page=2")["Location"] == "/connexion/?suite=%2Fmembres%2F%3Fpage%3D2"


def test_a_manager_sees_and_touches_their_own_people_only(somme: Site, oise: Site) -> None:
    manager = person("manager", at=somme, name="Gestionnaire de la Somme")
    foreign = person("manager", at=oise, name="CANARI de l'Oise")
    with in_programme():
        pk = Membership.objects.get(user_id=foreign.user_id).pk
    client = browser(somme, manager)
    assert "CANARI" not in words(client.get("/membres/"))
    assert client.post(f"/membres/{foreign.user_id}/roles/", {"role": "manager"}).status_code == 404
    assert client.post(f"/roles/{pk}/retirer/").status_code == 404
    assert held(foreign.user_id) == [("manager", True)]


def test_the_database_itself_refuses_a_role_for_a_stranger(somme: Site, oise: Site) -> None:
    stranger = person("member", at=oise)
    facts = {"user_id": stranger.user_id, "territory_id": somme.territory_id, "territory_role": somme.role}
    with pytest.raises(DatabaseError, match="its own people only"), in_territory(somme.schema_name):
        Membership.objects.create(role="manager", **facts)


def test_an_invitation_is_written_and_posted(somme: Site, posted: list[dict]) -> None:
    manager = person("manager", at=somme, name="Gestionnaire")
    client = browser(somme, manager)
    typed = {"email": " Jure@Exemple.fr ", "name": "Jurée invitée", "role": "juror"}
    assert client.post("/membres/inviter/", typed)["Location"] == "/membres/"
    with in_programme():
        made = Invitation.objects.get()
    assert (made.email, made.role, made.territory_role, made.invited_by) == (
        "jure@exemple.fr",
        "juror",
        somme.role,
        "Gestionnaire",
    )
    [email] = posted
    assert (email["to_email"], email["subject"]) == ("jure@exemple.fr", "Gestionnaire vous invite : Somme")
    assert somme.url("/invitation/") in email["body"] and "Membre du jury" in email["body"]
    assert "jure@exemple.fr" in words(client.get("/membres/"))
    assert mail.outbox == []


def test_inviting_again_replaces_the_pending_invitation(somme: Site, posted: list[dict]) -> None:
    manager = person("manager", at=somme)
    first, second = people.invitation(somme, manager), people.invitation(somme, manager)
    with in_programme():
        assert list(Invitation.objects.filter(revoked_at=None).values_list("pk", flat=True)) == [second.pk]
        assert Invitation.objects.get(pk=first.pk).revoked_at is not None


def test_inviting_a_member_points_to_the_list(somme: Site) -> None:
    manager, member = person("manager", at=somme), person("member", at=somme, email="membre@exemple.fr")
    typed = {"email": member.email, "name": "", "role": "juror"}
    response = browser(somme, manager).post("/membres/inviter/", typed)
    assert response.status_code == 422
    assert "déjà membre" in str(response.context["form"].errors["email"])
    assert 'value="membre@exemple.fr"' in words(response)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": "pas une adresse", "role": "juror"}, "email"),
        ({"email": "", "role": "juror"}, "email"),
        ({"email": "a\x00@b.fr", "role": "juror"}, "email"),
        ({"email": "a@b.fr", "role": "roi"}, "role"),
        ({}, "role"),
    ],
)
def test_bad_invitations_are_told_next_to_the_field(somme: Site, typed: dict, field: str) -> None:
    response = browser(somme, person("manager", at=somme)).post("/membres/inviter/", typed)
    assert response.status_code == 422 and field in response.context["form"].errors


def test_an_invitation_is_taken_back(somme: Site, posted: list[dict]) -> None:
    manager = person("manager", at=somme)
    made = people.invitation(somme, manager)
    client = browser(somme, manager)
    assert client.post(f"/invitations/{made.pk}/retirer/")["Location"] == "/membres/"
    assert client.post(f"/invitations/{made.pk}/retirer/").status_code == 404


def test_an_accepted_invitation_cannot_be_taken_back(somme: Site, posted: list[dict]) -> None:
    manager = person("manager", at=somme)
    made = people.invitation(somme, manager)
    guest = person(email=made.email)
    with in_programme():
        invitations.accept(User.objects.get(pk=guest.user_id), territory_id=somme.territory_id)
        made.refresh_from_db()
    by = manager.at(somme)
    with in_territory(somme.schema_name), pytest.raises(Refusal, match="déjà été acceptée"):
        invitations.withdraw(made, by=by)


@pytest.mark.parametrize("how_many", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(somme: Site, posted: list[dict], how_many: int) -> None:
    manager = person("manager", at=somme)
    for number in range(how_many):
        person("member", "juror", at=somme)
        people.invitation(somme, manager, email=f"invitee{number}@exemple.fr")
    client = browser(somme, manager)
    with Statements() as sql:
        page = client.get("/membres/")
    assert (len(sql), page.context["page"].paginator.count) == (5, how_many + 1)


@pytest.mark.parametrize(("search", "found"), [("ada", ["Ada Exemple"]), ("exemple.org", ["Zoé"]), ("personne", [])])
def test_people_are_found_by_name_or_address(somme: Site, search: str, found: list[str]) -> None:
    manager = person("manager", at=somme, name="Gestion")
    person("member", at=somme, name="Ada Exemple")
    person("member", at=somme, name="Zoé", email="z@exemple.org")
    with in_programme():
        User.objects.filter(pk=manager.user_id).update(email="gestion@test.fr")
        User.objects.filter(name="Ada Exemple").update(email="a@test.fr")
    seen = words(browser(somme, manager).get("/membres/", {"q": search}))
    assert [name for name in ("Ada Exemple", "Zoé") if name in seen] == found


def test_a_search_of_fifteen_words_costs_one_filter_a_word_and_says_which_were_left_out(somme):
    """« e e e… »: 13 words took 4.7 s, 15 words 44 s."""
    visitor = browser(somme, person("manager", at=somme))
    with Statements() as sql:
        page = visitor.get("/membres/", {"q": "e " * 50})
    assert (page.status_code, max(map(len, sql.texts)) < 3000) == (200, True)

    page = words(visitor.get("/membres/", {"q": "a b c d e f g h i j"}))
    assert "La recherche porte sur 8 mots au plus : « i j » n'ont pas été cherchés." in page
