"""What an idea needs before it is submitted, as its team reads it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from eclore.kit import dates
from eclore.kit.elements import Tag
from programs.local.calls.models import Call
from programs.local.calls.template import QuestionDraft
from programs.local.ideas.models import Draft, Idea


@dataclass(frozen=True)
class Item:
    """One thing to have; `field` is the form's field, or "commitment"; `too_long` says what to cut."""

    field: str
    label: str
    done: bool
    todo: str = ""
    too_long: str = ""

    @property
    def tag(self) -> Tag:
        return Tag(_("Prêt"), "good") if self.done else Tag(_("À faire"), "warn")


def of(idea: Idea) -> list[Item]:
    """Title, required answers, and the lead's commitment if the call wants one: asked, not necessarily signed."""
    items = [Item("title", _("Un titre"), bool(idea.title.strip()), _("Donnez un titre à votre idée."))]
    items += [_answer(question, idea) for question in idea.questions]
    if idea.call.commitment_required:
        items.append(_commitment(idea))
    return items


def of_draft(draft: Draft) -> list[Item]:
    """The same for what is written without an account, which has no team to ask a commitment for."""
    title = Item("title", _("Un titre"), bool(draft.title.strip()), _("Donnez un titre à votre idée."))
    return [title, *(_answer(question, draft) for question in draft.questions)]


def closed(call: Call) -> str:
    """The sentence for those who come after the date: when it closed, and what to do."""
    return _(
        "L'appel a fermé %(moment)s. Votre brouillon est gardé : écrivez aux personnes chargées du programme,"
        " ou déposez-le à la prochaine édition."
    ) % {"moment": dates.moment(call.closes_at)}


def not_yet_open(call: Call) -> str:
    """The sentence for those who come too early."""
    return _("L'appel ouvre %(moment)s. Votre brouillon est gardé : revenez le déposer à partir de cette date.") % {
        "moment": dates.moment(call.opens_at)
    }


def _answer(question: QuestionDraft, idea: Idea | Draft) -> Item:
    text = str(idea.answers.get(question.key, "")).strip()
    if more := surplus(question, text):
        todo = _("« %(question)s » : retirez %(extra)d caractères.") % {"question": question.label, "extra": more}
        return Item(question.key, question.label, False, todo, too_long=todo)
    todo = _("« %(question)s » : écrivez une réponse.") % {"question": question.label}
    return Item(question.key, question.label, bool(text) or not question.required, todo)


def surplus(question: QuestionDraft, text: str) -> int:
    """By how many characters an answer is too long to be submitted; 0 when it fits."""
    return max(length(text.strip()) - question.max_length, 0)


def length(text: str) -> int:
    """Characters as a browser counts them: a line break is one."""
    return len(text.replace("\r\n", "\n"))


def _commitment(idea: Idea) -> Item:
    lead = next((member for member in idea.team.all() if member.leads), None)
    asked = lead is not None and lead.asked_commitment is not None
    todo = _("Demandez à votre responsable de signer la fiche d'engagement : la demande suffit pour déposer.")
    return Item("commitment", _("La fiche d'engagement demandée"), asked, todo)
