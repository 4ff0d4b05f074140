"""A correction after publication: beside the record, with its reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.errors import Refusal
from eclore.kit.permissions import require
from eclore.kit.web import show
from programs.joint.juries import domain, queries
from programs.joint.juries.views.surroundings import around, base_of
from programs.juries.forms import AmendmentForm
from programs.juries.web import seated
from tenants.requests import Request


@seated
def amend(request: Request, pk: UUID) -> HttpResponse:
    jury = queries.jury_or_404(request.actor, pk)
    require(request.actor, "joint_juries.see_minutes", jury)
    form = AmendmentForm(request.POST if request.method == "POST" else None, jury=jury)
    if request.method == "POST" and form.is_valid():
        try:
            domain.amend(jury, by=request.actor, **form.cleaned_data)
        except Refusal as refusal:
            show(refusal, form)
        else:
            messages.success(request, _("La rectification figure au procès-verbal."))
            return redirect("juries-minutes", pk=pk)
    context = around(jury, _("Rectifier")) | {"form": form, "back_url": f"{base_of(jury)}pv/"}
    return render(request, "juries/amend.html", context, status=422 if form.errors else 200)
