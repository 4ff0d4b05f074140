"""The minutes: read, corrected, frozen, signed; and, for anybody, whether a file is one of them."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from eclore.kit import audit
from eclore.kit.errors import NotAllowed
from eclore.kit.finding import offer_found
from eclore.kit.web import act, page, sent, typed, written
from programs.juries import authenticity, domain, signing
from programs.juries.contract import AnySide
from programs.juries.entry_card_sessions import seated
from programs.juries.minutes import FULL, REDACTED, VERSIONS, files, pages, record
from programs.juries.minutes import minutes as minutes_of
from programs.juries.minutes.record import versions
from programs.juries.minutes_forms import AmendmentForm, FreezeForm, SignForm, VerifyForm
from programs.juries.models import AbstractJury
from programs.juries.rules import can, require
from programs.juries.states import SignatoryCapacity
from tenants import limits
from tenants.memberships.domain.invitation_links import masked
from tenants.requests import Request

TOO_MANY = gettext_lazy("Trop d'essais avec cette carte. Attendez dix minutes, puis demandez un autre code.")


@seated
def minutes(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The minutes, full or redacted, as they are now; and what was frozen and signed of them."""
    jury = side.jury_or_404(pk, request.actor, verb="see_minutes", record=True)
    told = VERSIONS.get(request.GET.get("version", ""), FULL)
    audit.record(audit.Act.EXPORT, subject=jury, by=request.actor, verb="minutes", version=told)
    shown = minutes_of(jury, version=told, sees_ballots=can(request.actor, "see_ballots", jury))
    context = {"shown": pages.page(shown, request.actor, told), "minutes": shown, "jury": jury}
    return render(request, "juries/minutes.html", context | side.page_context(jury, _("Procès-verbal")))


@seated
def amend(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """A correction after publication: beside the record, with its reason."""
    jury = side.jury_or_404(pk, request.actor, verb="see_minutes")
    require(request.actor, "amend", jury)
    form = AmendmentForm(typed(request), jury=jury)
    said = _("La rectification figure au procès-verbal.")
    if written(request, form, partial(domain.amend, jury, by=request.actor), said):
        return redirect("juries-minutes", pk=pk)
    finding = offer_found(request, form, "passage", "title")
    context = {"form": form, "finding": finding, "jury": jury, **side.page_context(jury, _("Rectifier"))}
    return page(request, "juries/amend.html", context, form)


@seated
def freeze(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Both documents are drawn, once."""
    jury = side.jury_or_404(pk, request.actor, verb="see_minutes", record=True)
    last = record.of(jury).last
    form = FreezeForm(typed(request), asks_why=bool(last and last.signatures))
    site = {"site": request.site.name, "verify_url": request.site.page("juries-verify")}
    verb = partial(domain.freeze_minutes, jury, by=request.actor, **site)
    if written(request, form, verb, _("Le procès-verbal est figé : relisez le fichier, puis signez-le.")):
        return redirect("juries-minutes", pk=pk)
    context = {"form": form, "jury": jury, **side.page_context(jury, _("Figer le procès-verbal"))}
    return page(request, "juries/minutes_freeze.html", context, form)


@never_cache
@seated
def pdf(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """The bytes of a version that was frozen, the last one unless a number is asked for."""
    jury = side.jury_or_404(pk, request.actor, verb="see_minutes")
    told = REDACTED if VERSIONS.get(request.GET.get("version", "")) == REDACTED else FULL
    number = request.GET.get("numero", "")
    which = {"number": int(number)} if number.isdecimal() else {}
    found = files.frozen(jury, told, by=request.actor, **which)
    response = HttpResponse(found.content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@never_cache
@seated
def sign(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """Whose turn it is signs the last version: an account has just proved who it is, a card gives its code."""
    jury = side.jury_or_404(pk, request.actor, verb="see_minutes", record=True)
    last = record.of(jury).last
    capacity = signing.waits_for(jury, last.capacities, request.actor) if last else None
    asked = {"version": last.pk if last else None, "capacity": capacity}
    form = SignForm(typed(request), initial=asked, by_code=request.actor.held is not None)
    if sent(request, form) and _signed(request, form, jury):
        return redirect("juries-minutes", pk=pk)
    if last is None or (capacity is None and not form.is_bound):
        messages.error(request, _("Rien n'attend votre signature pour l'instant : voyez où en est le procès-verbal."))
        return redirect("juries-minutes", pk=pk)
    context = {
        "form": form,
        "jury": jury,
        "row": pages.VersionRow(jury, last, superseded=False),
        "capacity": SignatoryCapacity(form["capacity"].value() or capacity).label if capacity else "",
        "holds": request.actor.held is not None,
        **side.page_context(jury, _("Signer le procès-verbal")),
    }
    return page(request, "juries/minutes_sign.html", context, form)


def _signed(request: Request, form: SignForm, jury: AbstractJury) -> object:
    """A guess at the code is counted first."""
    if request.actor.held:
        limits.guessing(request.actor.held.seat_id, "signature", str(TOO_MANY))
    found = get_object_or_404(versions(jury), pk=form.cleaned_data["version"])

    def verb(*, version: UUID, capacity: str, code: str = "") -> object:
        return domain.sign_minutes(found, by=request.actor, capacity=capacity, code=code)

    return written(request, form, verb, _("Vous avez signé le procès-verbal."))


@seated
def send_code(request: Request, pk: UUID, side: AnySide) -> HttpResponse:
    """A code leaves for the seat's address: whoever is in with a card signs with it."""
    jury = side.jury_or_404(pk, request.actor, verb="see_minutes")
    if request.method != "POST":
        return redirect("juries-minutes-sign", pk=pk)
    last = versions(jury).last()
    if last is None:
        raise Http404(_("Aucun procès-verbal figé ne se trouve à cette adresse."))
    if request.actor.held is None:
        raise NotAllowed(_("Un code de signature se demande avec la carte d'entrée de qui doit signer, à son tour."))

    def verb() -> None:
        address = masked(domain.send_signing_code(last, by=request.actor))
        messages.success(request, _("Un code part vers %(mailbox)s.") % {"mailbox": address})

    return act(request, verb, to=reverse("juries-minutes-sign", args=[pk]))


@never_cache
def verify(request: Request, side: AnySide) -> HttpResponse:
    """For anybody who holds a file: whether it is one of this site's minutes, and in which capacities it is signed."""
    form, found = VerifyForm(typed(request), request.FILES or None), None
    if request.method == "POST":
        limits.require_within(request, "verification")
    if sent(request, form):
        found = authenticity.verify(side.juries, form.cleaned_data["sha256"], site=request.site.name)
    context = {"form": form, "found": found, "layout": side.layout}
    return page(request, "juries/verify.html", context, form)
