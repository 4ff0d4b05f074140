"""Every form that changes what exists, with two people before it: what each of them may type."""

from collections.abc import Callable
from typing import Any

from eclore.kit import clock
from eclore.kit.actor import Actor
from programs.joint.forums.models import Participation
from programs.juries import domain as juries
from programs.juries.forms import motive_of
from programs.juries.session_forms import length_name
from programs.local.calls.models import Edition
from programs.local.incubation.domain import hearings
from programs.local.incubation.models import Phase, Project
from programs.local.messages.models import Message
from tenants.contexts import in_programme
from tests.factories import forums, incubation
from tests.factories import ideas as some_ideas
from tests.factories import juries as some_juries
from tests.factories.calls import a_call, an_edition
from tests.factories.renewals import running_project
from tests.proofs.stale import AUTH, NATIONAL, Opened, Sites, address, here, managers, nationals
from tests.support.personas import Persona, browser, person

Build = Callable[[Sites], Opened]
CASES: dict[str, Build] = {}


def case(*forms: str) -> Callable[[Build], Build]:
    """The page of these classes of forms."""

    def put(build: Build) -> Build:
        for name in forms:
            CASES[name] = build
        return build

    return put


@case("ProjectForm")
def project(sites: Sites) -> Opened:
    with here(sites):
        found = incubation.project()
    path = address("incubation-edit", found.pk)
    return Opened(path, managers(sites), ("name", "Allo Somme", "Allo Picardie"), ("sponsor", "La direction"))


@case("CommitteeForm", "NewCommitteeForm")
def committee(sites: Sites) -> Opened:
    with here(sites):
        found = incubation.committee(incubation.project())
    path = address("incubation-committee-edit", found.pk)
    return Opened(path, managers(sites), ("title", "Comité d'été", "Comité d'automne"), ("place", "Amiens"))


@case("PhaseForm")
def phase(sites: Sites) -> Opened:
    with here(sites):
        found = incubation.project(started=clock.today())
        path = address("incubation-phase", found.pk, Phase.objects.get(project=found).pk)
    return Opened(path, managers(sites), ("weeks", "10", "11"), ("days_per_week", "2,0"))


@case("PostMortemForm")
def post_mortem(sites: Sites) -> Opened:
    with here(sites):
        found = incubation.project()
        Project.objects.filter(pk=found.pk).update(state="stopped", closed_at=clock.now())
    opened = Opened(
        address("incubation-post-mortem", found.pk),
        managers(sites),
        ("learnt", "Le téléphone suffit.", "Le papier suffit."),
        ("restart", "Par le guichet."),
    )
    opened.draw(0)(learnt="Rien encore.", why="Plus d'équipe.")
    return opened


@case("VerdictForm")
def verdict(sites: Sites) -> Opened:
    with here(sites):
        found = incubation.committee(incubation.project(started=clock.today()))
        path = address("incubation-decide", found.pk, found.reviews.get().pk) + "?decision=suspended"
    opened = Opened(
        path, managers(sites), ("motivation", "Il manque des usagers.", "Il manque du temps."), ("weeks", "5")
    )
    opened.draw(0)(motivation="À revoir.", weeks="4")
    return opened


@case("AnswerForm")
def answer(sites: Sites) -> Opened:
    path, clients = _idea(sites)
    return Opened(f"{path}?etape=1", clients, ("answer", "Personne ne répond.", "Le numéro sonne occupé."))


@case("SummaryForm")
def summary(sites: Sites) -> Opened:
    path, clients = _idea(sites)
    return Opened(f"{path}?etape=99", clients, ("title", "Allo Somme", "Allo Picardie"), ("direction", "Routes"))


def _idea(sites: Sites) -> tuple[str, list[Any]]:
    """Two people of one team, before the same idea."""
    lead, other = (person("member", at=sites.somme, name=name) for name in ("Nadia", "Karim"))
    with here(sites):
        found = some_ideas.a_draft(a_call(), _actor(lead, sites))
        some_ideas.a_colleague(found, _actor(lead, sites), arriving=_actor(other, sites))
    return address("ideas-write", found.pk), [browser(sites.somme, each) for each in (lead, other)]


def _actor(persona: Persona, sites: Sites) -> Any:
    return Actor(persona.user_id, persona.name, persona.email, frozenset({"member"}), schema=sites.somme.schema_name)


@case("EditionForm")
def edition(sites: Sites) -> Opened:
    path, clients = _edition(sites)
    return Opened(path, clients, ("title", "Vos idées d'été", "Vos idées d'automne"), ("introduction", "Bonjour."))


@case("QuestionForm")
def question(sites: Sites) -> Opened:
    path, clients = _edition(sites)
    return Opened(
        path, clients, ("questions-0-label", "Quel problème ?", "Quelle gêne ?"), ("questions-1-hint", "Bref.")
    )


@case("CriterionForm")
def criterion(sites: Sites) -> Opened:
    path, clients = _edition(sites)
    return Opened(path, clients, ("criteres-0-label", "La gêne", "L'usage"), ("criteres-1-weight", "3.00"))


def _edition(sites: Sites) -> tuple[str, list[Any]]:
    with here(sites):
        found: Edition = an_edition()
    return address("calls-edit", found.pk), managers(sites)


@case("ForumForm")
def forum(sites: Sites) -> Opened:
    found = forums.a_forum(sites.somme)
    path = address("forums-edit", found.slug, on=NATIONAL)
    return Opened(path, nationals(sites), ("place", "Lille", "Rouen"), ("introduction", "Bonjour."))


@case("QuotaForm")
def quota(sites: Sites) -> Opened:
    found = forums.a_forum(sites.somme)
    with in_programme():
        pk = Participation.objects.get(forum=found).pk
    path = address("forums-participant", found.slug, pk, on=NATIONAL)
    return Opened(path, nationals(sites), ("quota", "4", "5"))


@case("MorningForm")
def morning(sites: Sites) -> Opened:
    found = forums.a_forum(sites.somme)
    forums.a_morning(found, "Awa")
    path = address("forums-morning-edit", found.slug, on=NATIONAL)
    return Opened(path, nationals(sites), ("turn_minutes", "25", "30"), ("between_minutes", "0"))


@case("CoachForm")
def coach_of_a_morning(sites: Sites) -> Opened:
    found = forums.a_forum(sites.somme)
    made = forums.a_morning(found, "Awa")
    with in_programme():
        pk = made.coaches.get().pk
    path = address("forums-morning-coach", found.slug, pk, on=NATIONAL)
    return Opened(path, nationals(sites), ("place", "Table 2", "Table 3"), ("name", "Awa Coach"))


@case("MessageForm")
def message(sites: Sites) -> Opened:
    with here(sites):
        found = Message.objects.create(
            kind="ideas.reply", to_email="agente@exemple.fr", subject="Bonjour", body="Merci."
        )
    path = address("messages-detail", found.pk)
    return Opened(path, managers(sites), ("subject", "Votre idée", "Votre projet"), ("body", "Bonjour.\nMerci."))


@case("SettingsForm")
def settings(sites: Sites) -> Opened:
    fields = ("contact_email", "nadia@exemple.fr", "karim@exemple.fr"), ("name", "Département de la Somme")
    return Opened(address("settings"), managers(sites), *fields)


@case("FilesQuotaForm")
def files_quota(sites: Sites) -> Opened:
    path = address("territories-files", "somme", on=NATIONAL)
    return Opened(path, nationals(sites, "national_administrator"), ("megabytes", "3000", "4000"))


@case("TimeZoneForm")
def time_zone(sites: Sites) -> Opened:
    path = address("territories-time-zone", "somme", on=NATIONAL)
    field = ("time_zone", "Indian/Reunion", "Indian/Mayotte")
    return Opened(path, nationals(sites, "national_administrator"), field, read="heure de La Réunion")


@case("Keep")
def retention(sites: Sites) -> Opened:
    return Opened(address("retention"), managers(sites), ("refused_ideas", "20", "30"), ("raw_notes", "7"))


@case("Account")
def account(sites: Sites) -> Opened:
    somebody = person(name="Nadia")
    clients = [browser(sites.auth, somebody) for _page in range(2)]
    return Opened(address("account-home", on=AUTH), clients, ("name", "Nadia B.", "N. Benali"), ("function", "Cheffe"))


@case("ReplyForm")
def reply(sites: Sites) -> Opened:
    setup = some_juries.deliberating(sites.somme)
    with here(sites):
        some_juries.decide_all(setup, "laureate", "not_retained")
    path = address("juries-reply", setup.jury.pk, setup.passages[1].pk)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    return Opened(path, clients, ("subject", "Pour B", "À propos de B"), ("body", "Bonjour, revenez."))


@case("RenewalForm")
def renewal(sites: Sites) -> Opened:
    running, setup = running_project(sites.somme)
    with here(sites):
        passage = hearings.hear(running, setup.jury, by=setup.runs)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    path = address("juries-renewal", setup.jury.pk, passage.pk)
    return Opened(path, clients, ("learnt", "Peu de demandes.", "Des demandes."), ("journal", "Trois visites."))


@case("DecisionsForm")
def decisions(sites: Sites) -> Opened:
    setup = some_juries.deliberating(sites.somme)
    with here(sites):
        some_juries.decide_all(setup, "laureate", "not_retained")
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    field, other = (motive_of(setup.passages[rank].pk) for rank in (1, 0))
    return Opened(
        address("juries-decisions", setup.jury.pk), clients, (field, "Trop tôt.", "Trop cher."), (other, "Oui.")
    )


@case("SessionForm")
def session(sites: Sites) -> Opened:
    setup = some_juries.a_jury_setup(sites.somme)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    return Opened(
        address("juries-change", setup.jury.pk), clients, ("place", "Lille", "Amiens"), ("title", "Autre jury")
    )


@case("LengthsForm")
def lengths(sites: Sites) -> Opened:
    setup = some_juries.a_jury_setup(sites.somme)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    field, other = (length_name("pause", passage.pk) for passage in setup.passages[:2])
    return Opened(address("juries-order", setup.jury.pk), clients, (field, "5", "10"), (other, "15"))


AT_NINE = "lundi 6 janvier 2025 à 9 h"


@case("HoursForm")
def hours(sites: Sites) -> Opened:
    setup = some_juries.a_jury_setup(sites.somme)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    with here(sites):
        seat = setup.jury.seats.first()
    path, when = address("juries-hours", setup.jury.pk, seat.pk), "2025-01-06T09:{}0".format
    return Opened(path, clients, ("arrivee_1", when(0), when(3)), ("depart_1", when(5)), AT_NINE)


@case("SeatQualityForm")
def quality(sites: Sites) -> Opened:
    setup = some_juries.a_jury_setup(sites.somme)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    with here(sites):
        seat = setup.jury.seats.first()
    path = address("juries-seat-quality", setup.jury.pk, seat.pk)
    return Opened(path, clients, ("quality", "Élue", "Adjointe"), ("quality_group", "elected"))


@case("DecisionForm")
def decision(sites: Sites) -> Opened:
    setup = some_juries.deliberating(sites.somme)
    with here(sites):
        some_juries.decide_all(setup, "laureate", "not_retained")
    path = address("juries-decide", setup.jury.pk, setup.passages[1].pk)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    return Opened(path, clients, ("motivation", "Trop tôt.", "Trop cher."), ("means", "Une salle."))


@case("BallotForm")
def ballot(sites: Sites) -> Opened:
    setup = some_juries.a_jury_setup(sites.somme)
    with here(sites):
        some_juries.mark(setup.passages[0], setup.actors[1], 3)
        marks = [f"critere_{each.pk.hex}" for each in setup.jury.criteria.all()]
    path = address("juries-passage", setup.jury.pk, setup.passages[0].pk)
    clients = [browser(sites.somme, setup.members[1]) for _page in range(2)]
    return Opened(path, clients, ("comment", "Solide.", "Fragile."), (marks[0], "5"))


@case("VoteForm")
def vote(sites: Sites) -> Opened:
    setup = some_juries.deliberating(sites.somme)
    with here(sites):
        given = {"question": "Retenir ?", "in_favour": 1}
        found = juries.record_vote(setup.passages[0], by=setup.runs, **given)
    path = address("juries-vote", setup.jury.pk, setup.passages[0].pk, found.pk)
    clients = [browser(sites.somme, setup.manager), *managers(sites)[1:]]
    return Opened(path, clients, ("question", "Retenir A ?", "Écarter A ?"), ("abstentions", "1"))


@case("OpinionForm")
def opinion(sites: Sites) -> Opened:
    setup = some_juries.deliberating(sites.somme)
    with here(sites):
        some_juries.decide_all(setup, "laureate", "not_retained")
        juries.write_opinion(setup.passages[0], by=setup.actors[1], text="Trop tôt.")
    path = address("juries-opinion", setup.jury.pk, setup.passages[0].pk)
    clients = [browser(sites.somme, setup.members[1]) for _page in range(2)]
    return Opened(path, clients, ("text", "Trop cher.", "Trop loin."), ("kind", "dissent"))
