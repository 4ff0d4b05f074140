"""A territory's colours and logo, as browsers ask for them."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control

from eclore.kit import theme
from eclore.kit.colour import UnreadableColour
from tenants import hosts
from tenants.requests import Request

ONE_YEAR = 365 * 24 * 3600
ONE_HOUR = 3600


def stylesheet(request: Request) -> HttpResponse:
    """`/theme.css?0b5c7a`: the accent is in the address, so that browsers may keep it; without one, today's accent."""
    asked = request.META.get("QUERY_STRING", "")
    try:
        palette = theme.palette(asked or request.site.accent or theme.DEFAULT_ACCENT)
    except UnreadableColour as error:
        raise Http404 from error
    tag = f'"{palette.requested.lstrip("#")}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(theme.stylesheet(palette), content_type="text/css; charset=utf-8")
    response["ETag"] = tag
    patch_cache_control(response, public=True, max_age=ONE_YEAR if asked else ONE_HOUR)
    return response


def logo(request: Request, schema: str, name: str) -> FileResponse:
    """`/media/logos/<schema>/<name>`: a territory serves its own; the national and auth hosts show everybody's."""
    if request.site.kind == hosts.TERRITORY and schema != request.site.schema_name:
        raise Http404
    path = f"logos/{schema}/{name}"
    try:
        picture = default_storage.open(path)
    except OSError as error:
        raise Http404 from error
    response = FileResponse(picture, content_type="image/png")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    patch_cache_control(response, public=True, max_age=ONE_YEAR, immutable=True)
    return response
