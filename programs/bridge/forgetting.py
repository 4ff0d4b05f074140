"""Files that must go, at home and from what forums have received: for erasing a person, purging an idea."""

from collections.abc import Iterable
from uuid import UUID

from programs.bridge import queries
from programs.files import domain
from programs.joint.forums import copies
from programs.local.ideas.models import Attachment, Idea, TeamMember

EMPTIED = "Idée effacée"


def forget_files_of_idea(idea: Idea) -> int:
    """Every file of an idea, and its frozen copies; returns how many files of its own. In its territory's context."""
    return _forget(Attachment.objects.filter(idea=idea))


def forget_files_of_person(user_id: UUID) -> int:
    """Every file that this person has attached here, whatever the idea; returns how many. In a territory's context."""
    return _forget(Attachment.objects.filter(uploaded_by_id=user_id))


def _forget(attachments: Iterable[Attachment]) -> int:
    rows = list(attachments)
    keys = {str(row.pk) for row in rows}
    for nomination in queries.own_nominations().filter(idea_id__in={row.idea_id for row in rows}):
        copies.forget(nomination, keys)
    return domain.forget(rows)


def forget_drafts_of_person(user_id: UUID) -> int:
    """The words of ideas that they began alone and never submitted; returns how many. In a territory's context."""
    alone = Idea.objects.filter(author_id=user_id, submitted_at=None).exclude(
        team__in=TeamMember.objects.exclude(user_id=user_id)
    )
    return alone.update(title=EMPTIED, answers={}, direction="")
