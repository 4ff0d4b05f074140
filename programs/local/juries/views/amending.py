"""A correction after publication: beside the record, with its reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show
from programs.juries.forms import AmendmentForm
from programs.juries.web import seated
from programs.local.juries import domain, queries
from programs.local.juries.views.acting import address
from tenants.requests import Request


@seated
def amend(request: Request, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(pk, request.actor)
    require(request.actor, "local_juries.see_minutes", jury)
    form = AmendmentForm(request.POST if request.method == "POST" else None, jury=jury)
    if request.method == "POST" and form.is_valid():
        try:
            domain.amend(jury, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("La rectification figure au procès-verbal."))
            return redirect("juries-minutes", pk=pk)
    trail = [(_("Jurys"), "/jurys/"), (jury.title, address(jury)), (_("Rectifier"), "")]
    context = {
        "form": form,
        "jury": jury,
        "back_url": f"{address(jury)}pv/",
        "layout": "territory/base.html",
        "trail": trail,
    }
    return render(request, "juries/amend.html", context, status=422 if form.errors else 200)
