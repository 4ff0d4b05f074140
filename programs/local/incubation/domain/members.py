"""The people of a project: its team, and those who help it."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid, Refusal
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.ideas.models import MemberStatus
from programs.local.incubation import emails
from programs.local.incubation.models import Part, Project, ProjectMember
from tenants.accounts.models import User

LONGEST_ADDRESS = 254


def assign(
    project: Project, *, by: Actor, email: str, name: str, part: str, status: str = MemberStatus.AGENT
) -> ProjectMember:
    """Give somebody a part in the project and tell them; the same part twice is refused."""
    lock(project)
    require(by, "incubation.manage", project)
    address, called = _checked(email, name)
    if part not in Part.values:
        raise Invalid(_("Choisissez un rôle dans la liste."), field="part")
    if ProjectMember.objects.filter(project=project, email=address, part=part).exists():
        raise Refusal(_("Cette personne a déjà ce rôle dans le projet."), code="already_assigned", field="email")
    member = ProjectMember.objects.create(
        project=project, user=_known(address), email=address, name=called, part=part, status=status
    )
    transitions.record(project, "assign", by=by, note=f"{called} ({member.get_part_display()})")
    emails.assigned(member, by=by)
    return member


def remove(member: ProjectMember, *, by: Actor) -> None:
    """Take a part back; the project's history keeps the name. The last one of a team stays."""
    lock(member.project, member)
    require(by, "incubation.manage", member.project)
    alone = not member.project.members.filter(part=Part.TEAM).exclude(pk=member.pk).exists()
    if member.part == Part.TEAM and alone:
        raise Refusal(_("Une équipe garde au moins une personne : ajoutez-en une autre d'abord."), code="last_member")
    transitions.record(member.project, "remove", by=by, note=f"{member.name} ({member.get_part_display()})")
    member.delete()


def claim(actor: Actor) -> None:
    """At arrival in a territory: whoever comes with the address that was written becomes that member."""
    if not actor.is_authenticated or actor.schema == "public":
        return
    ProjectMember.objects.filter(user=None, email=actor.email.lower()).update(user_id=actor.user_id)


def _checked(email: str, name: str) -> tuple[str, str]:
    address, called = email.strip().lower(), name.strip()
    try:
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError("too long")
        validate_email(address)
    except ValidationError as error:
        raise Invalid(_("Écrivez une adresse électronique complète."), field="email") from error
    if not called:
        raise Invalid(_("Écrivez le nom de cette personne."), field="name")
    return address, called[:200]


def _known(email: str) -> User | None:
    """Somebody who is already of this territory, if they are."""
    return User.objects.filter(email=email).first()
