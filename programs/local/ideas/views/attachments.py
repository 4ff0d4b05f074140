"""Files of a dossier: attaching, downloading, taking back."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from eclore.kit.permissions import require
from eclore.kit.web import page, signed_in, written
from programs.files.domain import MEGABYTE
from programs.files.forms import UploadForm
from programs.files.serving import served
from programs.local.ideas import finding
from programs.local.ideas.domain import attachments
from programs.local.ideas.domain.ideas import ensure_editable
from tenants.requests import Request


@signed_in
def attach(request: Request, pk: UUID) -> HttpResponse:
    """One file, with its progress where the browser can tell it."""
    idea = finding.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.attach", idea)
    ensure_editable(idea)
    sent = request.method == "POST"
    data, files = (request.POST, request.FILES) if sent else (None, None)
    form = UploadForm(data, files, most=idea.call.file_megabytes * MEGABYTE)
    if taken := written(request, form, lambda file: attachments.attach(idea, file, by=request.actor)):
        said = _("« %(name)s » est reçu, et en cours de vérification : il sera visible dans un instant.")
        messages.success(request, said % {"name": taken.result.name})
        return HttpResponseClientRedirect(idea.get_absolute_url()) if request.htmx else redirect(idea)
    context = {"idea": idea, "form": form, "count": idea.attachments.filter(fault="").count()}
    return page(request, "ideas/attach.html", context, form)


@signed_in
def download(request: Request, pk: UUID, file: UUID) -> FileResponse:
    """For whoever may see the idea."""
    idea = finding.idea_or_404(pk, request.actor)
    return served(finding.attachment_or_404(file, idea))


@signed_in
def detach(request: Request, pk: UUID, file: UUID) -> HttpResponse:
    idea = finding.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.attach", idea)
    attachment = finding.attachment_or_404(file, idea)
    if request.method == "POST":
        attachments.detach(attachment, by=request.actor)
        messages.success(request, _("« %(name)s » est retiré de votre idée.") % {"name": attachment.name})
        return redirect(idea)
    return render(
        request,
        "confirm.html",
        {
            "title": _("Retirer « %(name)s » ?") % {"name": attachment.name},
            "confirm": _("Retirer ce fichier"),
            "text": _("Le fichier est effacé : vous pourrez le joindre de nouveau."),
            "back_url": idea.get_absolute_url(),
        },
    )
