"""The key of a form, made when it is drawn: sent twice, it is one act (tenants.submissions)."""

import secrets

from django.utils.html import format_html
from django.utils.safestring import SafeString

FIELD = "once"


def hidden() -> SafeString:
    """The hidden field with a new key, of 96 random bits: beside `{% csrf_token %}` in every form that posts."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(12))
