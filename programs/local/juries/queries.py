"""Which juries, passages and dossiers may be seen, and by whom: pages, counts, exports and the API start here."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from eclore.kit.actor import Actor
from eclore.kit.permissions import can
from programs.files.states import FileState
from programs.juries.queries import with_amendments
from programs.juries.rules import seat_of
from programs.juries.states import JuryState
from programs.local.calls.models import Edition
from programs.local.ideas.models import Attachment, Idea
from programs.local.ideas.states import IdeaState
from programs.local.juries.models import Ballot, Jury, Passage, Recusal, Seat
from programs.local.juries.states import JuryKind

# Answered or withdrawn otherwise: a jury has nothing left to decide.
GONE = (IdeaState.WITHDRAWN, IdeaState.MERGED, IdeaState.OUT_OF_SCOPE)
# What each kind of jury may hear.
ELIGIBLE = {JuryKind.READING: IdeaState.SUBMITTED, JuryKind.AUDITION: IdeaState.SHORTLISTED}


def own_seats(actor: Actor) -> Q:
    """Seats of this person, or that wait for their address; the one seat of a card."""
    if actor.held:
        held = Q(pk=actor.held.seat_id, jury=actor.held.jury_id)
        return held if actor.held.app == Seat._meta.app_label else Q(pk__in=[])
    if not actor.is_authenticated or actor.visitor:
        return Q(pk__in=[])
    return Q(user_id=actor.user_id) | Q(user__isnull=True, email=actor.email.lower())


def juries_for(actor: Actor) -> QuerySet[Jury]:
    """Every jury for those who follow the programme; their own for members."""
    juries = Jury.objects.select_related("edition").order_by("-held_on", "title", "pk")
    if actor.system or can(actor, "local_juries.follow"):
        return juries
    return juries.filter(Exists(Seat.objects.filter(own_seats(actor), jury=OuterRef("pk"))))


def jury_list(actor: Actor) -> QuerySet[Jury]:
    """The same, with what a list shows: passages that this person may see, members, their own validated ballots."""
    recused = Recusal.objects.filter(passage=OuterRef("pk"), confirmed_at__isnull=False, seat__in=_seats_of(actor))
    visible = Passage.objects.filter(~Exists(recused), jury=OuterRef("pk")).order_by().values("jury")
    cast = Ballot.objects.filter(passage__jury=OuterRef("pk"), seat__in=_seats_of(actor), cast_at__isnull=False)
    return juries_for(actor).annotate(
        passage_count=_counted(visible),
        seat_count=_counted(Seat.objects.filter(jury=OuterRef("pk")).order_by().values("jury")),
        sits=Exists(Seat.objects.filter(own_seats(actor), jury=OuterRef("pk"))),
        own_cast=_counted(cast.order_by().values("passage__jury")),
    )


def jury_or_404(pk: Any, actor: Actor, *, amended: bool = False) -> Jury:
    """One jury that this actor may see, with its edition and its members ready (two statements)."""
    juries = with_amendments(juries_for(actor)) if amended else juries_for(actor)
    try:
        return juries.prefetch_related("seats").get(pk=pk)
    except (Jury.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404(_("Aucun jury ne se trouve à cette adresse.")) from error


def passages_for(actor: Actor, jury: Jury) -> QuerySet[Passage]:
    """The passages of `jury`, but those this member has stepped aside from; each with its decision."""
    passages = Passage.objects.select_related("decision").filter(jury=jury)
    seat = seat_of(actor, jury)
    if seat is None:
        return passages
    aside = Recusal.objects.filter(passage=OuterRef("pk"), seat=seat, confirmed_at__isnull=False)
    return passages.filter(~Exists(aside))


def passage_or_404(pk: Any, jury: Jury, actor: Actor) -> Passage:
    """One passage of `jury`, unless this member has stepped aside from it."""
    try:
        passage = passages_for(actor, jury).select_related("decision", "idea").get(pk=pk)
    except (Passage.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404(_("Aucun passage ne se trouve à cette adresse.")) from error
    passage.jury = jury
    return passage


def seat_or_404(pk: Any, jury: Jury) -> Seat:
    """One member of `jury`."""
    for seat in jury.seats.all():
        if str(seat.pk) == str(pk):
            seat.jury = jury
            return seat
    raise Http404(_("Ce membre ne siège pas dans ce jury."))


def recusal_or_404(pk: Any, jury: Jury, actor: Actor) -> Recusal:
    """One recusal of `jury`: one's own, or any for whoever leads."""
    recusals = Recusal.objects.select_related("passage", "seat").filter(passage__jury=jury)
    if not can(actor, "local_juries.lead", jury):
        recusals = recusals.filter(seat=seat_of(actor, jury))
    try:
        recusal = recusals.get(pk=pk)
    except (Recusal.DoesNotExist, ValidationError, ValueError) as error:
        raise Http404(_("Aucun déport ne se trouve à cette adresse.")) from error
    recusal.passage.jury = recusal.seat.jury = jury
    return recusal


def answers_of(passage: Passage) -> list[tuple[str, str]]:
    """(question, answer) of the idea before the jury, in the form's order; the summary of a project."""
    if passage.idea is None:
        return [(_("En bref"), passage.summary)] if passage.summary else []
    questions = passage.idea.call.questions.all()
    texts = [(question.label, passage.idea.answers.get(question.key, "")) for question in questions]
    return [(label, text) for label, text in texts if text]


def files_of(passage: Passage) -> list[Attachment]:
    """What goes with the idea before the jury; nothing that waits for the antivirus, or that it has refused."""
    return list(passage.idea.attachments.filter(state=FileState.CLEAN)) if passage.idea else []


def file_or_404(pk: Any, passage: Passage) -> Attachment:
    """One of them."""
    for attachment in files_of(passage):
        if attachment.pk == pk:
            return attachment
    raise Http404(_("Aucun fichier ne se trouve à cette adresse."))


def team_of(passage: Passage) -> list[str]:
    """Who carries the idea before the jury."""
    return [member.name for member in passage.idea.team.all()] if passage.idea else []


def eligible_ideas(edition: Edition, kind: str) -> QuerySet[Idea]:
    """Ideas that a jury of this kind may hear, and that no other unpublished one hears."""
    waiting = Passage.objects.filter(idea=OuterRef("pk"), jury__kind=kind).exclude(jury__state=JuryState.PUBLISHED)
    ideas = Idea.objects.filter(call__edition=edition, state=ELIGIBLE[JuryKind(kind)])
    return ideas.filter(~Exists(waiting)).order_by("number", "pk")


def laureates(edition: Edition) -> int:
    """How many ideas of this edition are laureates already."""
    return Idea.objects.filter(call__edition=edition, state=IdeaState.LAUREATE).count()


def _seats_of(actor: Actor) -> QuerySet[Any, Any]:
    return Seat.objects.filter(own_seats(actor)).values("pk")


def _counted(rows: QuerySet[Any]) -> Any:
    """A subquery that counts, without multiplying the rows of another."""
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)
