"""A forum's letters, at home: read again one by one, then sent together."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.components.words import count
from eclore.kit.elements import Action, Question
from eclore.kit.permissions import require
from eclore.kit.web import act, signed_in
from programs.bridge import queries
from programs.bridge.letters import send_letters
from programs.joint.forums.models import Forum
from programs.joint.forums.queries import forum_or_404
from programs.local.messages.letter_pages import letters
from programs.local.messages.states import MessageState
from tenants.requests import Request

PER_PAGE = 20


@signed_in
def index(request: Request, slug: str) -> HttpResponse:
    """Each letter with its words and where it stands."""
    require(request.actor, "messages.read")
    forum = queries.forum_here(request.actor, slug).forum
    found = queries.letters(request.actor, forum)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = letters(page)
    context = {
        "forum": forum,
        "page": page,
        "letters": shown,
        "moves": any(letter.moves for letter in shown),
        "sends": _sends(forum, found.filter(state=MessageState.DRAFT).count()),
    }
    return render(request, "bridge/letters.html", context)


@signed_in
def send(request: Request, slug: str) -> HttpResponse:
    """One press for all those that wait."""
    require(request.actor, "messages.send")
    forum = forum_or_404(request.actor, slug)
    back = reverse("bridge-letters", args=[forum.slug])
    return act(request, partial(send_letters, forum, by=request.actor), to=back, said=_("Les lettres partent."))


def _sends(forum: Forum, waiting: int) -> Action | None:
    """It asks first, and says how many leave."""
    if not waiting:
        return None
    one = _("lettre part dès votre confirmation. Cela ne se reprend pas.")
    many = _("lettres partent ensemble dès votre confirmation. Cela ne se reprend pas.")
    question = Question(_("Envoyer les lettres ?"), count(waiting, one, many), _("Envoyer"))
    url = reverse("bridge-letters-send", args=[forum.slug])
    return Action(_("Envoyer les lettres"), url, "main", question=question, key="envoyer")
