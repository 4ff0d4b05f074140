"""ETag on what is read, If-Match on what is written: an API client that has read an old state is told, not obeyed.

The tag is that of the answer, for this caller. A write that bears `If-Match` is compared with the resource at its own
address or the nearest above it (an act's, a part's), read again after its row, or that of its root, is locked. Without
the header the write is taken, and only what it sends changes. An answer that is compressed on its way bears its tag as
weak (`W/`); it is compared alike.
"""

import copy
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, Protocol, cast

from django.db.models import QuerySet
from django.http import HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponse, HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext as _

from api.problems import MEDIA_TYPE, told
from eclore.kit.keys import digest
from programs.joint.forums.models import Forum
from programs.joint.juries.models import Jury as JointJury
from programs.local.calls.models import Edition
from programs.local.ideas.models import Commitment, Draft, Idea
from programs.local.incubation.models import Committee, Project
from programs.local.juries.models import Jury as LocalJury
from programs.local.messages.models import Message
from tenants import hosts
from tenants.requests import Request
from tenants.territories.models import Territory

PREFIX = "/api/v1/"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
Rows = Callable[[Request, dict[str, Any]], "QuerySet[Any]"]


class Rendered(Protocol):
    """What DRF answers before it is written out."""

    def render(self) -> Any: ...


def _jury(request: Request, keys: dict[str, Any]) -> "QuerySet[Any]":
    side: Any = JointJury if request.site.kind == hosts.NATIONAL else LocalJury
    return cast("QuerySet[Any]", side._default_manager.filter(pk=keys["pk"]))


def _territory(_request: Request, keys: dict[str, Any]) -> "QuerySet[Any]":
    return Territory.objects.filter(schema_name=keys["slug"].replace("-", "_"))


# By the name of its address: what may be compared, and the row that every change of it holds.
RESOURCES: dict[str, Rows] = {
    "api-call": lambda _request, keys: Edition.objects.filter(pk=keys["pk"]),
    "api-commitment": lambda _request, keys: Commitment.objects.filter(token_hash=digest(keys["secret"])),
    "api-committee": lambda _request, keys: Committee.objects.filter(pk=keys["pk"]),
    "api-draft": lambda _request, keys: Draft.objects.filter(secret_hash=digest(keys["secret"])),
    "api-forum": lambda _request, keys: Forum.objects.filter(slug=keys["slug"]),
    "api-idea": lambda _request, keys: Idea.objects.filter(pk=keys["pk"]),
    "api-idea-file": lambda _request, keys: Idea.objects.filter(pk=keys["pk"]),
    "api-jury": _jury,
    "api-jury-ballot": _jury,
    "api-jury-opinion": _jury,
    "api-jury-passage": _jury,
    "api-jury-vote": _jury,
    "api-message": lambda _request, keys: Message.objects.filter(pk=keys["pk"]),
    "api-project": lambda _request, keys: Project.objects.filter(pk=keys["pk"]),
    "api-settings": lambda request, _keys: Territory.objects.filter(schema_name=request.site.schema_name),
    "api-territory-files-quota": _territory,
    "api-territory-time-zone": _territory,
}


def tag_of(content: bytes) -> str:
    """The strong tag of an answer."""
    return f'"{sha256(content).hexdigest()[:32]}"'


class PreconditionMiddleware:
    """Within the context of the request: what is locked stays so until it ends."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _is_read(request, response):
            answer = cast(HttpResponse, response)
            answer["ETag"] = tag = tag_of(answer.content)
            return get_conditional_response(request, etag=tag, response=answer) or answer
        return response

    def process_view(self, request: Request, *_view: object) -> HttpResponseBase | None:
        """Refuse what was decided on an old state, before anything of it is read."""
        if request.method not in WRITES or not request.path.startswith(PREFIX) or "If-Match" not in request.headers:
            return None
        found = resource_at(request.path, request)
        if found is None:
            return _refused("no_version", _("Cette adresse n'a pas d'état à comparer : envoyez sans If-Match."))
        path, match = found
        rows = RESOURCES[str(match.url_name)](request, match.kwargs)
        rows.select_for_update(of=("self",), no_key=True).order_by().values_list("pk").first()
        now = _read_again(request, path, match)
        if now is None:
            return None  # the view says why nobody reads it
        wanted = [tag.removeprefix("W/") for tag in parse_etags(request.headers["If-Match"])]
        if "*" in wanted or now in wanted:
            return None
        sentence = _("Ceci a changé depuis votre lecture : relisez-le, puis envoyez votre changement.")
        return _refused("stale", sentence, now)


def resource_at(path: str, request: HttpRequest) -> tuple[str, ResolverMatch] | None:
    """What a write is compared with: at its own address, or the nearest above."""
    for address in _above(path):
        try:
            match = resolve(address, urlconf=getattr(request, "urlconf", None))
        except Resolver404:
            continue
        if match.url_name in RESOURCES:
            return address, match
    return None


def _above(path: str) -> Iterator[str]:
    parts = path.removeprefix(PREFIX).strip("/").split("/")
    return (f"{PREFIX}{'/'.join(parts[:count])}/" for count in range(len(parts), 0, -1))


def _read_again(request: HttpRequest, path: str, match: ResolverMatch) -> str | None:
    """The tag of what this caller reads there now; None when they may not, or nothing is there."""
    reading = copy.copy(request)
    vars(reading).pop("headers", None)
    reading.method, reading.path, reading.path_info, reading.GET = "GET", path, path, QueryDict()
    reading.META = {name: value for name, value in request.META.items() if not name.startswith(("CONTENT_", "HTTP_IF"))}
    reading.resolver_match = match
    response = match.func(reading, *match.args, **match.kwargs)
    if response.status_code != 200:
        return None
    response.render()
    return tag_of(response.content)


def _is_read(request: HttpRequest, response: HttpResponseBase) -> bool:
    read = request.method in {"GET", "HEAD"} and request.path.startswith(PREFIX) and response.status_code == 200
    return read and not response.streaming and response.get("Content-Type", "").startswith("application/json")


def _refused(code: str, sentence: str, tag: str = "") -> HttpResponse:
    headers = {"ETag": tag} if tag else {}
    return JsonResponse(told(412, code, sentence), status=412, content_type=MEDIA_TYPE, headers=headers)
