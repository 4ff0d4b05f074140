"""Who may enter a territory: members, those who were invited, and those whom its rule welcomes."""

from datetime import timedelta

import pytest

from eclore.kit import clock
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Invitation, Membership
from tenants.territories.models import Territory
from tests.support.browsing import Browser, words
from tests.support.personas import Persona, person


def rule(site: Site, joining: str, *domains: str, contact: str = "") -> None:
    with in_programme():
        Territory.objects.filter(pk=site.territory_id).update(
            joining=joining, email_domains=list(domains), contact_email=contact
        )


def arriving(persona: Persona, site: Site, auth_host: Site):
    """What the auth host answers to somebody signed in there who is heading for `site`; and their browser."""
    mine = Browser(site, auth_host).sign_in(auth_host, persona)
    return mine.open(mine.at(site).get("/connexion/")["Location"]), mine


def roles(persona: Persona) -> list[str]:
    with in_programme():
        held = Membership.objects.filter(user_id=persona.user_id, revoked_at=None)
        return sorted(held.values_list("role", flat=True))


def invited(email: str, site: Site, role: str = "juror", **changes) -> None:
    facts = {"invited_by": "Une gestionnaire", "expires_at": clock.now() + timedelta(days=1), **changes}
    with in_programme():
        Invitation.objects.create(
            email=email, territory_id=site.territory_id, territory_role=site.role, role=role, **facts
        )


def test_an_account_of_elsewhere_joins_by_saying_so(somme: Site, auth_host: Site) -> None:
    rule(somme, "open")
    stranger = person()
    asked, mine = arriving(stranger, somme, auth_host)
    assert asked.status_code == 200 and "verront votre nom" in words(asked)
    assert roles(stranger) == []
    assert mine.at(auth_host).post("/entrer/")["Location"].startswith(somme.url("/entree/?code="))
    assert roles(stranger) == ["member"]


@pytest.mark.parametrize(
    ("email", "welcome"),
    [
        ("a@somme.fr", True),
        ("a@Somme.FR", True),
        ("a@x-somme.fr", False),
        ("a@somme.fr.ailleurs.fr", False),
        ("a@sub.somme.fr", False),
    ],
)
def test_domains_are_compared_whole(somme: Site, auth_host: Site, email: str, welcome: bool) -> None:
    rule(somme, "domains", "somme.fr", "@autre.fr", contact="equipe@somme.fr")
    answer, _mine = arriving(person(email=email), somme, auth_host)
    assert answer.status_code == (200 if welcome else 403)
    if not welcome:
        page = words(answer)
        assert "@somme.fr" in page and "mailto:equipe@somme.fr" in page


def test_by_invitation_only_says_whom_to_ask(somme: Site, auth_host: Site) -> None:
    rule(somme, "invitation", contact="equipe@somme.fr")
    stranger = person()
    answer, mine = arriving(stranger, somme, auth_host)
    assert answer.status_code == 403
    assert "On y entre sur invitation." in words(answer) and "mailto:equipe@somme.fr" in words(answer)
    assert mine.at(auth_host).post("/entrer/").status_code == 403
    assert roles(stranger) == []


def test_a_pending_invitation_is_accepted_on_the_way(somme: Site, auth_host: Site) -> None:
    rule(somme, "invitation")
    juror = person(email="jure@exemple.fr")
    invited("jure@exemple.fr", somme)
    invited("jure@exemple.fr", somme, role="sponsor")
    answer, mine = arriving(juror, somme, auth_host)
    assert mine.open(answer["Location"]).status_code == 302
    assert roles(juror) == ["juror", "sponsor"]
    with in_programme():
        assert Invitation.objects.filter(accepted_at=None).count() == 0


@pytest.mark.parametrize("changes", [{"expires_at": clock.now() - timedelta(days=1)}, {"revoked_at": clock.now()}])
def test_an_invitation_past_or_withdrawn_is_not_accepted(somme: Site, auth_host: Site, changes: dict) -> None:
    rule(somme, "invitation")
    invited("jure@exemple.fr", somme, **changes)
    answer, _mine = arriving(person(email="jure@exemple.fr"), somme, auth_host)
    assert answer.status_code == 403


def test_an_invitation_to_one_territory_opens_no_other(somme: Site, oise: Site, auth_host: Site) -> None:
    rule(oise, "invitation")
    invited("jure@exemple.fr", somme)
    juror = person(email="jure@exemple.fr")
    assert arriving(juror, oise, auth_host)[0].status_code == 403
    assert roles(juror) == []


def test_somebody_put_out_does_not_come_back_alone(somme: Site, auth_host: Site) -> None:
    rule(somme, "open")
    out = person("member", at=somme, email="sortie@exemple.fr")
    with in_programme():
        Membership.objects.update(revoked_at=clock.now())
    answer, _mine = arriving(out, somme, auth_host)
    assert answer.status_code == 403 and "Votre accès y a été retiré." in words(answer)
    invited("sortie@exemple.fr", somme, role="member")
    assert arriving(out, somme, auth_host)[0].status_code == 302
    assert roles(out) == ["member"]
