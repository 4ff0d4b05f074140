"""Tokens for scripts: one person, one site, the roles of this minute."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eclore.kit import clock
from eclore.kit.errors import NotAllowed
from tenants.accounts.domain import tokens
from tenants.accounts.models import ApiToken, User
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Membership
from tests.support.personas import HostClient, Persona, person


def made(*arguments: str) -> str:
    out = StringIO()
    call_command("create_token", *arguments, stdout=out)
    return out.getvalue().strip()


def me(site: Site, secret: str):
    return HostClient(site, HTTP_AUTHORIZATION=f"Bearer {secret}").get("/api/v1/me/")


@pytest.fixture
def manager(somme: Site) -> Persona:
    return person("manager", at=somme, email="gestion@exemple.fr", name="Gestion")


def test_a_token_speaks_for_its_person_in_its_territory(somme: Site, manager: Persona) -> None:
    secret = made(manager.email, "--territory", "somme")
    assert me(somme, secret).json() == {
        "id": str(manager.user_id),
        "name": "Gestion",
        "email": manager.email,
        "roles": ["manager"],
        "visitor": False,
    }
    with in_programme():
        kept = ApiToken.objects.get()
    assert secret not in str(vars(kept)) and secret.endswith(kept.last_four)


def test_a_token_opens_no_other_place(somme: Site, oise: Site, national: Site, manager: Persona) -> None:
    with in_programme():
        Membership.objects.create(
            user_id=manager.user_id, territory_id=oise.territory_id, territory_role=oise.role, role="manager"
        )
    secret = made(manager.email, "--territory", "somme")
    assert [me(site, secret).status_code for site in (somme, oise, national)] == [200, 401, 401]
    assert me(somme, secret + "x").status_code == 401


def test_a_national_token(somme: Site, national: Site) -> None:
    coach = person(national=("national_coach",))
    secret = made(coach.email, "--national")
    assert me(national, secret).json()["roles"] == ["national_coach"]
    assert me(somme, secret).status_code == 401


def test_a_role_taken_back_holds_for_tokens_at_once(somme: Site, manager: Persona) -> None:
    secret = made(manager.email, "--territory", "somme")
    assert me(somme, secret).status_code == 200
    with in_programme():
        Membership.objects.update(revoked_at=clock.now())
    assert me(somme, secret).status_code == 401


def test_a_token_taken_back_opens_nothing(somme: Site, manager: Persona) -> None:
    secret, by = made(manager.email, "--territory", "somme"), manager.at(somme)
    with in_programme():
        tokens.revoke(ApiToken.objects.get(), by=by)
    assert me(somme, secret).status_code == 401


def test_nobody_makes_or_takes_back_somebody_elses_token(somme: Site, manager: Persona) -> None:
    by = person("manager", at=somme).at(somme)
    made(manager.email, "--territory", "somme")
    with in_programme():
        with pytest.raises(NotAllowed):
            tokens.create(User.objects.get(pk=manager.user_id), territory_role=somme.role, by=by)
        with pytest.raises(NotAllowed):
            tokens.revoke(ApiToken.objects.get(), by=by)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["personne@exemple.fr", "--territory", "somme"], "Nobody signs in with personne@exemple.fr"),
        (["gestion@exemple.fr", "--territory", "nulle-part"], "Known ones: nord, oise, somme"),
        (["gestion@exemple.fr"], "one of the arguments --territory --national is required"),
    ],
)
def test_the_command_says_what_is_wrong(manager: Persona, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("create_token", *arguments)
