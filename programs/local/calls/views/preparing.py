"""A manager opens an edition and its call, changes them, publishes, ends the season."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from eclore.kit.permissions import can, require
from eclore.kit.qr import qr
from eclore.kit.web import kept, signed_in
from programs.local.calls import calendar, queries
from programs.local.calls.domain import editions
from programs.local.calls.forms import CallPage, from_edition, from_template
from programs.local.calls.models import Edition
from tenants.requests import Request


@signed_in
def edition_list(request: Request) -> HttpResponse:
    """Every edition that this person may see."""
    context = {
        "editions": list(queries.editions_for(request.actor)[:200]),
        "may_prepare": can(request.actor, "calls.prepare"),
        "may_follow": can(request.actor, "calls.follow"),
    }
    return render(request, "calls/list.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    """One page, filled from the template."""
    require(request.actor, "calls.prepare")
    last = queries.last_edition()
    programme = last.programme if last else ""
    page = from_template(queries.next_number(programme) if last else 1, programme, request.POST or None)
    if request.method == "POST" and page.is_valid():
        verb = partial(editions.open_edition, by=request.actor, call=page.call(), criteria=page.weights())
        if taken := kept(page.form, partial(verb, **page.terms())):
            return redirect("calls-preview", pk=taken.result.pk)
    return _form(request, page, None)


@signed_in
def edit(request: Request, pk: UUID) -> HttpResponse:
    edition = queries.edition_or_404(pk, request.actor)
    require(request.actor, "calls.edit", edition)
    page = from_edition(edition, request.actor, request.POST or None)
    verb = partial(editions.edit, edition, by=request.actor)
    if request.method == "POST" and page.is_valid() and kept(page.form, lambda: verb(**page.changes())):
        messages.success(request, _("Les changements sont enregistrés."))
        return redirect("calls-preview" if edition.published_at is None else "ideas-board", pk=pk)
    return _form(request, page, edition)


@signed_in
def preview(request: Request, pk: UUID) -> HttpResponse:
    """The public page, before anybody sees it."""
    edition = queries.edition_or_404(pk, request.actor)
    require(request.actor, "calls.edit", edition)
    call, address = edition.call, request.site.url(edition.call.get_absolute_url())
    context = {
        "edition": edition,
        "call": call,
        "steps": calendar.season(call),
        "standing": calendar.standing(call),
        "is_open": calendar.is_answered_today(call),
        "is_over": calendar.is_over(call),
        "days_left": calendar.days_left(call),
        "address": address,
        "qr": qr(address),
    }
    return render(request, "calls/preview.html", context)


@signed_in
def publish(request: Request, pk: UUID) -> HttpResponse:
    return _move(
        request,
        pk,
        editions.publish,
        "calls.publish",
        _("Publier cet appel ?"),
        _("L'appel et ses dates deviennent visibles de tout le monde."),
        _("Publier l'appel"),
    )


@signed_in
def close(request: Request, pk: UUID) -> HttpResponse:
    return _move(
        request,
        pk,
        editions.close,
        "calls.close",
        _("Terminer cette édition ?"),
        _("Chaque équipe doit avoir reçu sa réponse. Vous pourrez rouvrir l'édition."),
        _("Terminer l'édition"),
    )


@signed_in
def reopen(request: Request, pk: UUID) -> HttpResponse:
    return _move(
        request,
        pk,
        editions.reopen,
        "calls.close",
        _("Rouvrir cette édition ?"),
        _("Elle redevient l'édition en cours, avec ses dates."),
        _("Rouvrir l'édition"),
    )


def _move(
    request: Request, pk: UUID, verb: Callable[..., Edition], rule: str, title: str, text: str, confirm: str
) -> HttpResponse:
    """Ask by GET, act by POST."""
    edition = queries.edition_or_404(pk, request.actor)
    require(request.actor, rule, edition)
    if request.method == "POST":
        verb(edition, by=request.actor)
        messages.success(request, _("C'est fait : %(edition)s.") % {"edition": edition.get_state_display().lower()})
        return redirect(edition)
    context = {"title": title, "text": text, "confirm": confirm, "back_url": edition.get_absolute_url()}
    return render(request, "confirm.html", context)


def _form(request: Request, page: CallPage, edition: Edition | None) -> HttpResponse:
    status = page.status if request.method == "POST" else 200
    return render(request, "calls/form.html", {"page": page, "form": page.form, "edition": edition}, status=status)
