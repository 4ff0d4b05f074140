"""What browsers are told, on every kind of answer: pages, files, redirections, refusals, errors, unknown hosts."""

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import StreamingHttpResponse
from django.test import Client
from django.urls import path

from eclore.config.urls import territory
from eclore.kit import limits
from tests.support.personas import api_client, browser, person

POLICY = {
    **dict.fromkeys(("default-src", "script-src", "style-src", "img-src", "connect-src"), "'self'"),
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": f"'self' {settings.BASE_HOST}:* *.{settings.BASE_HOST}:*",
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def _raising(error):
    def view(request):
        raise error

    return view


def _streamed(request):
    return StreamingHttpResponse(iter([b"a", b"b"]), content_type="text/csv")


urlpatterns = [
    path("casse/", _raising(RuntimeError("x"))),
    path("louche/", _raising(SuspiciousOperation("x"))),
    path("gros/", _raising(RequestDataTooBig("x"))),
    path("flux/", _streamed),
    *territory.urlpatterns,
]
handler400, handler403 = territory.handler400, territory.handler403
handler404, handler500 = territory.handler404, territory.handler500


def policy_of(answer):
    said = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    return {name: " ".join(sorted(value.split())) for name, value in said.items()}


def bears_the_headers(answer):
    assert policy_of(answer) == {name: " ".join(sorted(value.split())) for name, value in POLICY.items()}
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert "camera=()" in answer["Permissions-Policy"] and "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    ("method", "asked", "status"),
    [
        ("get", "/", 200),
        ("get", "/membres/", 302),
        ("get", "/projets", 301),
        ("get", "/nulle-part/", 404),
        ("get", "/api/v1/nulle-part/", 404),
        ("get", "/api/v1/members/", 403),
        ("delete", "/api/v1/me/", 405),
        ("get", "/deconnexion/", 200),
        ("get", "/louche/", 400),
        ("get", "/gros/", 400),
        ("get", "/casse/", 500),
        ("get", "/flux/", 200),
        ("get", "/theme.css", 200),
        ("get", "/robots.txt", 200),
        ("get", "/.well-known/security.txt", 200),
        ("get", "/.well-known/rien", 404),
        ("head", "/", 200),
        ("options", "/api/v1/me/", 200),
        ("get", "/static/eclore/base.css", 200),
        ("get", "/static/rien.css", 404),
        ("get", "/media/logos/somme/rien.png", 404),
        ("get", "/sante/", 200),
        ("get", "/healthz", 200),
        ("get", "/readyz", 200),
        ("get", "/known-host", 404),
    ],
)
def test_every_kind_of_answer_bears_the_headers(somme, settings, method, asked, status):
    settings.URLCONFS = {**settings.URLCONFS, "territory": __name__}
    client = browser(somme)
    client.raise_request_exception = False
    answer = getattr(client, method)(asked)

    assert answer.status_code == status
    bears_the_headers(answer)


def test_so_do_refusals_of_forms_tokens_and_limits(somme, settings):
    strict = Client(HTTP_HOST=somme.host, enforce_csrf_checks=True)
    program = api_client(somme, person("member", at=somme))
    settings.LIMITS = dict.fromkeys(settings.LIMITS, ("1/5m", "9/5m"))
    limits.forget_here()
    answers = [
        strict.post("/connexion/"),
        browser(somme).get("/api/v1/me/", headers={"Authorization": "Bearer rien"}),
        program.get("/api/v1/me/"),
        program.get("/api/v1/me/"),
        program.generic("POST", "/api/v1/ideas/", b"<a/>", content_type="text/xml"),
    ]

    assert [answer.status_code for answer in answers] == [403, 401, 200, 429, 415]
    assert int(answers[3]["Retry-After"]) > 0
    for answer in answers:
        bears_the_headers(answer)


@pytest.mark.parametrize("host", ["ailleurs.example", "", "somme.eclore.localhost@ailleurs.example"])
@pytest.mark.parametrize("asked", ["/", "/static/eclore/base.css", "/api/v1/me/"])
def test_so_does_a_host_that_is_nobodys(db, host, asked):
    answer = Client().get(asked, HTTP_HOST=host)

    assert answer.status_code == (200 if asked.startswith("/static/") else 404)
    assert "no-store" in answer["Cache-Control"] or asked.startswith("/static/")
    bears_the_headers(answer)


def test_so_does_the_way_to_https_and_only_there_is_it_said_to_come_back_by_https(somme, settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 63072000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    sent, served = browser(somme).get("/projets/"), browser(somme).get("/projets/", secure=True)

    assert (sent.status_code, sent["Location"]) == (301, f"https://{somme.host}/projets/")
    assert "Strict-Transport-Security" not in sent
    assert served["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    bears_the_headers(sent)
    bears_the_headers(served)


def test_a_page_that_is_kept_a_moment_bears_them_still(somme, settings):
    settings.PUBLIC_PAGE_SECONDS = 10
    client = browser(somme)
    first, kept = client.get("/projets/"), client.get("/projets/")

    assert first.content == kept.content
    bears_the_headers(kept)
    assert "Cookie" in kept["Vary"]


@pytest.mark.parametrize("path", ["/", "/mes-idees/", "/visites/", "/api/v1/me/", "/nulle-part/"])
def test_no_shared_cache_keeps_what_is_somebodys(somme, path):
    answer = browser(somme, person("member", at=somme)).get(path)

    assert {"private", "no-cache"} <= set(answer["Cache-Control"].replace(",", " ").split())
    assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("path", ["/theme.css", "/robots.txt", "/.well-known/security.txt"])
def test_no_shared_cache_keeps_what_forgets_a_session(somme, path):
    """An old session is forgotten by a cookie: kept for everybody, it would sign everybody out."""
    client = browser(somme)
    assert "public" in client.get(path)["Cache-Control"]
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    answer = client.get(path)

    assert settings.SESSION_COOKIE_NAME in answer.cookies
    assert "public" not in answer["Cache-Control"] and "private" in answer["Cache-Control"]
