"""What every answer says to browsers, and to whoever finds a hole: headers, and security.txt (RFC 9116)."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from eclore.kit import clock

# Nothing of a device is asked for; a page that needs a camera one day names it here.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture", "usb",
        "xr-spatial-tracking",
    )
)  # fmt: skip
HOLDS = timedelta(days=180)
# Seconds: what a limit asks one to wait when it says nothing more precise.
WAIT = 60


class EdgeHeadersMiddleware:
    """A page says what it never asks of a device, and that other sites may not embed what it sends.

    `same-site`: a territory's logo is shown on the national host.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers.setdefault("Retry-After", str(WAIT))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-site")
        return response


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to write about a hole; the date is always ahead, since each answer says it anew."""
    expires = (clock.now() + HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: fr, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


urlpatterns: list[URLPattern] = [path(".well-known/security.txt", security_txt, name="security-txt")]
