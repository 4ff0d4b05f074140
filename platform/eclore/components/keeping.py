"""What a form says of the words it holds, and the script that keeps them until they are saved."""

from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from eclore.components import register

# A form that is guarded or has a text area is kept: static/eclore/keeping.js looks for the same.
SIGNS = ("<textarea", "data-guard")
# A page that sends what waits (static/eclore/jury.js): it asks for the script once something does.
SENDS = 'id="unplugged"'


class Keeper(Protocol):
    """Whom the page is drawn for (`tenants.accounts.keepers`)."""

    @property
    def tag(self) -> str: ...

    @property
    def key(self) -> str: ...


@register.simple_block_tag(takes_context=True)
def keeping(context: Context, content: SafeString) -> SafeString:
    """A page, and what keeps its forms when it has one to keep: nobody turns it on by hand, nobody forgets it."""
    keeps = any(sign in content for sign in SIGNS)
    if not keeps and SENDS not in content:
        return content
    keeper_of: Callable[[], Keeper] | None = context.get("keeper")
    keeper = keeper_of() if keeper_of else None
    return content + (keeping_of(keeper.tag, keeper.key, keeps=keeps) if keeper else keeping_of(keeps=keeps))


def keeping_of(tag: str = "", key: str = "", *, keeps: bool = True) -> SafeString:
    """The words of every state, and for whom they are kept; with its script where there is a form."""
    values = {"tag": tag, "key": key, "cookie": settings.CSRF_COOKIE_NAME, "keeps": keeps}
    return SafeString(render_to_string("components/keeping.html", values))
