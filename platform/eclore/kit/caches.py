"""What is put in a cache in a context is found again in the same context only."""

from django.db import connection


def key(name: str, prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the role of the open context leads every key; `outside` when none is open."""
    tenant_context = getattr(connection, "tenant_context", None)
    return f"{tenant_context.role if tenant_context else 'outside'}:{prefix}:{version}:{name}"
