"""Whose account it is: a mailbox proved once, then ProConnect alone; and which territory is proposed."""

from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core import mail

from eclore.kit import audit, clock
from tenants import grants
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.domain import invitations
from tenants.memberships.models import Membership
from tenants.territories.models import Territory
from tests.support.browsing import Browser, code_received, words
from tests.support.personas import browser, person
from tests.support.proconnect import AGENT
from tests.support.proconnect.journey import Arrival


def accounts() -> list[tuple[str, str]]:
    with in_programme():
        return sorted(SocialAccount.objects.values_list("uid", "user__email"))


def test_a_newcomer_proves_the_mailbox_once_and_is_asked_no_name(agent: Arrival) -> None:
    assert agent.first_time()["Location"] == "/entrer/"

    assert "ProConnect" not in "".join(message.subject for message in mail.outbox)
    with in_programme():
        user = User.objects.get(email=AGENT["email"])
        assert (user.name, user.has_usable_password()) == ("Camille Andrée Martin", False)
        linked = SocialAccount.objects.get(user=user)
        assert (linked.provider, linked.uid) == ("proconnect", "camille")
        assert linked.extra_data == {
            "email": AGENT["email"],
            "name": user.name,
            "siret": AGENT["siret"],
            "idp_id": AGENT["idp_id"],
        }


def test_the_page_of_the_code_says_why(agent: Arrival) -> None:
    agent.come_back()

    assert "Ce code montre, une seule fois, que cette boîte est bien la vôtre" in words(
        agent.client.get("/compte/login/code/confirm/")
    )


def test_the_second_time_proconnect_is_enough(agent: Arrival, mine: Browser, auth_host: Site) -> None:
    agent.first_time()
    sent = len(mail.outbox)
    again = Arrival(Browser(auth_host), auth_host, agent.provider)

    assert again.come_back()["Location"] == "/entrer/"
    assert again.client.get("/entrer/")["Location"] == "/compte/"
    assert len(mail.outbox) == sent and accounts() == [("camille", AGENT["email"])]


def test_from_a_territory_and_back_to_it(agent: Arrival, mine: Browser, somme: Site) -> None:
    login, _url = mine.arrive(somme.url("/connexion/?suite=/mes-idees/"))
    assert "Entrer dans l'espace Somme" in words(login)
    agent.first_time()

    arrived = mine.open(agent.client.get("/entrer/")["Location"])
    assert arrived["Location"] == "/mes-idees/"
    assert "Camille Andrée Martin" in words(mine.at(somme).get("/mes-idees/"))


def test_an_account_that_exists_is_not_opened_by_proconnects_word_on_its_address(agent: Arrival) -> None:
    person(email=AGENT["email"], name="Celle qui était là")
    agent.come_back()

    assert agent.client.get("/compte/")["Location"].startswith("/connexion/")
    assert agent.client.post("/compte/login/code/confirm/", {"code": "0000-0000"}).status_code == 422
    assert accounts() == []


def test_an_account_that_exists_is_linked_by_the_proof_of_its_mailbox_and_its_owner_is_told(agent: Arrival) -> None:
    known = person(email=AGENT["email"], name="Celle qui était là")

    assert agent.first_time()["Location"] == "/entrer/"
    assert accounts() == [("camille", known.email)]
    assert "Celle qui était là" in words(agent.client.get("/compte/"))
    told = mail.outbox[-1]
    assert (told.to, told.subject) == ([known.email], "ProConnect ouvre maintenant votre compte")


def test_an_invitation_is_kept_once_the_mailbox_is_proved_and_not_before(
    agent: Arrival, mine: Browser, somme: Site
) -> None:
    manager = person("manager", at=somme).at(somme)
    with in_territory(somme.schema_name):
        invitations.invite(AGENT["email"], "sponsor", site=somme, by=manager)
    mine.arrive(somme.url("/connexion/"))
    agent.come_back()
    with in_programme():
        assert not Membership.objects.filter(role="sponsor", territory_id=somme.territory_id).exists()
    agent.prove_mailbox()
    agent.client.get("/entrer/")
    with in_programme():
        held = Membership.objects.filter(user__email=AGENT["email"], territory_id=somme.territory_id)
        assert list(held.values_list("role", flat=True)) == ["sponsor"]


def test_another_provider_gives_another_subject_which_proves_the_mailbox_again(agent: Arrival, auth_host: Site) -> None:
    """`sub` is one person at one identity provider: a new one may be a new employer, or an impostor."""
    agent.first_time()
    agent.provider.be({"camille-ailleurs": AGENT})
    other = Arrival(Browser(auth_host), auth_host, agent.provider)

    assert other.come_back(sub="camille-ailleurs")["Location"] == "/compte/login/code/confirm/"
    assert other.client.get("/compte/")["Location"].startswith("/connexion/")
    other.prove_mailbox()
    assert accounts() == [("camille", AGENT["email"]), ("camille-ailleurs", AGENT["email"])]


def test_two_browsers_on_their_way_at_once_make_one_link(agent: Arrival, auth_host: Site) -> None:
    """The second finds the account made, and the link, by the time that its own code is typed."""
    codes = []
    both = [agent, Arrival(Browser(auth_host), auth_host, agent.provider)]
    for each in both:
        each.come_back()
        codes.append(code_received())

    answers = [
        each.client.post("/compte/login/code/confirm/", {"code": code}) for each, code in zip(both, codes, strict=True)
    ]
    assert [answer["Location"] for answer in answers] == ["/entrer/"] * 2
    assert accounts() == [("camille", AGENT["email"])]
    assert [AGENT["email"] in words(each.client.get("/compte/")) for each in both] == [True, True]
    with in_programme():
        assert audit.log()._default_manager.filter(verb="link_proconnect").count() == 1


def test_an_identity_linked_meanwhile_to_one_account_is_not_linked_to_another(agent: Arrival, auth_host: Site) -> None:
    """Its address has changed at ProConnect between two arrivals, and the first code is typed last."""
    agent.come_back()
    first_code = code_received()
    agent.provider.be({"camille": {**AGENT, "email": "camille.martin@somme.fr"}})
    later = Arrival(Browser(auth_host), auth_host, agent.provider)
    later.come_back()
    later.prove_mailbox("camille.martin@somme.fr")

    answer = agent.client.post("/compte/login/code/confirm/", {"code": first_code}, follow=True)
    assert accounts() == [("camille", "camille.martin@somme.fr")]
    assert "Cette identité ProConnect ouvre déjà un autre compte" in words(answer)
    assert agent.client.get("/compte/")["Location"].startswith("/connexion/")
    with in_programme():
        assert not User.objects.filter(email=AGENT["email"]).exists()


def test_a_new_address_at_proconnect_does_not_move_the_account(agent: Arrival, auth_host: Site) -> None:
    agent.first_time()
    agent.provider.be({"camille": {**AGENT, "email": "directeur@somme.fr"}})
    again = Arrival(Browser(auth_host), auth_host, agent.provider)

    assert again.come_back()["Location"] == "/entrer/"
    assert accounts() == [("camille", AGENT["email"])]


def test_an_identity_left_half_way_is_linked_to_nobody_else(agent: Arrival) -> None:
    """On a shared computer: one person gives up at the code, the next one signs in with their own address."""
    next_one = person(email="suivante@exemple.fr")
    agent.come_back()
    agent.client.post("/compte/recommencer/")
    agent.client.post("/compte/login/", {"email": next_one.email})

    assert agent.prove_mailbox(next_one.email)["Location"] == "/entrer/"
    assert accounts() == []
    assert "ProConnect" not in words(agent.client.post("/compte/partout/"))


def test_a_mailbox_that_was_proved_proves_no_other_address_of_the_same_subject(
    agent: Arrival, auth_host: Site, settings: Any
) -> None:
    """A provider that says another address in between, once no code can be asked for it: the first code is not its."""
    settings.LIMITS = {**settings.LIMITS, "codes": ("3/10m", "120/10m")}
    victim = person(email="directrice@somme.fr")
    agent.come_back()
    code = code_received()
    for _time in range(3):
        browser(auth_host).post("/compte/login/", {"email": victim.email})
    agent.provider.be({"camille": {**AGENT, "email": victim.email}})
    assert agent.come_back().status_code == 429

    agent.client.post("/compte/login/code/confirm/", {"code": code})

    assert accounts() == []
    assert victim.email not in words(agent.client.get("/compte/", follow=True))


def test_an_account_that_was_closed_stays_closed(agent: Arrival, auth_host: Site) -> None:
    agent.first_time()
    with in_programme():
        User.objects.filter(email=AGENT["email"]).update(is_active=False)
    again = Arrival(Browser(auth_host), auth_host, agent.provider)
    assert again.come_back()["Location"] == "/compte/inactive/"

    assert again.client.get("/compte/")["Location"].startswith("/connexion/")


def test_a_closed_account_is_not_linked_either_and_the_owner_of_its_mailbox_is_told(agent: Arrival) -> None:
    closed = person(email=AGENT["email"])
    with in_programme():
        User.objects.filter(pk=closed.user_id).update(is_active=False)
    answer = agent.first_time()

    assert answer["Location"] == "/compte/inactive/"
    assert (accounts(), len(mail.outbox)) == ([], 1)
    assert agent.client.get("/compte/")["Location"].startswith("/connexion/")


def test_whoever_was_signed_in_here_leaves_and_the_destination_stays(
    agent: Arrival, mine: Browser, somme: Site, auth_host: Site
) -> None:
    mine.sign_in(auth_host, person(email="avant@exemple.fr"))
    mine.arrive(somme.url("/connexion/?suite=/visites/"))
    agent.first_time()

    assert "Camille Andrée Martin" in words(agent.client.get("/compte/"))
    assert somme.name in words(agent.client.get("/entrer/"))
    assert agent.client.post("/entrer/")["Location"].startswith(somme.url("/entree/"))


@pytest.mark.parametrize(
    ("settled", "proposed"),
    [
        ({"sirens": ["228000014"]}, True),
        ({"email_domains": ["somme.fr"]}, True),
        ({"sirens": ["217603513"]}, False),
        ({"email_domains": ["oise.fr"]}, False),
        ({}, False),
    ],
)
def test_the_establishment_or_the_domain_proposes_the_territory_and_opens_nothing(
    agent: Arrival, somme: Site, settled: dict[str, list[str]], proposed: bool
) -> None:
    with in_programme():
        Territory.objects.filter(role=somme.role).update(joining="invitation", **settled)
    agent.first_time()

    assert (f'href="{somme.url("/connexion/")}">{somme.name}' in words(agent.client.get("/compte/"))) is proposed
    with in_programme():
        assert not Membership.objects.filter(user__email=AGENT["email"]).exists()


def test_a_territory_that_has_taken_its_entry_back_is_not_proposed_again(agent: Arrival, somme: Site) -> None:
    with in_programme():
        Territory.objects.filter(role=somme.role).update(email_domains=["somme.fr"])
    gone = person("member", at=somme, email=AGENT["email"])
    with in_programme():
        Membership.objects.filter(user_id=gone.user_id).update(revoked_at=clock.now())
    agent.first_time()

    assert somme.url("/connexion/") not in words(agent.client.get("/compte/"))


def test_no_token_and_no_application_is_kept(agent: Arrival) -> None:
    """The two tables that allauth brings for them are closed to every role but the owner's."""
    agent.first_time()
    for model in (SocialApp, SocialToken):
        shared = grants.SHARED_TABLES[model._meta.db_table]
        assert (shared.programme, shared.territory, shared.worker) == ("", "", "")
