"""Where somebody wanted to go: a path of this host, never an address of elsewhere."""

from allauth.account.utils import get_next_redirect_url
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 1500
# Beginnings of the paths that one passes through to come in or out: nobody is sent back to one.
SIGN_IN_PATHS = ("/connexion/", "/entree/", "/deconnexion/", "/demo/")


def local_path(raw: str, default: str = "/") -> str:
    """`raw` when it is a plain path of the same host that is worth going to, else `default`."""
    if not raw.startswith("/") or len(raw) > LONGEST or raw.startswith(SIGN_IN_PATHS):
        return default
    if not raw.isprintable() or not url_has_allowed_host_and_scheme(raw, allowed_hosts=None):
        return default
    return raw


def next_path(request: HttpRequest, default: str) -> str:
    """The path that `next` asks for, else `default`: never a word that `redirect` would take for the name of a view."""
    return local_path(get_next_redirect_url(request) or "", default)
