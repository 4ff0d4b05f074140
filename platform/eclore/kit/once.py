"""The key of a form, made when it is drawn: sent twice, it is one act (tenants.submissions)."""

import secrets

from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "once"


def hidden() -> SafeString:
    """The hidden field with a new key, of 96 random bits: beside `{% csrf_token %}` in every form that posts."""
    key = secrets.token_urlsafe(12)
    # Some browsers give a reloaded page the hidden values that it had before; a page drawn anew is another act.
    return format_html('<input type="hidden" name="{}" value="{}" autocomplete="off">', FIELD, key)
