"""The line manager's page: a secret link, no account, two answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from eclore.kit.errors import Refusal
from eclore.kit.web import show
from programs.local.ideas.domain import commitments
from programs.local.ideas.forms import RefusalForm, SigningForm, plain


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
    if request.method == "POST":
        form, verb = (refusing, commitments.refuse) if refuses else (signing, commitments.sign)
        if form.is_valid():
            try:
                verb(commitment, **form.cleaned_data)
            except Refusal as refusal:
                show(refusal, form)
            else:
                return redirect("ideas-commitment", secret=secret)
    context = {
        "commitment": commitment,
        "member": commitment.member,
        "idea": commitment.member.idea,
        "call": commitment.member.idea.call,
        "signing": signing,
        "refusing": refusing,
        "refuses": refuses,
    }
    return render(request, "ideas/commitment.html", context, status=422 if request.method == "POST" else 200)
