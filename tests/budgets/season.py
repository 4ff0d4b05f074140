"""A small season that grows, the things that addresses name in it, and the people who look."""

from collections.abc import Mapping
from datetime import timedelta

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from eclore.kit import clock
from eclore.kit.actor import Actor
from eclore.kit.audit import Act, record
from programs.joint.juries import models as joint
from programs.local.juries import models as local
from tenants.accounts.proconnect.identity import PROVIDER
from tenants.contexts import in_programme, in_territory
from tenants.privacy import models as privacy
from tenants.territories.models import Domain, ProvisioningRequest, Territory
from tests.support.personas import Holder, Persona
from tests.volume import entry_cards, ideas, juries, people, together
from tests.volume.files import file_of
from tests.volume.filling import fill
from tests.volume.people import Someone
from tests.volume.plan import Together, Volume, key, put

SLUG = "somme"
LOGO = "logo.png"
ONE = Volume(ideas=1, jurors=2, readings=1, heard=1, projects=1, entries=1, committees=2, messages=4, people=1)
# A jury has as many members whatever it reads.
SIXTY = Volume(
    ideas=60,
    jurors=20,
    readings=4,
    heard=60,
    projects=60,
    entries=60,
    committees=60,
    messages=220,
    people=60,
    hearers=4,
    invitations=60,
    lines=60,
)
SIX_HUNDRED = Volume(
    ideas=600,
    jurors=20,
    readings=4,
    heard=600,
    projects=600,
    entries=600,
    committees=600,
    messages=2200,
    people=600,
    hearers=4,
    invitations=600,
    lines=600,
)
ONE_TOGETHER = Together(forums=4, participants=1, nominations=1, jurors=2)
SIXTY_TOGETHER = Together(forums=60, participants=3, nominations=60, jurors=20, hearers=4, elsewhere=2)
SIX_HUNDRED_TOGETHER = Together(forums=600, participants=3, nominations=600, jurors=20, hearers=4, elsewhere=2)

# Documents about the system itself, long to write and the same in every season.
NOT_ROWS = {"api/v1/schema/"}
Identifiers = Mapping[str, object]
PEOPLE: dict[str, dict[str, Persona | Holder | None]] = {
    "territory": {
        "nobody": None,
        "agent": Someone(SLUG, "agent").persona,
        "manager": Someone(SLUG, "gestion").persona,
        "president": Someone(SLUG, "jury").persona,
        "coach": Someone(SLUG, "coach").persona,
        "holder": entry_cards.holder_of(key(SLUG, juries.READING)),
    },
    "national": {
        "nobody": None,
        "team": Someone("national", "equipe").persona,
        "president": Someone("national", "coach").persona,
        "holder": entry_cards.holder_of(key("joint-jury", together.SITTING)),
    },
    "auth": {"nobody": None, "agent": Someone(SLUG, "agent").persona},
}


def grow(volume: Volume, shared: Together, neighbours: int) -> None:
    """Bring the first territory and the nation to these volumes. Call it outside any context."""
    _neighbours(neighbours)
    with in_programme():
        territories = sorted(Territory.objects.filter(slug__in=("somme", "oise", "nord")), key=lambda t: t.slug != SLUG)
    people.settle_nation(shared.jurors)
    fill(territories[0], volume)
    if not default_storage.exists(f"logos/{SLUG}/{LOGO}"):
        default_storage.save(f"logos/{SLUG}/{LOGO}", ContentFile(b"a picture"))
    with in_territory(territories[0]):
        put(privacy.Purge, [privacy.Purge(id=key(SLUG, "purge"), counts={"raw_notes": 4, "refused_ideas": 2})])
        _log(local.Jury(id=key(SLUG, juries.READING)), volume.lines, schema=SLUG)
    together.meet(territories, shared)
    with in_programme():
        put(ProvisioningRequest, [_request()])
        _about_personal_data()
        _log(joint.Jury(id=key("joint-jury", together.SITTING)), volume.lines)


def _log(jury: local.Jury | joint.Jury, lines: int, schema: str = "") -> None:
    """So many lines, each by somebody else."""
    for rank in range(1, lines + 1):
        record(
            Act.SESSION,
            subject=jury,
            by=Actor(user_id=Someone(SLUG, "agent", rank).user_id, schema=schema),
            verb="open",
        )


def identifiers_of(kind: str, slug: str = SLUG) -> list[Identifiers]:
    """The same words before different things, of this territory: an address is looked at with each."""
    return {"territory": _in_a_territory, "national": _in_the_nation, "auth": lambda of: [_everywhere(of)]}[kind](slug)


# Beyond what the table's own numbers come to while people sign in.
LINK = 1_000_000


def _everywhere(slug: str) -> Identifiers:
    """A passkey is an authenticator that a browser made: no volume holds one, its pages answer 404."""
    return {
        "logos": slug,
        "logos/logos": LOGO,
        "demo": key(slug, "agent", 1),
        "keys": 1,
        "lien": LINK,
        "mes-donnees": key("copy"),
        "mes-donnees/.": "json",
        **dict.fromkeys(("effacement", "donnees-personnelles"), key("erasure")),
    }


def _in_a_territory(slug: str) -> list[Identifiers]:
    """A dossier and a jury at each of their stages."""
    stages = [
        ((ideas.NOW, 1), (juries.READING, ideas.NOW, 1), 1),
        ((ideas.NOW, 0), (juries.AUDITION, ideas.NOW, ideas.auditioned(1)), 2),
        ((ideas.NOW, -1), (juries.PUBLISHED, ideas.PAST, 1), 2),
    ]
    return [
        {
            **_everywhere(slug),
            **_dossier(slug, *idea),
            **_jury(slug, *jury),
            **project_of(slug),
            **_committee(slug, committee),
            **_others(slug),
        }
        for idea, jury, committee in stages
    ]


def _dossier(slug: str, edition: int, rank: int) -> Identifiers:
    idea = key(slug, "idea", edition, rank)
    calls = key(slug, "edition", edition)
    secret = ideas.secret_of(idea)
    return {
        **dict.fromkeys(("idees", "ideas"), idea),
        **dict.fromkeys(("appel", "appels", "calls"), calls),
        **dict.fromkeys(("fichiers", "files"), file_of(idea)),
        **dict.fromkeys(("equipe", "team"), key(idea, "lead")),
        **dict.fromkeys(("engagement", "commitments"), secret),
        **dict.fromkeys(("brouillon", "drafts"), ideas.secret_of(key(slug, "without-account"))),
        **dict.fromkeys(("rappels", "callbacks"), key(slug, "callback", 1)),
        "export.": "csv",
    }


def _jury(slug: str, jury: str, edition: int, heard: int) -> Identifiers:
    """With its first passage: the idea of rank `heard` in its edition."""
    return {
        **dict.fromkeys(("jurys", "juries"), key(slug, jury)),
        **dict.fromkeys(("jurys/membres", "seats"), juries.seat_of(slug, jury, 2)),
        **dict.fromkeys(("deports", "recusals"), key(slug, jury, "recusal", 1)),
        **dict.fromkeys(("bulletins-tardifs", "late-ballots"), key(slug, jury, "late", 1)),
        "papier": juries.seat_of(slug, jury, 1),
        "votes": key(slug, jury, "vote", 1),
        "minutes": key(key(slug, jury), "minutes"),
        "carte": entry_cards.secret_of(key(slug, jury)),
        "mes-notes": entry_cards.transcript_of(key(slug, jury)),
        "jurys/cartes": juries.seat_of(slug, jury, 2),
        "passages": juries.passage_of(slug, jury, 1),
        **dict.fromkeys(("passages/fichiers", "passages/files"), file_of(key(slug, "idea", edition, heard))),
    }


def project_of(slug: str, rank: int = 1) -> Identifiers:
    """A project with somebody of its team, its phase and a line of its journal."""
    project = key(slug, "project", rank)
    return {
        **dict.fromkeys(("projets", "projects"), project),
        **dict.fromkeys(("personnes", "projects/members"), key(slug, "project", rank, "team")),
        "phases": key(slug, "phase", rank),
        "journal": key(slug, "journal", rank, 1),
    }


def _committee(slug: str, number: int) -> Identifiers:
    return {
        **dict.fromkeys(("comites", "committees"), key(slug, "committee", number)),
        **dict.fromkeys(("comites/projets", "agenda"), key(slug, "review", number, 1)),
    }


def _others(slug: str) -> Identifiers:
    nomination = key("nomination", together.OPEN, 1)
    return {
        "invitation": people.invitation_secret(slug, 1),
        "forums": "forum-1",
        **dict.fromkeys(("questions", "forums/questions"), key("question", together.OPEN, slug)),
        "nommer": "forum-1",
        **dict.fromkeys(("membres", "members"), key(slug, "agent", 1)),
        "nominations": nomination,
        **dict.fromkeys(("nominations/fichiers", "nominations/files"), file_of(nomination)),
        "messages": key(slug, "message", 1),
        "roles": key(slug, "membership", "agent", 1),
        "invitations": key(slug, "invitation", 1),
        "reversibilite": key(slug, "archive", 1),
    }


def _in_the_nation(slug: str) -> list[Identifiers]:
    return [
        _forum(slug, number) for number in (together.OPEN, together.SITTING, together.DELIBERATING, together.PUBLISHED)
    ]


def _forum(slug: str, number: int) -> Identifiers:
    jury = key("joint-jury", max(number, together.SITTING))
    return {
        **_everywhere(slug),
        **dict.fromkeys(("jurys", "juries"), jury),
        **dict.fromkeys(("jurys/membres", "seats"), key(jury, "seat", 2)),
        **dict.fromkeys(("deports", "recusals"), key(jury, "recusal", 1)),
        **dict.fromkeys(("bulletins-tardifs", "late-ballots"), key(jury, "late", 1)),
        "papier": key(jury, "seat", 1),
        "votes": key(jury, "vote", 1),
        "minutes": key(jury, "minutes"),
        "carte": entry_cards.secret_of(jury),
        "mes-notes": entry_cards.transcript_of(jury),
        "jurys/cartes": key(jury, "seat", 2),
        **dict.fromkeys(("equipe", "grants"), key("grant", "equipe", 1)),
        "passages": key(jury, "passage", 1),
        **dict.fromkeys(
            ("passages/fichiers", "passages/files"), file_of(key("nomination", max(number, together.SITTING), 1))
        ),
        "forums": f"forum-{number}",
        "forums/questions": key("question", number, slug),
        "forums/coachs": key("coach", number, 1),
        "participants": key("participation", number, slug),
        "dossiers": key("nomination", number, 1),
        **dict.fromkeys(("dossiers/fichiers", "dossiers/files"), file_of(key("nomination", number, 1))),
        **dict.fromkeys(("territoires", "territories"), slug),
        "projets": key(slug, "project", 1),
        "portefeuille.": "csv",
        "requests": key("request", 1),
    }


def _about_personal_data() -> None:
    """A copy that is ready, an account that is erased, nights that have forgotten something."""
    agent, erased = Someone(SLUG, "agent"), Someone(SLUG, "efface")
    people._accounts([erased])
    put(privacy.Request, [_copy_asked_by(agent), _erasure_of(erased, agent)])
    facts = {"email": agent.email, "name": agent.name, "siret": "22800001400010"}
    link = SocialAccount(id=LINK, provider=PROVIDER, uid="agent-1", user_id=agent.user_id, extra_data=facts)
    put(SocialAccount, [link])
    put(privacy.Copy, [privacy.Copy(request_id=key("copy"), as_json=b"{}", as_pdf=b"%PDF-")])
    put(privacy.Purge, [privacy.Purge(id=key("purge"), counts={"accesses": 3, "idle_first_letter": 1})])


def _copy_asked_by(agent: Someone) -> privacy.Request:
    return privacy.Request(
        id=key("copy"),
        kind="export",
        state="done",
        user_id=agent.user_id,
        asked_by_id=agent.user_id,
        done=8,
        total=8,
        ended_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
    )


def _erasure_of(erased: Someone, reread: Someone) -> privacy.Request:
    """Asked by whom it is about; what they had in common with `reread` is left to be read again."""
    part = {"schema": SLUG, "table": "ideas_idea", "column": "title", "key": str(reread.user_id), "kind": "part"}
    report = {
        "places": 2,
        "lines": 14,
        "files": 1,
        "frozen": 0,
        "is_alone": True,
        "remaining": [],
        "to_read": [part],
        "to_read_total": 1,
        "searched": {"schemas": 4, "tables": 140, "columns": 480},
    }
    return privacy.Request(
        id=key("erasure"),
        kind="erasure",
        state="done",
        user_id=erased.user_id,
        done=12,
        total=12,
        asked_by_id=erased.user_id,
        ended_at=clock.now(),
        report=report,
    )


def _request() -> ProvisioningRequest:
    return ProvisioningRequest(
        id=key("request", 1),
        slug="oise-nouvelle",
        name="Oise nouvelle",
        kind="ville",
        accent="#0b5c7a",
        manager_email="programme@oise.example",
    )


def _neighbours(count: int) -> None:
    """Territories that only the national lists know: rows without a schema, which nobody visits."""
    rows = [
        Territory(
            id=key("territory", rank),
            slug=f"voisin-{rank}",
            schema_name=f"voisin_{rank}",
            kind="ville",
            role=f"territory_voisin_{rank}",
            name=f"Ville n° {rank}",
            department="59",
        )
        for rank in range(1, count + 1)
    ]
    Territory.objects.using("owner").bulk_create(rows, ignore_conflicts=True)
    Domain.objects.using("owner").bulk_create(
        [
            Domain(id=key("domain", row.slug), tenant=row, domain=f"{row.slug}.{settings.BASE_HOST}", is_primary=True)
            for row in rows
        ],
        ignore_conflicts=True,
    )
