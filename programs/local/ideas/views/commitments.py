"""The line manager's page: a secret link, no account, two answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from eclore.kit.elements import Tag
from eclore.kit.errors import Refusal
from eclore.kit.web import show
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
    if request.method == "POST" and form.is_valid():
        try:
            _answer(commitment, form)
        except Refusal as refusal:
            show(refusal, form)
        else:
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
    return render(request, "ideas/commitment.html", context, status=422 if request.method == "POST" else 200)


def _answer(commitment: Commitment, form: SigningForm | RefusalForm) -> None:
    verb = commitments.refuse if isinstance(form, RefusalForm) else commitments.sign
    verb(commitment, **form.cleaned_data)


def _state(commitment: Commitment) -> Tag:
    if commitment.is_signed:
        return Tag(commitment.get_state_display(), "good")
    if commitment.is_refused:
        return Tag(commitment.get_state_display(), "warn")
    return Tag(_("Votre réponse est attendue"))
