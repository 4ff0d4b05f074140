"""Asking to be called back before finishing; saying that it is done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show, signed_in
from programs.local.calls import queries as calls
from programs.local.ideas.domain import callbacks
from programs.local.ideas.forms import CallbackForm
from programs.local.ideas.models import Callback
from tenants.limits import require_within
from tenants.requests import Request


def ask(request: Request) -> HttpResponse:
    """A name and a way to be reached, with or without account."""
    call = calls.open_call()
    if call is None:
        return redirect("calls-public")
    form = CallbackForm(request.POST or None, initial={"name": request.actor.name, "contact": request.actor.email})
    if request.method == "POST" and form.is_valid():
        try:
            require_within(request, "callback")
            callbacks.ask(call, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("C'est noté : quelqu'un du programme vous rappellera."))
            return redirect("ideas-new")
    status = 422 if request.method == "POST" else 200
    return render(request, "ideas/callback.html", {"form": form, "call": call}, status=status)


@require_POST
@signed_in
def answer(request: Request, pk: UUID) -> HttpResponse:
    """Somebody has called."""
    require(request.actor, "ideas.call_back")
    callback = get_object_or_404(Callback.objects.select_related("call"), pk=pk)
    callbacks.answer(callback, by=request.actor)
    messages.success(request, _("C'est noté pour %(name)s.") % {"name": callback.name})
    return redirect("ideas-board", pk=callback.call.edition_id)
