"""Two territories, somebody of every kind, and what addresses may name: ours is the Oise, and the Somme is not ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings

from eclore.kit import clock
from programs.joint.juries.models import Jury, Seat
from programs.local.calls.models import Call, Edition
from programs.local.incubation.models import Project
from tenants import hosts
from tenants.accounts import mfa
from tenants.accounts.models import User
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tenants.memberships.models import Membership
from tenants.territories import sites
from tenants.territories.models import Territory
from tests.budgets import season
from tests.factories.tokens import a_token
from tests.support.personas import Holder, HostClient, Persona, api_client, browser
from tests.volume import entry_cards, people, together
from tests.volume.filling import fill
from tests.volume.juries import READING
from tests.volume.people import Someone
from tests.volume.plan import key, thawed

OURS, OTHER, BYSTANDER = "oise", season.SLUG, "nord"
KEY = 1  # of the passkey that the season names
JOINT_JUROR = Someone("national", "jure")
HOLDERS = {True: "holder of a card", False: "holder of a joint card"}
PEOPLE: dict[str, Persona | None] = {
    "anonymous": None,
    "member": Someone(OURS, "agent", 1).persona,
    "manager": Someone(OURS, "gestion").persona,
    "president": Someone(OURS, "jury", 1).persona,
    "juror": Someone(OURS, "jury", 2).persona,
    "coach": Someone(OURS, "coach").persona,
    "sponsor": Someone(OURS, "sponsor").persona,
    "ex-member": Someone(OURS, "agent", 2).persona,
    "joint juror": JOINT_JUROR.persona,
    "national coach": Someone("national", "coach", 2).persona,
    "national administrator": Someone("national", "equipe").persona,
}


def play() -> None:
    """The season of the budgets in both territories, with forums where they meet. Call it outside any context."""
    with in_programme():
        territories = {row.slug: row for row in Territory.objects.filter(slug__in=(OURS, OTHER))}
    season.grow(season.ONE, season.ONE_TOGETHER, neighbours=1)
    people.settle_nation(2)
    volume = season.Volume(**{**vars(season.ONE), "people": 2, "projects": 2})
    fill(territories[OURS], volume)
    together.meet([territories[OURS]], season.ONE_TOGETHER)
    with thawed("public", "joint_juries"), in_programme():
        people._accounts([JOINT_JUROR])
        for jury in Jury.objects.all():
            named = {"email": JOINT_JUROR.email, "name": JOINT_JUROR.name, "user_id": JOINT_JUROR.user_id}
            Seat.objects.create(jury=jury, present=True, **named)
        Membership.objects.filter(user_id=PEOPLE["ex-member"].user_id).update(revoked_at=clock.now())
    _keep_something_back()
    _keep_to_oneself()


def _keep_something_back() -> None:
    """What the other territory has not shown yet: an edition in preparation, a project that is not in the showcase."""
    with in_territory(OTHER):
        edition, project = key(OTHER, "edition", 3), key(OTHER, "project", 1)
        Edition.objects.create(id=edition, programme="Appel à idées", number=3, quota=30, state="preparation")
        Call.objects.create(
            id=key(OTHER, "call", 3),
            edition_id=edition,
            label="À venir",
            title="À venir",
            opens_at=clock.now(),
            closes_at=clock.now() + timedelta(days=20),
        )
        Project.objects.create(
            id=key(OTHER, "project", "kept back"),
            edition_id=Project.objects.get(pk=project).edition_id,
            name="Pas encore montré",
            problem="Pas encore montré.",
            public=False,
        )


def _keep_to_oneself() -> None:
    """What an account of the other territory has that is nobody else's: its address, a passkey, a token, a session."""
    with in_programme():
        user = User.objects.get(pk=Someone(OTHER, "agent", 1).user_id)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        passkey = {"name": "Clé de service", "credential": {}}
        Authenticator.objects.create(pk=KEY, user=user, type=Authenticator.Type.WEBAUTHN, data=passkey)
        a_token(user, territory_role=Territory.objects.get(slug=OTHER).role)
        UserSession.objects.create(user=user, session_key="kept", ip="127.0.0.1", user_agent="Un navigateur")
        SocialAccount.objects.create(user=user, provider="proconnect", uid="un-sujet", extra_data={"siret": "1"})


@dataclass(frozen=True)
class Visitor:
    """Somebody at a site, with a session or with a token; `nature` is what the counts call them."""

    nature: str
    client: HostClient
    cookies: dict[str, str]

    @property
    def is_program(self) -> bool:
        return self.nature.startswith("token of")


def people_at(site: Site) -> dict[str, Persona | Holder | None]:
    """Everybody, and whoever came in with the card of a jury that sits here: ours, or a joint one."""
    juries = {OURS: key(OURS, READING), "": key("joint-jury", together.SITTING)}
    jury = juries.get(site.slug) if site.kind != hosts.AUTH else None
    return {**PEOPLE, HOLDERS[bool(site.slug)]: entry_cards.holder_of(jury)} if jury else dict(PEOPLE)


def visitors(site: Site) -> Iterator[Visitor]:
    """Everybody at one host; all clients share one handler, which is long to make."""
    handler = None
    for name, persona in people_at(site).items():
        clients = {name: browser(site, persona)}
        if isinstance(persona, Persona) and site.kind != hosts.AUTH:
            clients[f"token of {name}"] = api_client(site, persona)
        if site.kind == hosts.AUTH and isinstance(persona, Persona):
            clients[name].prove(mfa.METHOD)
        for nature, client in clients.items():
            handler = client.handler = handler or client.handler
            client.raise_request_exception = False
            yield Visitor(nature, client, {key: morsel.value for key, morsel in client.cookies.items()})


def place_of(host: str) -> Site:
    """The host of one of the parametrised visits: a territory's slug, `national` or `auth`."""
    name = {"national": settings.BASE_HOST, "auth": settings.AUTH_HOST}.get(host, f"{host}.{settings.BASE_HOST}")
    found = sites.find(name)
    assert found, name
    return found
