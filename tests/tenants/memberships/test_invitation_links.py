"""An invitation's link: once, for one mailbox, and each link that opens nothing says what to do."""

import re
from datetime import timedelta

import pytest

from eclore.kit import clock, jobs
from eclore.kit.keys import digest
from tenants.contexts import in_programme
from tenants.hosts import Site
from tenants.memberships.models import Invitation, Membership
from tests.factories import people
from tests.support.browsing import Browser, words
from tests.support.personas import browser, person

ADDRESS = "jure@exemple.fr"


@pytest.fixture
def path(somme: Site, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the e-mail of an invitation to be a juror leads."""
    emails: list[dict] = []
    monkeypatch.setattr(jobs, "defer", lambda name, **args: emails.append(args))
    people.invitation(somme, person("manager", at=somme, name="Gestionnaire"), email=ADDRESS)
    [link] = re.findall(r"https?://\S+/invitation/\S+", emails[0]["body"])
    assert link.startswith(somme.url("/invitation/"))
    return link.removeprefix(somme.url("").rstrip("/"))


def change(**facts) -> None:
    with in_programme():
        Invitation.objects.update(**facts)


def roles_of(user_id) -> list[str]:
    with in_programme():
        return list(Membership.objects.filter(user_id=user_id, revoked_at=None).values_list("role", flat=True))


def test_only_the_hash_of_its_secret_is_kept(somme: Site, path: str) -> None:
    secret = path.removeprefix("/invitation/").strip("/")
    with in_programme():
        [row] = Invitation.objects.values()
    assert len(secret) >= 43 and row["secret_hash"] == digest(secret)
    assert secret not in str(row)


def test_the_page_says_which_role_is_offered_and_not_to_which_mailbox(somme: Site, path: str) -> None:
    answer = browser(somme).get(path)
    page = words(answer)
    assert answer.status_code == 200 and answer.headers["Cache-Control"].startswith("max-age=0")
    assert "Gestionnaire vous y invite." in page and "Membre du jury" in page and "j…@exemple.fr" in page
    assert ADDRESS not in answer.content.decode()


def test_the_link_leads_to_the_mailbox_and_is_used_once(somme: Site, auth_host: Site, path: str) -> None:
    juror = person(email=ADDRESS)
    mine = Browser(somme, auth_host).sign_in(auth_host, juror)
    away = mine.at(somme).post(path)
    mine.arrive(somme.url(away["Location"]))
    assert mine.at(somme).get("/deconnexion/").context["actor"].roles == {"juror"}
    assert roles_of(juror.user_id) == ["juror"]
    again = browser(somme).get(path)
    assert again.status_code == 410 and "ne sert qu'une fois" in words(again)


def test_opening_the_link_signs_nobody_in(somme: Site, auth_host: Site, path: str) -> None:
    """Somebody to whom the e-mail was forwarded holds the link, not the mailbox."""
    invited, other = person(email=ADDRESS), person(email="autre@exemple.fr")
    nobody = browser(somme)
    nobody.get(path)
    assert nobody.post(path)["Location"] == "/connexion/"
    assert not nobody.get("/deconnexion/").context["actor"].is_authenticated
    mine = Browser(somme, auth_host).sign_in(auth_host, other)
    mine.arrive(somme.url(mine.at(somme).post(path)["Location"]))
    assert "juror" not in roles_of(other.user_id) and roles_of(invited.user_id) == []
    with in_programme():
        assert Invitation.objects.get().accepted_at is None


def test_another_member_is_told_that_it_is_not_for_them(somme: Site, path: str) -> None:
    member = browser(somme, person("member", at=somme, email="autre@exemple.fr"))
    for answer in (member.get(path), member.post(path)):
        assert answer.status_code == 403 and "pour une autre adresse que la vôtre" in words(answer)
    assert member.get("/deconnexion/").context["actor"].is_authenticated


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"revoked_at": clock.now()}, "a été retirée ou remplacée"),
        ({"expires_at": clock.now() - timedelta(seconds=1)}, "le délai est passé"),
        ({"accepted_at": clock.now()}, "a déjà servi"),
    ],
)
def test_a_link_that_is_over_says_why(somme: Site, path: str, facts: dict, sentence: str) -> None:
    change(**facts)
    for answer in (browser(somme).get(path), browser(somme).post(path)):
        assert answer.status_code == 410 and sentence in words(answer)
        assert "Gestionnaire" not in words(answer)


def test_a_new_letter_ends_the_link_of_the_one_before(somme: Site, path: str) -> None:
    people.invitation(somme, person("manager", at=somme), email=ADDRESS)
    assert browser(somme).get(path).status_code == 410


def test_a_link_is_nothing_elsewhere_or_when_it_is_cut(somme: Site, oise: Site, path: str) -> None:
    for site, wrong in ((oise, path), (somme, path[:-3] + "/"), (somme, "/invitation/é/")):
        answer = browser(site).get(wrong)
        assert answer.status_code == 404 and "ne mène à aucune invitation" in words(answer)


def test_invitations_without_a_link_are_opened_by_no_secret(somme: Site) -> None:
    with in_programme():
        Invitation.objects.create(
            email=ADDRESS,
            territory_id=somme.territory_id,
            territory_role=somme.role,
            invited_by="Une personne",
            expires_at=clock.now() + timedelta(days=1),
        )
    assert browser(somme).get("/invitation/None/").status_code == 404
