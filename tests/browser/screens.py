"""The screens of the journey: which address shows each, on which host, to whom; and the season behind them."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import connection
from psycopg import sql

from programs.juries.renewals import Facts, kept
from programs.juries.states import AmendmentAct
from programs.local.juries.models import Amendment, Passage
from tenants.contexts import in_programme, in_territory
from tenants.territories import sites
from tests.budgets import season as small
from tests.budgets.addresses import Address
from tests.support.databases import superuser
from tests.support.personas import browser, person
from tests.volume.juries import PUBLISHED as PUBLISHED_THERE
from tests.volume.juries import READING, passage_of
from tests.volume.plan import Together, Volume

SEASON = Volume(ideas=6, jurors=4, readings=2, heard=3, projects=3, entries=3, committees=2, messages=4, people=6)
OF_A_FORUM = (
    "forums/<slug:slug>/dossiers/<uuid:pk>/question/",
    *(f"forums/<slug:slug>/matinee/{path}" for path in ("", "reglages/", "coachs/ajouter/", "composer/")),
)
TOGETHER = Together(forums=4, participants=2, nominations=3, jurors=3)
HOSTS = {"territory": f"{small.SLUG}.{settings.BASE_HOST}", "national": settings.BASE_HOST, "auth": settings.AUTH_HOST}
COOKIES: dict[str, list[dict[str, str]]] = {"nobody": []}
SUBMITTED, DRAFT, LAUREATE = 0, 1, 2
OPEN, SITTING, DELIBERATING, PUBLISHED = 0, 1, 2, 3


@dataclass(frozen=True)
class Screen:
    """`stage` says which dossier, jury or forum of the season the address is about."""

    kind: str
    route: str
    who: str = "nobody"
    stage: int = 0

    @property
    def host(self) -> str:
        return HOSTS[self.kind]

    @property
    def path(self) -> str:
        route, _mark, query = self.route.partition("?")
        path = Address(self.kind, route).path(small.identifiers_of(self.kind)[self.stage])
        assert path is not None, f"the season has nothing for {self}"
        return f"{path}?{query}" if query else path

    def __str__(self) -> str:
        return f"{self.kind} /{self.route} as {self.who} ({self.stage})"


def _several(kind: str, who: str, *routes: str, stage: int = 0) -> list[Screen]:
    return [Screen(kind, route, who, stage) for route in routes]


JURY, PASSAGE = "jurys/<uuid:pk>/", "jurys/<uuid:pk>/passages/<uuid:passage>/"
IDEA, PROJECT = "idees/<uuid:pk>/", "projets/<uuid:pk>/"
CARD = "carte/<str:secret>/"
COMPARED = (f"{JURY}comparaison/", f"{JURY}comparer/")
JOINT_PASSAGE = "jurys/<uuid:jury>/passages/<uuid:pk>/"
LATE = f"{JURY}bulletins-tardifs/"
VOTES = f"{JOINT_PASSAGE}votes/"
PAPER = f"{PASSAGE}papier/<uuid:seat>/"


def screens() -> list[Screen]:
    """Everything that the nine steps of a season show, and the way in."""
    return [
        *_of_the_account(),
        *_of_everybody(),
        *_of_the_manager(),
        *_of_what_the_manager_follows(),
        *_of_others(),
        *_of_the_nation(),
    ]


def _of_the_account() -> list[Screen]:
    """On the auth host."""
    return [
        *_several("auth", "nobody", "compte/login/", "demo/", "effacement/<uuid:pk>/"),
        *_several("auth", "nobody", "compte/login/password/", "compte/password/reset/"),
        *_several("auth", "agent", "compte/mes-donnees/", "compte/mes-donnees/effacer/"),
        *_several(
            "auth",
            "agent",
            "compte/",
            "compte/partout/",
            "compte/sessions/",
            "compte/confirmer/",
            "compte/email/",
            "compte/password/change/",
            "compte/2fa/",
            "compte/2fa/totp/activate/",
            "compte/2fa/webauthn/add/",
        ),
        *_several("auth", "agent", "compte/proconnect/lien/", "compte/proconnect/lien/<int:pk>/delier/"),
    ]


def _of_everybody() -> list[Screen]:
    """In the territory, without an account."""
    return [
        *_several(
            "territory",
            "nobody",
            "",
            "appel/",
            "projets/",
            "engagement/<str:secret>/",
            "accessibilite/",
            "invitation/<str:secret>/",
            "idees/nouvelle/",
            "idees/rappel/",
            "idees/brouillon/<str:secret>/",
        ),
        *_several("territory", "nobody", CARD, f"{CARD}code/", "ecran/"),
        *_several("territory", "nobody", "verifier/"),
        *_several("territory", "nobody", CARD, f"{CARD}code/"),
        *_several("territory", "holder", f"{JURY}salle/", JURY, "deconnexion/"),
    ]


def _of_the_manager() -> list[Screen]:
    """Who runs the programme of the territory."""
    return _several(
        "territory",
        "manager",
        "",
        "appels/",
        "appels/nouveau/",
        "appels/<uuid:pk>/",
        "jurys/",
        "jurys/nouveau/",
        "comites/",
        "comites/nouveau/",
        "forums/",
        "forums/<slug:slug>/",
        "forums/<slug:slug>/lettres/",
        "forums/questions/<uuid:pk>/",
        "messages/",
        "messages/<uuid:pk>/",
        "membres/",
        "membres/inviter/",
        "visites/",
        "journal-audit/",
        "reglages/",
        "reglages/conservation/",
        "reglages/reversibilite/",
        "traitements/",
        "deconnexion/",
    )


def _of_what_the_manager_follows() -> list[Screen]:
    """A call, a dossier, a jury, a project and a committee, at the stages that look different."""
    return [
        *_several(
            "territory",
            "manager",
            "appels/<uuid:pk>/?vue=colonnes",
            IDEA,
            f"{IDEA}ecarter/",
            JURY,
            f"{JURY}membres/",
            PROJECT,
            "comites/<uuid:pk>/",
            f"{JURY}cartes/",
            f"{JURY}corriger/",
            f"{JURY}criteres/",
            f"{JURY}ordre/",
            f"{JURY}ecran/code/",
            f"{JURY}papier/",
            PAPER,
            f"{PAPER}confirmer/",
            f"{JURY}ordre-du-jour/",
            f"{JURY}ordre-du-jour/envoyer/",
            f"{JURY}relances/",
            f"{JURY}membres/<uuid:seat>/heures/",
            f"{JURY}membres/<uuid:seat>/qualite/",
        ),
        *_several("territory", "manager", JURY, stage=1),
        *_several("territory", "manager", IDEA, f"{JURY}classement/", f"{JURY}pv/", stage=LAUREATE),
        *_several("territory", "manager", f"{JURY}rectifier/", f"{JURY}pv/figer/", stage=LAUREATE),
        *_several("territory", "manager", f"{PASSAGE}liberer/", f"{JURY}liste-attente/", stage=LAUREATE),
        *_several("territory", "manager", f"{JURY}pv/signer/", f"{JURY}notes-des-membres/", stage=LAUREATE),
    ]


def _of_others() -> list[Screen]:
    """In the territory: who carries an idea, who presides a jury, who coaches a project."""
    return [
        *_several("territory", "agent", "", "mes-idees/", "idees/nouvelle/"),
        *_several("territory", "agent", IDEA, f"{IDEA}fichiers/", f"{IDEA}fichiers/<uuid:file>/retirer/", stage=DRAFT),
        Screen("territory", f"{PASSAGE}renouvellement/", "manager"),
        *_several("territory", "president", f"{JURY}salle/", PASSAGE, f"{PASSAGE}dossier/", stage=1),
        *_several("territory", "president", f"{JURY}conflits/", stage=1),
        *_several("territory", "president", f"{PASSAGE}feuille/", stage=1),
        *_several("territory", "coach", PROJECT, f"{PROJECT}journal/"),
    ]


def _of_the_nation() -> list[Screen]:
    """On the national host."""
    return [
        *_several("national", "nobody", "", "projets/", "forums/", "statistiques/"),
        *_several("national", "nobody", "forums/<slug:slug>/", stage=-1),
        *_several(
            "national",
            "team",
            "portefeuille/",
            "portefeuille/problemes/",
            "territoires/",
            "territoires/<slug:slug>/fichiers/",
            "territoires/<slug:slug>/fermer/",
            "equipe/",
            "equipe/nommer/",
            "traitements/",
            "journal-audit/",
            "forums/nouveau/",
            "donnees-personnelles/",
            "donnees-personnelles/effacer/",
            "donnees-personnelles/<uuid:pk>/",
            "forums/<slug:slug>/organisation/",
            "forums/<slug:slug>/dossiers/<uuid:pk>/",
            *OF_A_FORUM,
        ),
        *_several("national", "team", JURY, "jurys/<uuid:pk>/membres/", stage=SITTING),
        *_several("national", "team", JURY, f"{JURY}decisions/", f"{JOINT_PASSAGE}decision/", stage=DELIBERATING),
        *_several("national", "team", f"{JURY}publication/", f"{JURY}notes-des-membres/", stage=PUBLISHED),
        *_several("national", "nobody", "mes-notes/<str:secret>/", stage=PUBLISHED),
        *_several("national", "team", f"{JURY}cartes/", stage=SITTING),
        *_several("national", "team", f"{JURY}presidence/", f"{JURY}relances/", stage=SITTING),
        *_several("national", "team", VOTES, f"{JURY}reserves/", stage=DELIBERATING),
        *_several("national", "president", f"{JOINT_PASSAGE}reserve/", *COMPARED, stage=DELIBERATING),
        *_several("national", "team", f"{JURY}cartes/", f"{JURY}ecran/", f"{JURY}ecran/code/", stage=SITTING),
        *_several("national", "team", f"{JURY}cartes/", f"{JURY}ordre-du-jour/", stage=SITTING),
        *_several("national", "team", LATE, f"{LATE}<uuid:late>/", stage=DELIBERATING),
        *_several("national", "nobody", CARD, stage=SITTING),
        *_several("national", "holder", f"{JURY}salle/", stage=SITTING),
        *_several("national", "president", f"{JURY}salle/", JOINT_PASSAGE, stage=SITTING),
    ]


def season() -> None:
    """Fill the database in front of us, and sign everybody in."""
    small.grow(SEASON, TOGETHER, 2)
    _hear_again()
    _give_a_place_back()
    for kind, people in small.PEOPLE.items():
        place = sites.find(HOSTS[kind])
        assert place is not None
        for who, persona in people.items():
            if persona is not None:
                client = browser(place, persona)
                if kind == "auth":  # pages that erase one's own data are shown to whoever has just proved again
                    client.prove()
                    _confirm_address(persona)
                COOKIES.setdefault(who, []).append(_session(client, HOSTS[kind]))
    place = sites.find(HOSTS["territory"])
    assert place is not None
    colleague = browser(place, person("manager", at=place, name="Karim Roux"))
    COOKIES["second"] = [_session(colleague, HOSTS["territory"])]


def _hear_again() -> None:
    """A dossier of the reading round brings what a project tells when it asks to go on."""
    told = Facts(phase="Investigation", weeks_used=7, weeks_granted=9, conditions=["Un point par mois."])
    with in_territory(small.SLUG):
        Passage.objects.filter(pk=passage_of(small.SLUG, READING, 1)).update(renewal=kept(told))


def _give_a_place_back() -> None:
    """The first laureate of the published session has given up, and the second dossier waits for its place."""
    passage = passage_of(small.SLUG, PUBLISHED_THERE, 2)
    waits = sql.SQL("SET search_path TO {}, public; SET session_replication_role = replica").format(
        sql.Identifier(small.SLUG)
    )
    with superuser(connection.settings_dict["NAME"]) as server:  # what is published never changes otherwise
        server.execute(waits)
        server.execute(
            "UPDATE local_juries_decision SET verdict = 'waiting_list', waiting_rank = 1 WHERE passage_id = %s",
            [passage],
        )
        server.execute(
            "UPDATE ideas_idea SET state = 'shortlisted', shortlisted_at = now() WHERE id IN"
            " (SELECT idea_id FROM local_juries_passage WHERE id = %s)",
            [passage],
        )
    with in_territory(small.SLUG):
        first = Passage.objects.get(pk=passage_of(small.SLUG, PUBLISHED_THERE, 1))
        told = {"correction": "La place est libérée.", "reason": "L'équipe renonce.", "act": AmendmentAct.FREED}
        Amendment.objects.create(jury_id=first.jury_id, passage=first, **told)


def _confirm_address(persona: Any) -> None:
    """A second factor is for whoever has shown that they read their mail."""
    with in_programme():
        EmailAddress.objects.create(user_id=persona.user_id, email=persona.email, verified=True, primary=True)


def _session(client: Any, host: str) -> dict[str, str]:
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "domain": host}
