"""An operator names the first people from the command line; everybody else is named by them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from eclore.kit import jobs
from tenants.audit.programme.models import Entry as ProgrammeEntry
from tenants.audit.territory.models import Entry as TerritoryEntry
from tenants.contexts import in_programme, in_territory
from tenants.memberships.models import Invitation, Membership, NationalGrant
from tests.support.personas import person

WHO = "premiere@exemple.fr"


@pytest.fixture
def posted(monkeypatch):
    letters = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: letters.append(args))
    return letters


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def programme_lines():
    with in_programme():
        return list(ProgrammeEntry.objects.order_by("pk").values_list("verb", "by_kind"))


def lines_of(territory):
    with in_territory(territory):
        return list(TerritoryEntry.objects.order_by("pk").values_list("verb", "by_kind"))


def test_the_first_administrator_is_named_once(national, posted):
    before = programme_lines()
    first = run("grant_administrator", " Premiere@Exemple.fr ", "--name", "Première Personne")
    again = run("grant_administrator", WHO)

    with in_programme():
        held = NationalGrant.objects.select_related("user").get()
    assert (held.user.email, held.user.name, held.kind, held.until) == (
        WHO,
        "Première Personne",
        "national_administrator",
        None,
    )
    assert [letter["to_email"] for letter in posted] == [WHO] and national.url("/connexion/") in posted[0]["body"]
    assert "Une lettre lui est envoyée" in first and "rien n'est changé" in again
    assert national.url("/connexion/") in first and national.url("/connexion/") in again
    assert programme_lines() == [*before, ("grant", "system")]


def test_a_territorys_first_manager_is_invited_once(somme, posted):
    before = lines_of(somme)
    first = run("invite_manager", "somme", WHO, "--name", "Première Personne")
    again = run("invite_manager", "somme", WHO)

    with in_territory(somme):
        invited = Invitation.objects.get(email=WHO)
    assert (invited.role, invited.name, invited.invited_by) == ("manager", "Première Personne", "Éclore")
    assert [letter["to_email"] for letter in posted] == [WHO] and somme.url("/invitation/") in posted[0]["body"]
    assert "est envoyée à" in first and "rien n'est envoyé" in again
    assert somme.url("/connexion/") in first
    assert lines_of(somme) == [*before, ("invite", "system")]


def test_a_lost_letter_is_replaced_when_asked(somme, posted):
    run("invite_manager", "somme", WHO)
    run("invite_manager", "somme", WHO, "--again")

    with in_territory(somme):
        assert [row.revoked_at is None for row in Invitation.objects.filter(email=WHO).order_by("created_at")] == [
            False,
            True,
        ]
    assert len(posted) == 2


def test_a_member_becomes_the_manager_without_a_letter(somme, posted):
    member = person("member", at=somme, email=WHO)
    first, again = run("invite_manager", "somme", WHO), run("invite_manager", "somme", WHO)

    with in_territory(somme):
        roles = set(Membership.objects.filter(user_id=member.user_id).values_list("role", flat=True))
    assert (roles, posted) == ({"member", "manager"}, [])
    assert "gère maintenant" in first and "gère déjà" in again


@pytest.mark.parametrize(
    "arguments",
    [
        ("grant_administrator", "pas une adresse"),
        ("invite_manager", "somme", "pas une adresse"),
        ("invite_manager", "nulle-part", WHO),
    ],
)
def test_what_is_wrong_is_a_sentence_and_the_code_2(real_db, somme, posted, arguments):
    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert (refused.value.returncode, posted) == (2, [])
    assert str(refused.value).endswith((".", "?"))
    with in_programme():
        assert not NationalGrant.objects.exists() and not Invitation.objects.exists()
