"""Asking to be called back before finishing; saying that it is done."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclore.kit.permissions import require
from eclore.kit.web import page, signed_in, typed, written
from programs.local.calls import queries as calls
from programs.local.calls.models import Call
from programs.local.ideas.domain import callbacks
from programs.local.ideas.forms import CallbackForm
from programs.local.ideas.models import Callback
from programs.local.ideas.views import questions
from tenants.limits import require_within
from tenants.requests import Request


def ask(request: Request) -> HttpResponse:
    """A name and a way to be reached, with or without account."""
    call = calls.call_to_answer(asked := request.GET.get("appel", ""))
    if call is None:
        return questions.no_call(asked)
    form = CallbackForm(typed(request), initial={"name": request.actor.name, "contact": request.actor.email})
    if written(request, form, partial(_ask, request, call), _("C'est noté : quelqu'un du programme vous rappellera.")):
        return redirect(call.answer_url)
    return page(request, "ideas/callback.html", {"form": form, "call": call}, form)


def _ask(request: Request, call: Call, **given: str) -> None:
    require_within(request, "callback")
    callbacks.ask(call, by=request.actor, **given)


@require_POST
@signed_in
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Somebody has called."""
    require(request.actor, "ideas.call_back")
    callback = get_object_or_404(Callback.objects.select_related("call"), pk=pk)
    callbacks.answer(callback, by=request.actor)
    messages.success(request, _("C'est noté pour %(name)s.") % {"name": callback.name})
    return redirect("ideas-board", pk=callback.call.edition_id)
