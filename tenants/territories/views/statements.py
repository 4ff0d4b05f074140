"""What every host says of itself: accessibility, privacy, legal notice, the approach, security contact, health."""

from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from eclore.kit import clock
from tenants import hosts
from tenants.requests import Request
from tenants.territories import legal

PLAIN = "text/plain; charset=utf-8"
# Beginnings of paths, for robots: whole parts of a site rather than pages.
PRIVATE = ("/api/", "/compte/", "/connexion/", "/entree/", "/engagement/", "/demo/", "/idees/", "/jurys/")


def statement(request: Request, template: str) -> HttpResponse:
    """One of the pages in `templates/statements/`."""
    context = {
        "base": "territory/base.html" if request.site.kind == hosts.TERRITORY else "national/base.html",
        "own_data_url": hosts.auth_page("own-data"),
        "contact": request.site.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        "legal": legal.notice(),
        "accessibility": legal.accessibility(),
        "audit": legal.audit(),
    }
    return render(request, template, context)


@cache_control(public=True, max_age=86400)
def robots(request: Request) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), ""]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


@cache_control(public=True, max_age=86400)
def security(request: Request) -> HttpResponse:
    """RFC 9116."""
    expires = (clock.now() + timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.site.page('security')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN)


def health(request: Request) -> HttpResponse:
    """200 when this process opens its context on the database; names nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type=PLAIN, headers={"Cache-Control": "no-store"})
