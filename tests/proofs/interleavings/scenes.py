"""The rows that verbs act on: one scene for each stage of each aggregate, built once by the product's own acts.

A scene is a namespace: `idea`, `member`, `jury`… are keys; names that it does not give are those of `BASE`.
"""

from collections import ChainMap
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from eclore.kit import clock
from eclore.kit.actor import Actor, system
from programs.local.calls.domain import editions
from programs.local.ideas.domain import callbacks, commitments, drafts, ideas, teams, triage
from programs.local.incubation.domain import committees, journal, members, phases
from tenants.contexts import in_programme, in_territory
from tenants.hosts import Site
from tests.factories.calls import a_call, an_edition
from tests.factories.ideas import a_draft, a_file, an_idea
from tests.factories.incubation import committee as a_committee
from tests.factories.incubation import project as a_project
from tests.support.personas import person


class Scene:
    """What is there, by name."""

    def __init__(self, names: ChainMap[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        try:
            return self._names[name]
        except KeyError:
            raise AttributeError(name) from None


class World:
    """Every scene, and the two places where they are."""

    def __init__(self, somme: Site, oise: Site, national: Site) -> None:
        from tests.proofs.interleavings import joint_scenes, jury_scenes

        self.somme, self.oise, self.national = somme, oise, national
        self.base: dict[str, Any] = {"somme": somme, "oise": oise, "national": national}
        self.scenes: dict[str, dict[str, Any]] = {}
        self.base |= people(self)
        for build in (*BUILDERS, *jury_scenes.BUILDERS, *joint_scenes.BUILDERS):
            for name, found in build(self).items():
                self.scenes[name] = found
        for default in ("draft", "shortlisted", "project", "edition", "jury_open", "forum", "joint_open"):
            self.base = {**self.scenes[default], **self.base}

    def scene(self, name: str) -> Scene:
        return Scene(ChainMap(self.scenes[name], self.base))


def people(world: World) -> dict[str, Any]:
    """Who acts: accounts with their roles, as actors."""
    here = {
        "manager": "manager",
        "manager2": "manager",
        "lead": "member",
        "colleague": "member",
        "other_lead": "member",
    }
    accounts = {name: person(role, at=world.somme, name=name) for name, role in here.items()}
    accounts["administrator"] = person(national=("national_administrator",), name="administrator")
    accounts["administrator2"] = person(national=("national_administrator",), name="administrator2")
    accounts["coach"] = person(national=("national_coach",), name="coach")
    accounts["newcomer"] = person("member", at=world.somme, name="newcomer")
    acting = {
        name: each.at(world.somme if name in here or name == "newcomer" else world.national)
        for name, each in accounts.items()
    }
    anonymous = Actor(schema=world.somme.schema_name)
    return {**acting, "accounts": accounts, "anonymous": anonymous, "system": system(schema=world.somme.schema_name)}


def of_idea(idea: Any, lead: Actor, **more: Any) -> dict[str, Any]:
    return {
        "idea": idea.pk,
        "author": lead,
        "lead_member": idea.team.get(leads=True).pk,
        "call": idea.call_id,
        "edition": idea.call.edition_id,
        **more,
    }


def with_people(world: World, idea: Any) -> dict[str, Any]:
    """A colleague who has come, one who has not, a commitment asked for, a file."""
    base = world.base
    member = teams.invite(idea, by=base["lead"], email=base["colleague"].email, name="Collègue")
    teams.claim(base["colleague"])
    commitment, _secret = commitments.request(
        member, by=base["lead"], signatory_name="Cheffe", signatory_email="cheffe@exemple.fr"
    )
    return {
        "member": member.pk,
        "commitment": commitment.pk,
        "link": commitment.token_hash,
        "attachment": a_file(idea).pk,
    }


def writing(world: World) -> dict[str, dict[str, Any]]:
    """A draft of a team, in an open call; a beginning without an account, somebody to call back."""
    with in_territory(world.somme):
        call = a_call(problems=("Le standard", "La cantine"), partners_allowed=True, team_max=4, files_max=3)
        lead, base = world.base["lead"], world.base
        idea = a_draft(call, lead)
        found = of_idea(idea, lead, **with_people(world, idea))
        begun, secret = drafts.begin(call, by=base["anonymous"], title="Une idée", answers={"problem": "Trop long"})
        callback = callbacks.ask(call, by=base["anonymous"], name="Camille", contact="01 02 03 04 05")
        found |= {"begun": begun.pk, "secret": secret, "callback": callback.pk, "problem": call.problems.first().pk}
        return {"draft": found}


def handed_in(world: World) -> dict[str, dict[str, Any]]:
    """Submitted, with another to be merged into; to complete."""
    base, found = world.base, {}
    for name in ("submitted", "to_complete"):
        with in_territory(world.somme):
            call = a_call(team_max=4, partners_allowed=True)
            idea = a_draft(call, base["lead"])
            more = with_people(world, idea)
            ideas.submit(idea, by=base["lead"])
            ideas.save(idea, by=base["lead"], open_team=True)
            other = an_idea(call, base["other_lead"], title="Une autre")
            if name == "to_complete":
                triage.ask_completion(idea, by=base["manager"], reason="Il manque le public.")
            found[name] = of_idea(idea, base["lead"], other=other.pk, **more)
    return found


def incubating(world: World) -> dict[str, dict[str, Any]]:
    """Projects: about to start, running with a committee to come, with one that may close, ended."""
    base, found = world.base, {}
    today = clock.today()
    with in_territory(world.somme):
        for name in ("project_new", "project", "committee_ready", "project_ended", "project_dormant"):
            options = {"author": base["accounts"]["lead"], "started": None if name == "project_new" else today}
            made, other = a_project(f"Un {name}", **options), a_project(f"Deux {name}", **options)
            member = members.assign(
                made, by=base["manager"], email=base["colleague"].email, name="Collègue", part="team"
            )
            entry = journal.add(made, by=base["manager"], kind="note", on=today, text="Vu ce jour.")
            planned = a_committee(made, by=base["manager"])
            review = planned.reviews.get()
            if name in ("project_ended", "project_dormant"):
                verdict = "stopped" if name == "project_ended" else "dormant"
                committees.decide(
                    review, by=base["manager"], verdict=verdict, learnt="Ceci.", why="Cela.", motivation="Voilà."
                )
                committees.close(planned, by=base["manager"])
                planned = a_committee(other, by=base["manager"])
                review = planned.reviews.get()
            if name == "committee_ready":
                committees.decide(review, by=base["manager"], verdict="construction", weeks=9, motivation="Utile.")
            phase = phases.current(made) or made.phases.first()
            origin = made.origins.get().idea
            found[name] = {
                "project": made.pk,
                "other_project": other.pk,
                "project_member": member.pk,
                "entry": entry.pk,
                "committee": planned.pk,
                "review": review.pk,
                "phase": phase and phase.pk,
                "idea": origin.pk,
                "joining_idea": laureate_of(made, base).pk,
                "edition": made.edition_id,
                "call": made.edition.call.pk,
            }
    return found


def laureate_of(project: Any, base: dict[str, Any]) -> Any:
    """A laureate that has no project yet, of the same edition."""
    from tests.factories.incubation import laureate

    return laureate(f"Voisine de {project.name}", author=base["accounts"]["lead"])


def seasons(world: World) -> dict[str, dict[str, Any]]:
    """Editions: prepared, published, closed."""
    found = {}
    with in_territory(world.somme):
        for name in ("edition_prepared", "edition", "edition_closed"):
            edition = an_edition(programme=name, published=name != "edition_prepared", problems=("Un", "Deux"))
            if name == "edition_closed":
                editions.close(edition, by=world.base["manager"])
            found[name] = {"edition": edition.pk, "call": edition.call.pk, "problem": edition.call.problems.first().pk}
    return found


def letters(world: World) -> dict[str, dict[str, Any]]:
    """A message that waits to be read again, and one that has reached nobody."""
    from programs.local.messages.models import Message

    with in_territory(world.somme):
        sent = Message.objects.filter(state="queued").first()
        waiting = Message.objects.create(
            kind="example",
            to_email="a@exemple.fr",
            to_name="A",
            subject="Objet",
            body="Texte\n",
            prepared_by="M",
            state="draft",
        )
        other = Message.objects.create(
            kind="example",
            to_email="b@exemple.fr",
            to_name="B",
            subject="Objet",
            body="Texte\n",
            prepared_by="M",
            state="failed",
        )
        return {"letters": {"message": waiting.pk, "other_message": other.pk, "sent": sent and sent.pk}}


def entered(world: World) -> dict[str, dict[str, Any]]:
    """Roles, invitations, grants, tokens, visits, requests: what is held by people."""
    from tenants.accounts.domain import tokens
    from tenants.accounts.models import ApiToken, User
    from tenants.memberships.domain import invitations, visits
    from tenants.memberships.models import Membership, NationalGrant
    from tenants.moving.models import Archive
    from tenants.territories.models import Territory

    base, now = world.base, clock.now()
    with in_territory(world.somme):
        archive = Archive.objects.create(
            state="ready", ended_at=now, expires_at=now + timedelta(days=7), sha256="0" * 64
        )
        invitation = invitations.invite("invitee@exemple.fr", "juror", site=world.somme, by=base["manager"])
        role = Membership.objects.get(user_id=base["manager2"].user_id)
    with in_programme():
        tokens.create(
            User.objects.get(pk=base["lead"].user_id), territory_role=world.somme.role, by=base["lead"], label="x"
        )
        visit = visits.enter(Territory.objects.get(pk=world.somme.territory_id), by=base["coach"])
        held = NationalGrant.objects.get(user_id=base["administrator2"].user_id)
        return {
            "entered": {
                "invitation": invitation.pk,
                "membership": role.pk,
                "visit": visit.pk,
                "grant": held.pk,
                "token": ApiToken.objects.get().pk,
                "territory": world.somme.territory_id,
                "archive": archive.pk,
            }
        }


BUILDERS: tuple[Callable[[World], dict[str, dict[str, Any]]], ...] = (
    writing,
    handed_in,
    incubating,
    seasons,
    entered,
    letters,
)
