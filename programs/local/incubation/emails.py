"""What a project's people are told, each of them once."""

from typing import TYPE_CHECKING

from eclore.kit.actor import Actor
from programs.local.incubation.models import Part, Project, ProjectMember
from programs.local.messages import domain as messages
from tenants.territories.addresses import page

if TYPE_CHECKING:  # verdicts send these emails
    from programs.local.incubation.domain.verdicts import Outcome


def assigned(member: ProjectMember, *, by: Actor) -> None:
    """A part in a project."""
    messages.post(
        "incubation.assigned",
        to_email=member.email,
        to_name=member.name,
        about=member.project_id,
        context={"member": member, "project": member.project, "url": page("incubation-project", member.project_id)},
        by=by,
    )


def verdict(project: Project, outcome: "Outcome", *, by: Actor) -> None:
    """What a committee or a jury decided, with its reasons, to the team and those who help it."""
    told: set[str] = set()
    url = page("incubation-project", project.pk)
    for member in project.members.exclude(part=Part.SPONSOR):
        if member.email not in told:
            told.add(member.email)
            messages.post(
                "incubation.verdict",
                to_email=member.email,
                to_name=member.name,
                about=project.pk,
                context={"project": project, "member": member, "url": url, "outcome": outcome},
                by=by,
            )
