"""What a project's people are told, each of them once."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

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


def told(members: QuerySet[ProjectMember]) -> QuerySet[ProjectMember]:
    """Those of these who are told what is decided: the team, and who helps it."""
    return members.exclude(part=Part.SPONSOR)


def verdict(project: Project, outcome: "Outcome", *, by: Actor) -> None:
    """What a committee or a jury decided, with its reasons, to the team and those who help it."""
    written: set[str] = set()
    url = page("incubation-project", project.pk)
    for member in told(project.members.all()):
        if member.email not in written:
            written.add(member.email)
            messages.post(
                "incubation.verdict",
                to_email=member.email,
                to_name=member.name,
                about=project.pk,
                context={"project": project, "member": member, "url": url, "outcome": outcome},
                by=by,
            )
