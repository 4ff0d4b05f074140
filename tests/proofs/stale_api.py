"""What the API compares before it writes, one of each, and who reads it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from eclore.kit.actor import Actor
from programs.joint.juries.side import JOINT
from programs.juries import domain as juries
from programs.juries.contract import AnySide
from programs.local.ideas.domain import commitments, drafts
from programs.local.juries.side import LOCAL
from programs.local.messages.models import Message
from tenants.contexts import in_programme
from tests.factories import forums, incubation
from tests.factories import ideas as some_ideas
from tests.factories import juries as some_juries
from tests.factories.calls import a_call, an_edition
from tests.proofs.stale import Sites, here
from tests.support.personas import Persona, api_client, person


@dataclass(frozen=True)
class Read:
    """A resource at `path`, which this client may read and change."""

    path: str
    client: Any


Build = Callable[[Sites], Read]


def _manager(sites: Sites, path: str, persona: Persona | None = None) -> Read:
    somebody = persona or person("manager", at=sites.somme)
    return Read(f"/api/v1/{path}", api_client(sites.somme, somebody))


def _idea(sites: Sites) -> tuple[Any, Persona]:
    author = person("member", at=sites.somme)
    actor = author.at(sites.somme)
    with here(sites):
        return some_ideas.a_draft(a_call(), actor), author


def call(sites: Sites) -> Read:
    with here(sites):
        found = an_edition()
    return _manager(sites, f"calls/{found.pk}/")


def idea(sites: Sites) -> Read:
    found, author = _idea(sites)
    return _manager(sites, f"ideas/{found.pk}/", author)


def idea_file(sites: Sites) -> Read:
    found, author = _idea(sites)
    with here(sites):
        kept = some_ideas.a_file(found)
    return _manager(sites, f"ideas/{found.pk}/files/{kept.pk}/", author)


def draft(sites: Sites) -> Read:
    author = person("member", at=sites.somme)
    actor = author.at(sites.somme)
    with here(sites):
        _draft, secret = drafts.begin(a_call(), by=actor, title="Allo 80")
    return _manager(sites, f"drafts/{secret}/", author)


def commitment(sites: Sites) -> Read:
    found, author = _idea(sites)
    actor = author.at(sites.somme)
    with here(sites):
        asked = {"signatory_name": "Claude", "signatory_email": "claude@exemple.fr", "days_per_week": 1}
        _commitment, secret = commitments.request(found.team.get(), by=actor, **asked)
    return _manager(sites, f"commitments/{secret}/", author)


def project(sites: Sites) -> Read:
    with here(sites):
        found = incubation.project()
    return _manager(sites, f"projects/{found.pk}/")


def committee(sites: Sites) -> Read:
    with here(sites):
        found = incubation.committee(incubation.project())
    return _manager(sites, f"committees/{found.pk}/")


def message(sites: Sites) -> Read:
    with here(sites):
        found = Message.objects.create(kind="ideas.reply", to_email="a@exemple.fr", subject="Bonjour", body="Merci.")
    return _manager(sites, f"messages/{found.pk}/")


def jury(sites: Sites) -> Read:
    setup = some_juries.a_jury_setup(sites.somme)
    return _manager(sites, f"juries/{setup.jury.pk}/", setup.manager)


def passage(sites: Sites) -> Read:
    setup = some_juries.a_jury_setup(sites.somme)
    return _manager(sites, f"juries/{setup.jury.pk}/passages/{setup.passages[0].pk}/", setup.manager)


def ballot(sites: Sites) -> Read:
    setup = some_juries.a_jury_setup(sites.somme)
    return _manager(sites, f"juries/{setup.jury.pk}/passages/{setup.passages[0].pk}/ballot/", setup.members[1])


def _told(side: AnySide, passage: Any, *, runs: Actor, voter: Actor) -> Any:
    """A vote on a dossier, which is decided, and what a member has written about it; inside its context."""
    vote = juries.record_vote(passage, by=runs, question="Retenir ?", in_favour=1)
    side.decide(passage, by=runs, verdict="not_retained", motivation="Trop tôt.")
    juries.write_opinion(side.passages.objects.get(pk=passage.pk), by=voter, text="À revoir.")
    return vote


def _deliberated(sites: Sites, part: str) -> Read:
    setup = some_juries.deliberating(sites.somme, titles="A")
    with here(sites):
        vote = _told(LOCAL, setup.passages[0], runs=setup.runs, voter=setup.actors[0])
    path = f"juries/{setup.jury.pk}/passages/{setup.passages[0].pk}/{part.format(vote=vote.pk)}"
    return _manager(sites, path, setup.members[0])


def vote(sites: Sites) -> Read:
    return _deliberated(sites, "votes/{vote}/")


def opinion(sites: Sites) -> Read:
    return _deliberated(sites, "opinion/")


def settings(sites: Sites) -> Read:
    return _manager(sites, "settings/")


def _national(sites: Sites, path: str, kind: str = "national_coach") -> Read:
    return Read(f"/api/v1/{path}", api_client(sites.national, person(national=(kind,))))


def forum(sites: Sites) -> Read:
    return _national(sites, f"forums/{forums.a_forum(sites.somme).slug}/")


def files_quota(sites: Sites) -> Read:
    return _national(sites, "territories/somme/files-quota/", "national_administrator")


def _joint(sites: Sites, part: str = "") -> Read:
    found = forums.a_forum(sites.somme)
    forums.a_nomination(sites.somme, found)
    president = person(email="presidente@exemple.fr")
    made = forums.a_jury(found, ("presidente@exemple.fr", None))
    with in_programme():
        first = made.passages.first()
    path = f"juries/{made.pk}/" + (f"passages/{first.pk}/{part}" if part != "jury" else "")
    return Read(f"/api/v1/{path}", api_client(sites.national, president))


def joint_jury(sites: Sites) -> Read:
    return _joint(sites, "jury")


def joint_passage(sites: Sites) -> Read:
    return _joint(sites)


def joint_ballot(sites: Sites) -> Read:
    return _joint(sites, "ballot/")


def _deliberated_together(sites: Sites, part: str) -> Read:
    found = forums.a_forum(sites.somme)
    forums.a_nomination(sites.somme, found)
    president = person(email="presidente@exemple.fr")
    made = forums.a_jury(found, ("presidente@exemple.fr", None))
    with in_programme():
        JOINT.open_session(made, by=forums.NATIONAL)
    actor = president.at(sites.national)
    with in_programme():
        first = made.passages.get()
        juries.open_passage(first, by=forums.NATIONAL)
        forums.marked(first, actor)
        juries.deliberate(made, by=forums.NATIONAL)
        vote = _told(JOINT, first, runs=forums.NATIONAL, voter=actor)
    path = f"juries/{made.pk}/passages/{first.pk}/{part.format(vote=vote.pk)}"
    return Read(f"/api/v1/{path}", api_client(sites.national, president))


def joint_vote(sites: Sites) -> Read:
    return _deliberated_together(sites, "votes/{vote}/")


def joint_opinion(sites: Sites) -> Read:
    return _deliberated_together(sites, "opinion/")


def time_zone(sites: Sites) -> Read:
    return _national(sites, "territories/somme/time-zone/", "national_administrator")


# By kind of host and name of address.
READS: dict[tuple[str, str], Build] = {
    ("territory", "api-call"): call,
    ("territory", "api-commitment"): commitment,
    ("territory", "api-committee"): committee,
    ("territory", "api-draft"): draft,
    ("territory", "api-idea"): idea,
    ("territory", "api-idea-file"): idea_file,
    ("territory", "api-jury"): jury,
    ("territory", "api-jury-ballot"): ballot,
    ("territory", "api-jury-opinion"): opinion,
    ("territory", "api-jury-passage"): passage,
    ("territory", "api-jury-vote"): vote,
    ("territory", "api-message"): message,
    ("territory", "api-project"): project,
    ("territory", "api-settings"): settings,
    ("national", "api-forum"): forum,
    ("national", "api-jury"): joint_jury,
    ("national", "api-jury-ballot"): joint_ballot,
    ("national", "api-jury-opinion"): joint_opinion,
    ("national", "api-jury-passage"): joint_passage,
    ("national", "api-jury-vote"): joint_vote,
    ("national", "api-territory-files-quota"): files_quota,
    ("national", "api-territory-time-zone"): time_zone,
}
# Two changes of one thing that have nothing to do with each other.
APART: dict[tuple[str, str], tuple[dict[str, Any], dict[str, Any]]] = {
    ("territory", "api-draft"): ({"title": "Allo Somme"}, {"direction": "Routes"}),
    ("territory", "api-idea"): ({"title": "Allo Somme"}, {"direction": "Routes"}),
    ("territory", "api-message"): ({"subject": "Votre idée"}, {"body": "Bonjour.\n"}),
    ("territory", "api-project"): ({"name": "Allo Somme"}, {"sponsor": "La direction"}),
    ("territory", "api-settings"): ({"name": "Le département"}, {"contact_email": "a@exemple.fr"}),
    ("national", "api-forum"): ({"place": "Lille"}, {"introduction": "Bonjour."}),
}
