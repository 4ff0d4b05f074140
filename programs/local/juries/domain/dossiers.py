"""What a jury marks stays what it was when the session opened; what the team writes later is a new version."""

from collections.abc import Iterable

from programs.local.ideas.domain import hearings
from programs.local.juries import queries
from programs.local.juries.models import Passage


def freeze(passages: Iterable[Passage]) -> None:
    """Keep the dossiers of these passages as they are now; a project's summary is kept already."""
    kept = [passage for passage in passages if passage.idea is not None and passage.dossier is None]
    for passage in kept:
        assert passage.idea is not None
        passage.dossier = {
            "answers": queries.written(passage.idea),
            "team": [member.name for member in passage.idea.team.all()],
            "files": [str(file.pk) for file in queries.files_of(passage)],
        }
    Passage.objects.bulk_update(kept, ["dossier"])
    for jury_id in {passage.jury_id for passage in kept}:
        hearings.read(jury_id)
