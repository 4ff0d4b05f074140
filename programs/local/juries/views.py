"""What only a territory's juries have: composing one from an edition, choosing ideas, the replies to their teams."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.components.words import count
from eclore.kit import audit
from eclore.kit.editing import edit_form, edited
from eclore.kit.elements import Action
from eclore.kit.exports import PDF, attachment
from eclore.kit.finding import offer_found
from eclore.kit.permissions import require as require_here
from eclore.kit.web import act, done, page, signed_in, typed, written
from programs.juries.entry_card_sessions import seated
from programs.juries.renewals import facts_of, sections
from programs.juries.states import JuryState
from programs.local.calls.models import Edition
from programs.local.calls.queries import editions_for
from programs.local.ideas.queries import CALLED
from programs.local.juries import domain, letter_pages, queries
from programs.local.juries.domain import replies
from programs.local.juries.domain.renewals import why_closed
from programs.local.juries.forms import (
    FreePlaceForm,
    JuryForm,
    PassagesForm,
    PromotionForm,
    RenewalForm,
    ReplyForm,
    kept_of,
)
from programs.local.juries.models import Jury, Passage
from programs.local.juries.promotion_pages import freed
from programs.local.juries.side import LOCAL
from programs.local.juries.states import JuryKind
from tenants.requests import Request

ON_A_PAGE = 20  # replies, each with its letter


@signed_in
def new(request: Request) -> HttpResponse:
    """Compose a jury, then add its members on its own page."""
    require_here(request.actor, "local_juries.start")
    editions = editions_for(request.actor)
    form = JuryForm(typed(request), editions=editions, initial={"edition": _edition(request, editions)})
    if taken := written(request, form, partial(_compose, request), _("Le jury est composé : ajoutez ses membres.")):
        return redirect(taken.result)
    return page(request, "local_juries/new.html", {"form": form}, form)


@seated
def passages(request: Request, pk: UUID) -> HttpResponse:
    """Choose among the ideas that this jury may hear."""
    jury = LOCAL.jury_or_404(pk, request.actor, verb="compose")
    form = PassagesForm(typed(request), ideas=queries.eligible_ideas(jury.edition, jury.kind))
    count = len(request.POST.getlist("ideas"))
    said = _("%(count)s passages ajoutés.") % {"count": count}
    if written(request, form, partial(domain.add_passages, jury, by=request.actor), said):
        return redirect(jury)
    reading = _("Toutes les idées déposées de cette édition sont déjà devant un jury.")
    audition = _(
        "Toutes les idées présélectionnées de cette édition sont déjà devant un jury. Publiez d'abord la présélection."
    )
    finding = offer_found(request, form, "ideas", *CALLED)
    context = {"form": form, "finding": finding, "jury": jury}
    context["nothing"] = reading if jury.kind == JuryKind.READING else audition
    context |= LOCAL.page_context(jury, _("Ajouter des passages"))
    return page(request, "local_juries/passages.html", context, form)


@seated
def remove_passage(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    found = LOCAL.passage_or_404(pk, passage, request.actor, verb="lead")
    verb = partial(domain.remove_passage, found, by=request.actor)
    return act(request, verb, to=found.jury.get_absolute_url(), said=_("Passage retiré."))


@seated
def publication(request: Request, pk: UUID) -> HttpResponse:
    """Every reply on one page, before they are sent together; afterwards, where each letter stands."""
    jury = LOCAL.jury_or_404(pk, request.actor, verb="publish")
    if jury.state == JuryState.PUBLISHED:
        return _sent(request, jury)
    if jury.state != JuryState.DELIBERATION:
        return redirect(jury)
    leaf = Paginator(replies.answered(jury), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"jury": jury, "page": leaf, "replies": replies.of(leaf), "obstacle": LOCAL.obstacle(jury)}
    context["publishes"] = _publishes(jury, leaf.paginator.count)
    return render(request, "local_juries/publication.html", context | LOCAL.page_context(jury, _("Publication")))


def _sent(request: Request, jury: Jury) -> HttpResponse:
    sent = letter_pages.sent(jury, request.actor, page=request.GET.get("page", "1"))
    context = {"jury": jury, "sent": sent}
    return render(request, "local_juries/letters.html", context | LOCAL.page_context(jury, _("Lettres")))


@seated
def reply_document(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """How one team's letter would look as a PDF if it left now."""
    found = LOCAL.passage_or_404(pk, passage, request.actor, verb="publish")
    drafted = _drafted(found)
    if drafted is None:
        raise Http404
    audit.record(audit.Act.EXPORT, subject=found.jury, by=request.actor, verb="letter", format="pdf")
    return attachment(replies.preview(drafted, site=request.site.name), name="lettre", kind=PDF)


@seated
def reply(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """Correct one team's answer before it is sent."""
    found = LOCAL.passage_or_404(pk, passage, request.actor, verb="publish")
    back = reverse("juries-publication", args=[pk])
    drafted = _drafted(found)
    if drafted is None:
        return redirect(back)
    form = edit_form(
        request, ReplyForm, drafted.passage.decision, of=found.jury, values=lambda: replies.texts(drafted.passage)
    )
    if edited(request, form, partial(domain.rewrite_reply, drafted.passage, by=request.actor)):
        return done(request, _("La réponse est enregistrée."), back)
    context = {"form": form, "reply": drafted, "back_url": back}
    return page(request, "local_juries/reply.html", context | LOCAL.page_context(found.jury, _("Réponse")), form)


@seated
def renewal(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """Say what was learnt and which conditions were met, before a project is heard again; read it afterwards."""
    found = LOCAL.passage_or_404(pk, passage, request.actor, verb="compose")
    facts, back = facts_of(found.renewal), reverse("juries-dossier", args=[pk, passage])
    if facts is None:
        return redirect(back)
    form = edit_form(
        request,
        RenewalForm,
        found,
        of=found.jury,
        values=lambda: kept_of(found),
        verb="prepare_renewal",
        conditions=facts.conditions,
    )
    if edited(request, form, partial(domain.prepare_renewal, found, by=request.actor)):
        return done(request, _("Le dossier de renouvellement est enregistré."), back)
    closed = "" if form.is_bound else why_closed(found)  # what was typed on a page drawn before stays on it
    context = {"form": form, "passage": found, "jury": found.jury, "back_url": back, "closed": closed}
    context["told"] = sections(found.renewal) if closed else []
    return page(request, "local_juries/renewal.html", context | LOCAL.page_context(found.jury, found.title), form)


@seated
def free_place(request: Request, pk: UUID, passage: UUID) -> HttpResponse:
    """A laureate gives up, or their agreement is refused: said once, with the reason."""
    found = LOCAL.passage_or_404(pk, passage, request.actor, verb="publish")
    back, form = reverse("juries-publication", args=[pk]), FreePlaceForm(typed(request))
    said = _("La place est libérée : la première équipe de la liste d'attente peut la prendre.")
    if written(request, form, partial(domain.free_place, found, by=request.actor), said):
        return redirect(back)
    context = {"form": form, "passage": found, "jury": found.jury, "back_url": back}
    return page(request, "local_juries/free_place.html", context | LOCAL.page_context(found.jury, found.title), form)


@seated
def promote(request: Request, pk: UUID) -> HttpResponse:
    """The first of the waiting list takes a place that was given back."""
    jury = LOCAL.jury_or_404(pk, request.actor, verb="publish")
    back, has_terms = reverse("juries-publication", args=[pk]), LOCAL.has_terms(jury)
    edition = jury.edition
    terms = {"weeks": edition.weeks, "days_per_week": edition.days_per_week}
    form = PromotionForm(typed(request), initial=terms, has_terms=has_terms)
    said = _("L'équipe est promue : sa lettre part maintenant.")
    if written(request, form, partial(domain.promote, jury, by=request.actor), said):
        return redirect(back)
    waits = freed(jury)
    if waits is None or waits.first is None:
        if request.method != "POST":
            return redirect(back)
    else:
        form.follow(waits.first)
    first = waits.first if waits else None
    context = {"form": form, "passage": first, "jury": jury, "back_url": back}
    shown = context | LOCAL.page_context(jury, _("Liste d'attente"))
    return page(request, "local_juries/promote.html", shown, form)


def _drafted(passage: Passage) -> replies.Reply | None:
    """Its letter, while it may be read again: once the dossier is decided, until decisions are published."""
    if passage.jury.state != JuryState.DELIBERATION:
        return None
    return next(iter(replies.of(replies.answered(passage.jury).filter(pk=passage.pk))), None)


def _publishes(jury: Jury, answered: int) -> Action:
    """The last act: it asks first, and says to how many."""
    one = _("équipe reçoit sa réponse maintenant. Cela ne se reprend pas.")
    many = _("équipes reçoivent leur réponse maintenant. Cela ne se reprend pas.")
    question = replace(LOCAL.texts.publish_question, text=count(answered, one, many))
    label, url = _("Publier et envoyer les réponses"), reverse("juries-publish", args=[jury.pk])
    return Action(label, url, "main", question=question, key="publier")


def _edition(request: Request, editions: QuerySet[Edition, Edition]) -> Edition | None:
    """The edition that the link came from, or the latest."""
    wanted = request.GET.get("edition", "")
    return next((each for each in editions[:50] if str(each.pk) == wanted), None) or editions.first()


def _compose(request: Request, *, edition: Edition, everyone: bool, kind: str, **given: Any) -> Jury:
    """With every idea that it may hear, if wished."""
    ideas = list(queries.eligible_ideas(edition, kind)) if everyone else []
    return domain.compose(edition, by=request.actor, kind=kind, ideas=ideas, **given)
