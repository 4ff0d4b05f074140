"""The line manager's page: a secret link, no account, two answers."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from eclore.kit.elements import Tag
from eclore.kit.web import page, written
from programs.local.ideas.domain import commitments
from programs.local.ideas.forms import RefusalForm, SigningForm, plain
from programs.local.ideas.models import Commitment


@never_cache
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign, or refuse saying why; afterwards, what was answered."""
    commitment = commitments.find(secret)
    if commitment is None:
        raise Http404(_("Ce lien n'est plus valable."))
    refuses = request.POST.get("answer") == "refuse"
    initial = {"signatory_name": commitment.signatory_name, "days_per_week": plain(commitment.days_per_week)}
    signing = SigningForm(None if refuses else request.POST or None, initial=initial)
    refusing = RefusalForm(request.POST if refuses else None, auto_id="refus-%s")
    form = refusing if refuses else signing
    verb = commitments.refuse if refuses else commitments.sign
    if written(request, form, partial(verb, commitment)):
        return redirect("ideas-commitment", secret=secret)
    context = {
        "commitment": commitment,
        "state": _state(commitment),
        "member": commitment.member,
        "idea": commitment.member.idea,
        "call": commitment.member.idea.call,
        "signing": signing,
        "refusing": refusing,
        "refuses": refuses,
    }
    return page(request, "ideas/commitment.html", context, form)


def _state(commitment: Commitment) -> Tag:
    if commitment.is_signed:
        return Tag(commitment.get_state_display(), "good")
    if commitment.is_refused:
        return Tag(commitment.get_state_display(), "warn")
    return Tag(_("Votre réponse est attendue"))
