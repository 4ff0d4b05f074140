"""What a jury marks stays what it was when the session opened; what the team writes later is a new version."""

from collections.abc import Iterable, Sequence

from programs.juries.renewals import kept, words_of
from programs.local.ideas.domain import hearings
from programs.local.juries import outcomes, queries
from programs.local.juries.models import Passage


def freeze(passages: Iterable[Passage]) -> None:
    """Keep the dossiers of these passages as they are now; a project's summary is kept already, its facts change."""
    passages = list(passages)
    if renewals := [passage for passage in passages if passage.idea is None]:
        count_facts(renewals)
        Passage.objects.bulk_update(renewals, ["renewal"])
    ideas = [passage for passage in passages if passage.idea is not None and passage.dossier is None]
    for passage in ideas:
        assert passage.idea is not None
        passage.dossier = {
            "answers": queries.written(passage.idea),
            "team": [member.name for member in passage.idea.team.all()],
            "files": [str(file.pk) for file in queries.files_of(passage)],
        }
    Passage.objects.bulk_update(ideas, ["dossier"])
    for jury_id in {passage.jury_id for passage in ideas}:
        hearings.read(jury_id)


def count_facts(renewals: Sequence[Passage]) -> None:
    """What their projects bring today; what was said of it stays. To be saved."""
    told = outcomes.project_facts.first(renewals) or {}
    for passage in renewals:
        if passage.pk in told:
            passage.renewal = kept(told[passage.pk], words_of(passage.renewal))
