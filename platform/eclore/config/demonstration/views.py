"""In demonstration only: sign in as anybody in one click, through the real hand-off."""

from functools import wraps
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from eclore.config.demonstration import people, suggestions
from eclore.kit import audit
from eclore.kit.actor import ANONYMOUS
from eclore.kit.web import View
from tenants.accounts import authentication, login_target
from tenants.accounts.models import User
from tenants.hosts import auth_page
from tenants.requests import Request


def demonstration_only(view: View) -> View:
    """404 wherever anybody could be harmed; a system check refuses DEMONSTRATION without DEBUG."""

    @wraps(view)
    def checked(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if settings.DEMONSTRATION and (settings.DEBUG or getattr(settings, "TESTING", False)):
            return view(request, *args, **kwargs)
        raise Http404

    return checked


@demonstration_only
@require_GET
def elsewhere(request: Request) -> HttpResponse:
    """Every host's /demo/ leads to the one page."""
    return redirect(auth_page("demo"))


@demonstration_only
@never_cache
@require_GET
def index(request: Request) -> HttpResponse:
    suggested = suggestions.suggestions()
    context = {"hosts": people.hosts(), "suggestions": suggested, "all_open": not suggested}
    return render(request, "demonstration/people.html", context)


@demonstration_only
@require_POST
def sign_in_as(request: Request, pk: UUID) -> HttpResponse:
    """Sign in as somebody, then go where they belong by the usual way."""
    user = get_object_or_404(User, pk=pk, is_active=True)
    site = login_target.destination(request.POST.get("host", ""))
    if site is None:
        raise Http404
    request.session.flush()
    authentication.open_session(request, user)
    record_authentication(request, user, "demonstration")
    audit.record(audit.Act.SIGN_IN_AS, subject=user, by=ANONYMOUS, verb="play", place=site.slug)
    return redirect(site.page("demo-switch-user"))


@demonstration_only
@never_cache
@require_GET
def switch_user(request: Request) -> HttpResponse:
    """End the session of whoever was signed in here before, and sign in."""
    request.session.flush()
    return redirect("sign-in")
