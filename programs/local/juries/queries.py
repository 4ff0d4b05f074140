"""What a territory's jury may hear, and what it reads of a dossier; `LOCAL` says by whom."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit.mailboxes import folded
from programs.files.states import FileState
from programs.juries.renewals import sections
from programs.juries.sendings import Guest
from programs.juries.states import AmendmentAct
from programs.local.calls.models import Edition, Question
from programs.local.ideas.models import Attachment, Hearing, Idea, TeamMember
from programs.local.ideas.states import IdeaState
from programs.local.juries import outcomes
from programs.local.juries.models import Amendment, Jury, Passage
from programs.local.juries.states import JuryKind

# What each kind of jury may hear, and where an idea must still stand for its decision to move it.
ELIGIBLE = {JuryKind.READING: IdeaState.SUBMITTED, JuryKind.AUDITION: IdeaState.SHORTLISTED}
DECIDABLE = {
    JuryKind.READING: (IdeaState.SUBMITTED, IdeaState.TO_COMPLETE),
    JuryKind.AUDITION: (IdeaState.SHORTLISTED,),
}


def answers_of(passage: Passage) -> list[tuple[str, str]]:
    """(question, answer) of the idea before the jury, in the form's order; a project's summary, and what it brings."""
    if passage.idea is None:
        in_short = [(_("En bref"), passage.summary)] if passage.summary else []
        return [*in_short, *sections(passage.renewal)]
    if passage.dossier is not None:
        return [(label, text) for label, text in passage.dossier["answers"]]
    if hasattr(passage, "call_questions") and not passage.idea.asked:  # by to_print
        told = [(each["label"], passage.idea.answers.get(each["key"], "")) for each in passage.call_questions]
        return [(label, text) for label, text in told if text]
    return written(passage.idea)


def newer_answers(passage: Passage) -> list[tuple[str, str]]:
    """What the team has written otherwise since the session opened; nothing once it is over."""
    if passage.idea is None or passage.dossier is None or passage.jury.is_over:
        return []
    frozen = answers_of(passage)
    return [told for told in written(passage.idea) if told not in frozen]


def written(idea: Idea) -> list[tuple[str, str]]:
    """(question, answer) as it is now, without what is empty."""
    texts = [(question.label, idea.answers.get(question.key, "")) for question in idea.questions]
    return [(label, text) for label, text in texts if text]


def files_of(passage: Passage) -> list[Attachment]:
    """What goes with the idea before the jury; nothing that waits for the antivirus, or that it has refused."""
    if passage.idea is None:
        return []
    rows = passage.idea.attachments.filter(state=FileState.CLEAN)
    return list(rows if passage.dossier is None else rows.filter(pk__in=passage.dossier["files"]))


def newer_files(passage: Passage) -> list[Attachment]:
    """What was attached since the session opened; nothing once it is over."""
    if passage.idea is None or passage.dossier is None or passage.jury.is_over:
        return []
    rows = passage.idea.attachments.filter(state=FileState.CLEAN)
    return list(rows.exclude(pk__in=passage.dossier["files"]))


def file_or_404(pk: Any, passage: Passage) -> Attachment:
    """One of them."""
    for attachment in (*files_of(passage), *newer_files(passage)):
        if attachment.pk == pk:
            return attachment
    raise Http404(_("Aucun fichier ne se trouve à cette adresse."))


def team_of(passage: Passage) -> list[str]:
    """Who carries the idea before the jury."""
    if passage.dossier is not None:
        return list(passage.dossier["team"])
    if hasattr(passage, "team_names"):  # by to_print
        return list(passage.team_names)
    return [member.name for member in passage.idea.team.all()] if passage.idea else []


def carried_by(jury: Jury) -> dict[UUID, list[str]]:
    """Passage → the direction of its idea, then the names of its team; nothing for a project."""
    names = ArraySubquery(TeamMember.objects.filter(idea=OuterRef("idea")).values("name"))
    rows = jury.passages.exclude(idea=None).order_by().annotate(names=names)
    return {
        key: [part for part in (direction, *team) if part]
        for key, direction, team in rows.values_list("pk", "idea__direction", "names")
    }


def to_print(passages: "QuerySet[Passage, Passage]") -> "QuerySet[Passage, Passage]":
    """The same passages with the team of each and the questions of its call, in the same statement."""
    questions = Question.objects.filter(call=OuterRef("idea__call"))
    rows: Any = passages.annotate(
        team_names=ArraySubquery(TeamMember.objects.filter(idea=OuterRef("idea")).values("name")),
        call_questions=ArraySubquery(questions.values(told=JSONObject(key="key", label="label"))),
    )
    return cast("QuerySet[Passage, Passage]", rows)


def guests_of(jury: Jury) -> list[Guest]:
    """Who is expected with their dossier: teams, and who has a part in a project, its coaches among them.

    Nobody where dossiers are read at home. The same address once for each dossier.
    """
    if jury.marks_in_any_order:
        return []
    of_idea = dict(jury.passages.exclude(idea=None).values_list("idea", "pk"))
    team = TeamMember.objects.filter(idea__in=of_idea).values_list("idea", "email", "name")
    found = [Guest(of_idea[idea], email, name) for idea, email, name in team]
    renewals = list(jury.passages.filter(idea=None))
    for told in outcomes.project_people.ask(renewals) if renewals else ():
        found += [Guest(passage_id, email) for passage_id, email, _user_id, _part in told]
    return list({(guest.passage_id, folded(guest.email)): guest for guest in found}.values())


def eligible_ideas(edition: Edition, kind: str) -> QuerySet[Idea]:
    """Ideas that a jury of this kind may hear, and that are heard nowhere else."""
    heard = Hearing.objects.filter(idea=OuterRef("pk"), ended_at=None)
    ideas = Idea.objects.filter(call__edition=edition, state=ELIGIBLE[JuryKind(kind)])
    return ideas.filter(~Exists(heard)).order_by("number", "pk")


def why_lapsed(jury: Jury, passages: Iterable[Passage]) -> dict[UUID, str]:
    """Of these passages, those that no decision can move any more: why, in words."""
    renewals, told = [], {}
    for passage in passages:
        if passage.idea is None:
            renewals.append(passage)
        elif passage.idea.state not in DECIDABLE[JuryKind(jury.kind)]:
            state = passage.idea.get_state_display()
            told[passage.pk] = _("Sans objet : l'idée est à l'étape « %(state)s ».") % {"state": state}
    return told | _renewals_lapsed(renewals)


def decidable(jury: Jury) -> "QuerySet[Passage, Passage]":
    """The passages that a decision can still move, in their order."""
    ideas = Q(idea__state__in=DECIDABLE[JuryKind(jury.kind)])
    lapsed = _renewals_lapsed(list(jury.passages.filter(idea=None)))
    return jury.passages.filter(ideas | Q(idea=None)).exclude(pk__in=lapsed)


def _renewals_lapsed(renewals: list[Passage]) -> dict[UUID, str]:
    return outcomes.projects_lapsed.first(renewals) or {} if renewals else {}


def laureates(edition: Edition) -> int:
    """How many ideas of this edition are laureates already; those that have given their place back are not counted."""
    freed = Amendment.objects.filter(passage__idea=OuterRef("pk"), act=AmendmentAct.FREED)
    return Idea.objects.filter(~Exists(freed), call__edition=edition, state=IdeaState.LAUREATE).count()
