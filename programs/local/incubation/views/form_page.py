"""A page that is one form: its title, what it explains, the label of its button, the way back."""

from django.http import HttpRequest, HttpResponse

from eclore.kit import web
from eclore.kit.finding import Finding
from eclore.kit.forms import Form


def form_page(
    request: HttpRequest,
    form: Form,
    *,
    title: str,
    label: str,
    back_url: str,
    text: str = "",
    finding: Finding | None = None,
) -> HttpResponse:
    """The page, with `text` above the form if wanted; 422 when what was typed does not fit."""
    context = {"form": form, "title": title, "label": label, "back_url": back_url, "text": text, "finding": finding}
    return web.page(request, "incubation/form.html", context, form)
