"""The manager's mailbox: read again, correct, send together, mend what reached nobody."""

from functools import partial
from uuid import UUID

from django.contrib import messages as notes
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from eclore.kit import audit
from eclore.kit.editing import edit_form, edited
from eclore.kit.exports import PDF, attachment
from eclore.kit.paging import CountedPaginator
from eclore.kit.permissions import require
from eclore.kit.web import page, signed_in
from programs.local.messages import domain, pages, queries
from programs.local.messages.forms import MessageForm, keys
from tenants.requests import Request

PER_PAGE = 50


@signed_in
def index(request: Request) -> HttpResponse:
    require(request.actor, "messages.read")
    folder = request.GET.get("dossier", "")
    folder = folder if folder in queries.FOLDERS else queries.DRAFTS
    folders = pages.folders(queries.counts(request.actor), folder)
    current = next(each for each in folders if each.current)
    listed = CountedPaginator(queries.in_folder(request.actor, folder), PER_PAGE, count=current.count)
    rows = listed.get_page(request.GET.get("page"))
    return render(request, "messages/index.html", {"folders": folders, "folder": current, "page": rows})


@signed_in
def detail(request: Request, pk: UUID) -> HttpResponse:
    require(request.actor, "messages.read")
    message = queries.message_or_404(request.actor, pk)
    if not message.is_unsent:
        return render(request, "messages/detail.html", {"message": message})
    form = edit_form(request, MessageForm, message, values=lambda: pages.editable(message))
    form.whole = "send" in request.POST  # what leaves is what this person reads
    if edited(request, form, partial(domain.edit, message, by=request.actor)):
        return _saved(request, message)
    return page(request, "messages/edit.html", {"message": message, "form": form}, form)


@signed_in
def document(request: Request, pk: UUID) -> HttpResponse:
    """The letter as a PDF: the bytes that have left, or how it would leave now."""
    require(request.actor, "messages.read")
    message = queries.message_or_404(request.actor, pk)
    if not message.is_letter:
        raise Http404
    audit.record(audit.Act.EXPORT, subject=message, by=request.actor, verb="letter", format="pdf")
    return attachment(domain.document_of(message, site=request.site.name), name="lettre", kind=PDF)


def _saved(request: Request, message: domain.Message) -> HttpResponse:
    if "send" not in request.POST:
        notes.success(request, _("Le message est enregistré. Il attend votre envoi."))
        return redirect("messages")
    domain.send([message], by=request.actor)
    notes.success(request, _("Le message part."))
    return redirect("messages")


@signed_in
@require_POST
def send(request: Request) -> HttpResponse:
    """First what will leave, then, once confirmed, the sending."""
    require(request.actor, "messages.send")
    chosen = queries.chosen(request.actor, keys(request.POST))
    if not chosen:
        notes.error(request, _("Choisissez au moins un message à envoyer."))
        return redirect("messages")
    if "confirm" not in request.POST:
        return render(request, "messages/preview.html", {"chosen": chosen})
    sent = len(domain.send(chosen, by=request.actor))
    notes.success(request, _("Le message part.") if sent == 1 else _("%(count)d messages partent.") % {"count": sent})
    return redirect("messages")
