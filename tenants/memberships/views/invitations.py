"""Behind the link of an invitation's e-mail: the role it offers, and the way to prove the mailbox."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tenants.hosts import auth_page
from tenants.memberships.domain import invitation_links
from tenants.requests import Request


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: Request, secret: str) -> HttpResponse:
    """GET says which role is offered; POST leaves for the auth host, where the mailbox is proved."""
    try:
        found = invitation_links.opened(secret, by=request.actor)
    except invitation_links.OpensNothing as refusal:
        context = {"refusal": refusal, "everywhere_url": auth_page("account-everywhere")}
        return render(request, "memberships/invitation_over.html", context, status=refusal.status)
    if request.method == "POST":
        request.session.flush()
        return redirect("sign-in")
    context = {"invitation": found, "mailbox": invitation_links.masked(found.email)}
    return render(request, "memberships/invitation.html", context)
