"""`/territoires/` on the national host: every territory, those being made, the agreements."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from eclore.kit.articles import of
from eclore.kit.editing import edit_form, edited
from eclore.kit.elements import Question
from eclore.kit.finding import offer_found
from eclore.kit.permissions import can, require
from eclore.kit.web import act, ask, done, page, signed_in, typed, written
from tenants.requests import Request
from tenants.territories import domain, queries
from tenants.territories.forms import (
    AgreementForm,
    ClosingForm,
    FilesQuotaForm,
    TerritoryFilter,
    TerritoryForm,
    TimeZoneForm,
)
from tenants.territories.states import RequestState

PER_PAGE = 50


@signed_in
def territories(request: Request) -> HttpResponse:
    require(request.actor, "territories.see_all")
    wanted = TerritoryFilter(request.GET)
    chosen = wanted.cleaned_data if wanted.is_valid() else {}
    rows = queries.all_territories(request.actor, kind=chosen.get("type", ""), words=chosen.get("nom", ""))
    leaf = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    asked = queries.open_requests(request.actor)
    context = {
        "page": leaf,
        "filter_form": wanted,
        "requests": asked,
        "in_the_making": any(one.state == RequestState.WAITING for one in asked),
        "agreements": queries.agreements(request.actor)[:PER_PAGE],
        "may_create": can(request.actor, "territories.create"),
        "may_close": can(request.actor, "territories.close"),
        "may_sign": can(request.actor, "territories.sign_agreement"),
    }
    return render(request, "territories/index.html", context)


@signed_in
def new(request: Request) -> HttpResponse:
    require(request.actor, "territories.create")
    form = TerritoryForm(typed(request))
    if taken := written(request, form, partial(domain.ask, by=request.actor)):
        said = _("%(name)s est en cours de création : quelques secondes suffisent.") % {"name": taken.result.name}
        return done(request, said, reverse("territories"))
    context = {"form": form, "title": _("Créer un territoire"), "label": _("Créer ce territoire")}
    return page(request, "territories/form.html", context, form)


@signed_in
def files_quota(request: Request, slug: str) -> HttpResponse:
    """How much a territory may keep in files."""
    require(request.actor, "territories.set_files_quota")
    territory = queries.territory_or_404(request.actor, slug)
    form = edit_form(request, FilesQuotaForm, territory, values=lambda: {"megabytes": territory.files_quota})
    if edited(request, form, partial(domain.set_files_quota, territory, by=request.actor)):
        said = _("La place %(of_name)s est enregistrée.") % {"of_name": of(territory.name)}
        return done(request, said, reverse("territories"))
    title = _("Place pour les fichiers : %(name)s") % {"name": territory.name}
    context = {"form": form, "title": title, "label": _("Enregistrer cette place")}
    return page(request, "territories/form.html", context, form)


@signed_in
def time_zone(request: Request, slug: str) -> HttpResponse:
    """In which time zone a territory lives."""
    require(request.actor, "territories.set_time_zone")
    territory = queries.territory_or_404(request.actor, slug)
    form = edit_form(request, TimeZoneForm, territory)
    if edited(request, form, partial(domain.set_time_zone, territory, by=request.actor)):
        said = _("Le fuseau horaire %(of_name)s est enregistré.") % {"of_name": of(territory.name)}
        return done(request, said, reverse("territories"))
    title = _("Fuseau horaire : %(name)s") % {"name": territory.name}
    context = {"form": form, "title": title, "label": _("Enregistrer ce fuseau")}
    return page(request, "territories/form.html", context, form)


@signed_in
def close(request: Request, slug: str) -> HttpResponse:
    """Its site says where the programme went, and answers nothing else."""
    require(request.actor, "territories.close")
    territory = queries.territory_or_404(request.actor, slug)
    form = ClosingForm(typed(request))
    said = _("Le site %(of_name)s est fermé.") % {"of_name": of(territory.name)}
    if written(request, form, partial(domain.close, territory, by=request.actor), said):
        return redirect("territories")
    title = _("Fermer le site %(of_name)s") % {"of_name": of(territory.name)}
    lead = _what_closing_does(queries.letters_waiting(territory))
    context = {"form": form, "title": title, "lead": lead, "label": _("Fermer ce site")}
    return page(request, "territories/form.html", context, form)


def _what_closing_does(letters: int) -> str:
    """What closing a site does, and to how many letters that have not left yet."""
    said = _(
        "Le site ne montre plus que cette adresse et ces mots. Rien n'est effacé, et il peut être rouvert. L'archive du"
        " territoire se demande avant, depuis ses réglages."
    )
    if not letters:
        return said
    staying = ngettext(
        "%(count)d courriel attend de partir : il ne partira pas.",
        "%(count)d courriels attendent de partir : ils ne partiront pas.",
        letters,
    )
    after = _(
        "Les messages restent dans « Non parvenus », d'où ils se renvoient si le site rouvre ; les invitations et les"
        " liens d'accès seront à refaire."
    )
    return " ".join((said, staying % {"count": letters}, after))


@signed_in
def reopen(request: Request, slug: str) -> HttpResponse:
    """As it was; GET asks first."""
    require(request.actor, "territories.close")
    territory = queries.territory_or_404(request.actor, slug)
    if request.method == "GET":
        title = _("Rouvrir le site %(of_name)s ?") % {"of_name": of(territory.name)}
        text = _("Ses membres y retrouvent tout tel qu'ils l'ont laissé.")
        return ask(request, Question(title, text, _("Rouvrir ce site")), reverse("territories"))
    said = _("Le site %(of_name)s est rouvert.") % {"of_name": of(territory.name)}
    return act(request, partial(domain.reopen, territory, by=request.actor), to=reverse("territories"), said=said)


@signed_in
def sign(request: Request) -> HttpResponse:
    require(request.actor, "territories.sign_agreement")
    form = AgreementForm(typed(request))
    if written(request, form, partial(domain.sign, by=request.actor), _("La convention est enregistrée.")):
        return redirect("territories")
    context = {
        "form": form,
        "finding": offer_found(request, form, "territories", "name"),
        "title": _("Enregistrer une convention"),
        "label": _("Enregistrer la convention"),
    }
    return page(request, "territories/form.html", context, form)
