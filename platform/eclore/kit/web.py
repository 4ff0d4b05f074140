"""What every view needs and Django does not have: signing in here, a refusal shown where it belongs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django_htmx.http import HttpResponseClientRedirect

from eclore.kit.actor import Actor
from eclore.kit.errors import Refusal

View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class ActingRequest(HttpRequest):
    """A request whose actor is known; tenants.requests adds its place."""

    actor: Actor


def signed_in(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Send visitors without a session to sign in, and back here afterwards."""

    @wraps(view)
    def checked(request: ActingRequest, *args: Any, **kwargs: Any) -> Answer | HttpResponse:
        if request.actor.is_authenticated:
            return view(request, *args, **kwargs)
        entrance = "/connexion/?" + urlencode({"suite": request.get_full_path()})
        if "HX-Request" in request.headers:  # a polling cannot follow to another host: the whole page goes there
            return HttpResponseClientRedirect(entrance)
        return redirect(entrance)

    return checked


def show(refusal: Refusal, form: BaseForm) -> None:
    """Put a refusal's sentence next to the field it is about, or at the head of the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal.sentence))
