"""What a programme manager does with submitted ideas before any jury; the team is told each time."""

from django.utils.translation import gettext_lazy as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from programs.local.calls.template import GROUNDS
from programs.local.ideas import emails
from programs.local.ideas.domain.teams import let_go
from programs.local.ideas.models import Idea
from programs.local.ideas.states import UNANSWERED

OTHER = "other"


def ask_completion(idea: Idea, *, by: Actor, reason: str) -> Idea:
    """Ask the team for what is missing, in words."""
    reason = _said(reason, _("Dites à l'équipe ce qui manque."), "reason")
    transitions.apply(idea, "ask_completion", by=by, note=reason)
    emails.completion_request(idea, by=by, reason=reason)
    return idea


def set_aside(idea: Idea, *, by: Actor, ground: str, text: str = "") -> Idea:
    """Leave an idea outside the call's field, on one of the template's grounds, and answer its team at once."""
    if ground not in GROUNDS:
        raise Invalid(_("Choisissez un motif de la liste."), field="ground")
    if ground == OTHER:
        reason = _said(text, _("Écrivez le motif : l'équipe le lira."), "text")
    else:
        reason = f"{GROUNDS[ground]} {text.strip()}".strip()
    transitions.apply(idea, "set_aside", by=by, note=reason)
    let_go(idea, by=by)
    emails.set_aside(idea, by=by, reason=reason)
    return idea


def merge(idea: Idea, *, by: Actor, into: Idea, note: str = "") -> Idea:
    """Attach an idea to another of the same call; both teams are told and its authors stay credited."""
    lock(idea, into)
    require(by, "ideas.triage", into)
    if into.pk == idea.pk or into.call_id != idea.call_id or into.merged_into_id is not None:
        raise Invalid(_("Choisissez une autre idée déposée du même appel."), field="into")
    if into.state not in UNANSWERED:
        raise Invalid(_("Cette idée a déjà sa réponse : choisissez-en une qui est encore à l'étude."), field="into")
    transitions.apply(idea, "merge", by=by, note=note, merged_into=into)
    transitions.record(into, "welcome", by=by, note=idea.title)
    let_go(idea, by=by)
    emails.merge(idea, into, by=by, reason=note)
    return idea


def _said(text: str, sentence: object, field: str) -> str:
    if not text.strip():
        raise Invalid(sentence, field=field)
    return text.strip()
