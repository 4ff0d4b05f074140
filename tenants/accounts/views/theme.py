"""A territory's colours on the auth host: computed from the accent in the address, so that browsers keep them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from eclore.kit import theme as colours
from eclore.kit.colour import UnreadableColour


@cache_control(public=True, max_age=86400)
def theme(request: HttpRequest) -> HttpResponse:
    """`/theme.css?0b5c7a`."""
    try:
        palette = colours.palette(request.META.get("QUERY_STRING", ""))
    except UnreadableColour as error:
        raise Http404 from error
    return HttpResponse(colours.stylesheet(palette), content_type="text/css; charset=utf-8")
