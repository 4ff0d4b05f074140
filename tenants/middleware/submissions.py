"""What bears a key is done once (tenants.submissions): the first goes on to its view, others read what it answered.

An answer is kept when something was done: not a refusal, nor an error, nor what opens a session, which is given to
nobody twice. With none kept, the same key may be sent again.
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from eclore.database.current import current
from tenants.accounts import authentication
from tenants.accounts.tokens import bearer
from tenants.memberships.domain import visits
from tenants.middleware import errors
from tenants.middleware.hosts import Handler
from tenants.requests import Request
from tenants.submissions import answers, domain, keys

NO_KEY = _(
    "L'en-tête Idempotency-Key porte de 1 à 255 caractères ASCII visibles, sans guillemet ni barre oblique inverse."
)
REUSED = _("Cette clé a déjà servi pour un autre contenu : prenez-en une nouvelle pour chaque demande.")
RUNNING = _("La même demande est encore en cours : redemandez sa réponse dans quelques secondes, avec la même clé.")
WAIT = 1  # seconds


class SubmissionMiddleware:
    """Stands after whatever may answer instead of the view, and within messages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.sent, opened_with = None, request.session.session_key
        response = self.get_response(request)
        if request.sent is not None and request.conflict is None:
            done = _is_done(request, response, opened_with)
            answer = answers.sealed(request, response, request.sent.seal) if done else None
            domain.conclude(request.sent, answer)
        return response

    def process_view(self, request: Request, *_: Any) -> HttpResponse | None:
        _read_once(request)
        try:
            sent = keys.of(request)
        except keys.Unreadable:
            return errors.problem(400, "invalid_key", str(NO_KEY))
        if sent is None:
            return None
        try:
            answer = domain.begin(sent)
        except domain.Reused:
            return errors.problem(422, "key_reused", str(REUSED))
        except domain.Running:
            return _busy(request)
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                return _busy(request)
            request.conflict = error
            return HttpResponse(status=409)
        if answer is not None:
            return _again(request, sent, answer)
        request.sent = sent
        return None


def _read_once(request: Request) -> None:
    """Keep in memory what a program sends, so that it can be read again."""
    length = request.headers.get("Content-Length", "")
    is_small = length.isdigit() and int(length) <= (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)
    if request.path.startswith("/api/") and request.content_type == "application/json" and is_small:
        request.body  # noqa: B018  reading it keeps it


def _busy(request: Request) -> HttpResponse:
    current().rollback_and_continue()
    if request.path.startswith("/api/"):
        return errors.problem(409, "running", str(RUNNING), wait=WAIT)
    return errors.still_running(request)


def _again(request: Request, sent: keys.Sent, answer: bytes) -> HttpResponse | None:
    """The same answer, to whoever may still write here; the view tells others why not."""
    if (token := bearer(request)) is not None and sent.by_program:
        user, actor = authentication.of_token(token, request.site)
        if user is None or not visits.can_act(actor, request.method, request.path):
            return None
    return answers.opened(request, answer, sent.seal)


def _is_done(request: Request, response: HttpResponse, opened_with: str | None) -> bool:
    session = request.session
    opens_one = session.session_key != opened_with or (session.modified and opened_with is None)
    refuses = any(message.level >= messages.ERROR for message in answers.said(request))
    return not (response.status_code >= 400 or response.streaming or opens_one or refuses)
