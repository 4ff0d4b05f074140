"""The team's own acts: inviting, leaving, consenting, asking a line manager, asking to join."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.permissions import require
from eclore.kit.web import done, page, signed_in, typed, written
from programs.local.ideas import finding
from programs.local.ideas.domain import commitments, teams
from programs.local.ideas.forms import CommitmentRequestForm, TeammateForm, plain
from programs.local.ideas.models import Idea
from tenants.requests import Request


@signed_in
def invite(request: Request, pk: UUID) -> HttpResponse:
    idea = finding.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.invite", idea)
    form = TeammateForm(idea.call, typed(request), initial={"status": "agent"})
    if taken := written(request, form, partial(teams.invite, idea, by=request.actor)):
        return done(request, _("%(name)s reçoit une invitation par courriel.") % {"name": taken.result.name}, idea)
    return _form(request, idea, form, _("Inviter dans l'équipe"), _("Envoyer l'invitation"))


@signed_in
def remove(request: Request, pk: UUID, member_pk: UUID) -> HttpResponse:
    idea = finding.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.invite", idea)
    member = finding.member_or_404(member_pk, idea)
    if request.method == "POST":
        teams.remove(member, by=request.actor)
        messages.success(request, _("%(name)s n'est plus dans l'équipe.") % {"name": member.name})
        if member.user_id == request.actor.user_id:
            return redirect("ideas-mine")
        return redirect(idea)
    return render(
        request,
        "confirm.html",
        {
            "title": _("Retirer %(name)s de l'équipe ?") % {"name": member.name},
            "confirm": _("Retirer de l'équipe"),
            "text": _("Cette personne ne verra plus l'idée."),
            "back_url": idea.get_absolute_url(),
        },
    )


@signed_in
def consent(request: Request, pk: UUID) -> HttpResponse:
    """Give, or take back, one's agreement to be shown to a forum."""
    idea = finding.idea_or_404(pk, request.actor)
    if request.method == "POST":
        me = next((member for member in idea.team.all() if member.user_id == request.actor.user_id), None)
        verb = teams.consent if request.POST.get("accord") == "oui" else teams.take_consent_back
        if me is not None:
            verb(me, by=request.actor)
    return redirect(idea)


@signed_in
def ask_commitment(request: Request, pk: UUID, member_pk: UUID) -> HttpResponse:
    """Ask a line manager, ask somebody else after a refusal, or write again."""
    idea = finding.idea_or_404(pk, request.actor)
    require(request.actor, "ideas.commitment", idea)
    member = finding.member_or_404(member_pk, idea)
    known = member.asked_commitment
    initial = {"days_per_week": plain(idea.call.edition.days_per_week)}
    if known:
        initial = {
            "signatory_name": known.signatory_name,
            "signatory_email": known.signatory_email,
            "days_per_week": plain(known.days_per_week),
        }
    form = CommitmentRequestForm(typed(request), initial=initial)
    if taken := written(request, form, partial(commitments.request, member, by=request.actor)):
        asked, _secret = taken.result
        return done(request, _("La demande est envoyée à %(name)s.") % {"name": asked.signatory_name}, idea)
    title = _("Demander du temps pour %(name)s") % {"name": member.name}
    return _form(request, idea, form, title, _("Envoyer la demande"), explains_commitment=True)


@signed_in
def remind(request: Request, pk: UUID, member_pk: UUID) -> HttpResponse:
    """One click: the same person gets a new link."""
    idea = finding.idea_or_404(pk, request.actor)
    known = finding.member_or_404(member_pk, idea).asked_commitment
    if request.method == "POST" and known is not None:
        commitments.remind(known, by=request.actor)
        messages.success(request, _("Une relance est envoyée à %(name)s.") % {"name": known.signatory_name})
    board = idea.call.edition
    return redirect(board if request.POST.get("next") == board.get_absolute_url() else idea)


@signed_in
def ask_to_join(request: Request, pk: UUID) -> HttpResponse:
    """Ask to join an open team."""
    idea = finding.open_idea_or_404(pk, request.actor)
    if request.method == "POST":
        teams.ask_to_join(idea, by=request.actor)
        messages.success(request, _("Votre demande est partie : l'équipe vous répondra par courriel."))
        return redirect("ideas-mine")
    title = _("Demander à rejoindre l'équipe de « %(title)s » ?") % {"title": idea.title}
    return render(
        request,
        "confirm.html",
        {
            "title": title,
            "confirm": _("Envoyer ma demande"),
            "back_url": reverse("ideas-mine"),
            "text": _("La personne qui porte l'idée reçoit votre nom et votre adresse, et vous répond."),
        },
    )


def _form(
    request: Request, idea: Idea, form: BaseForm, title: str, act: str, *, explains_commitment: bool = False
) -> HttpResponse:
    context = {"idea": idea, "form": form, "title": title, "act": act, "explains_commitment": explains_commitment}
    return page(request, "ideas/team_form.html", context, form)
