"""Writing a forum: a new one from sensible defaults, or one that exists."""

from functools import partial

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit import clock
from eclore.kit.editing import edit_form, edited
from eclore.kit.permissions import require
from eclore.kit.web import done, page, signed_in, typed, written
from programs.joint.forums import domain, queries, template
from programs.joint.forums.forms import ForumForm
from tenants.requests import Request


@signed_in
def new(request: Request) -> HttpResponse:
    require(request.actor, "forums.manage")
    form = ForumForm(typed(request), initial=_defaults())
    if taken := written(request, form, partial(domain.open_forum, by=request.actor)):
        said = _("Le forum est préparé. Ajoutez les territoires, puis publiez-le.")
        return done(request, said, taken.result.organisation_url)
    context = {
        "form": form,
        "title": _("Préparer un forum"),
        "label": _("Préparer ce forum"),
        "back_url": reverse("forums-list"),
    }
    return page(request, "forums/form.html", context, form)


@signed_in
def edit(request: Request, slug: str) -> HttpResponse:
    forum = queries.forum_or_404(request.actor, slug)
    require(request.actor, "forums.manage", forum)
    form = edit_form(request, ForumForm, forum, verb="edit")
    if edited(request, form, partial(domain.edit, forum, by=request.actor)):
        return done(request, _("Le forum est modifié."), forum.organisation_url)
    context = {
        "forum": forum,
        "form": form,
        "title": _("Modifier le forum"),
        "label": _("Enregistrer"),
        "back_url": forum.organisation_url,
    }
    return page(request, "forums/form.html", context, form)


def _defaults() -> dict[str, object]:
    dates = template.calendar(clock.today())
    return {
        "held_on": dates.held_on,
        "nominations_until": dates.nominations_until,
        "quota_total": template.QUOTA_TOTAL,
        "places": template.PLACES,
        "criteria": template.CRITERIA,
    }
