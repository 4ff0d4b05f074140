"""`verify_audit` as an operator runs it, and a superuser who leaves no trigger in their way."""

from io import StringIO

from django.core.management import call_command

from eclore.kit import audit
from tenants.audit import queries, sentences
from tests.support import databases


def verified(*arguments: str) -> tuple[int, str]:
    """What it exits with, and prints."""
    output = StringIO()
    try:
        call_command("verify_audit", *arguments, stdout=output, no_color=True)
    except SystemExit as ended:
        return int(ended.code), output.getvalue()
    return 0, output.getvalue()


def found(text: str) -> list[str]:
    """Its findings, one line each."""
    return [line for line in text.splitlines() if ": line " in line or ": no line: " in line]


def tamper(db: str, *statements: str) -> None:
    """As a superuser, past every trigger and foreign key."""
    with databases.superuser(db) as server:
        server.execute("SET session_replication_role = replica")
        for statement in statements:
            server.execute(statement)


def wordless() -> set[str]:
    """What the log of the open context has recorded that its page would tell by a code."""
    told = set(sentences.FACTS) | sentences.UNTOLD | set(queries.ABOUT) | {"person"}
    missing: set[str] = set()
    for row in audit.log()._default_manager.all():
        missing |= {row.verb} - set(sentences.VERBS) - {""}
        missing |= {row.subject_kind} - set(sentences.SUBJECTS) - {""}
        missing |= set(row.told) - told
        missing |= {str(row.told[name]) for name in ("role", "kind", "version", "format") if name in row.told}
    return missing - set(sentences.CODES)
