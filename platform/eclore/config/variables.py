"""Every variable of the environment that settings read, as a table for operators: `manage.py variables`."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SETTINGS = Path(__file__).parent / "settings"
# A real installation reads its own file last; development and the tests are nobody's to operate.
MODULES = ("base", "accounts", "legal", "limits", "mail", "production")
KINDS = {"str": "text", "int": "number", "bool": "true or false", "path": "folder", "date": "date", "decimal": "number"}

# What settings cannot say: what each is for. Those that are read elsewhere are at the end, with their default.
MEANINGS = {
    "DATABASE_URL": "the database as `eclore_app`, through the pooler",
    "DATABASE_OWNER_URL": "as `eclore_owner`: the worker, which makes territories, and `upgrade`; never the web",
    "DATABASE_WORKER_URL": "as `eclore_worker`, without the pooler: the worker",
    "ECLORE_SECRET_KEY": "signs sessions and links, and makes PINs: 50 letters by chance, kept for good",
    "ECLORE_BASE_HOST": "the national host; every other host is under it",
    "ECLORE_PORT": "the port that addresses name, when it is neither 80 nor 443",
    "ECLORE_SECURITY_CONTACT": "what `/.well-known/security.txt` says",
    "ECLORE_METRICS_TOKEN": "what Prometheus bears to read `/metrics`; without one, only this machine reads it",
    "ECLORE_MEDIA": "where files are kept",
    "ECLORE_ERASURES": "the record of erasures, by digests: elsewhere than the database, best where backups are",
    "ECLORE_BACKUPS": "where backups of files, territories and the record of erasures are put",
    "ECLORE_BACKUP_DAYS": "nothing that was deleted is kept longer than so many days",
    "ECLORE_BACKUP_STANZA": "what pgbackrest.conf calls this cluster",
    "ECLORE_CLAMD": "the antivirus: `unix:/run/clamav/clamd.ctl` or `tcp://host:3310`; none when empty",
    "ECLORE_FROM_EMAIL": "whom letters come from",
    "EMAIL_URL": "the mail server: `smtp://`, `smtp+tls://` or `smtps://user:password@host:port`",
    "ECLORE_SECOND_FACTOR": "whether managers, coaches and national people need one",
    "ECLORE_PUBLIC_PAGE_SECONDS": "how long a public page is kept for who comes without a session",
    "ECLORE_ARCHIVE_DAYS": "how many days a territory's archive, asked for from its pages, may be downloaded",
    "ECLORE_SSL_REDIRECT": "whether what comes without TLS is sent to https",
    "ECLORE_PROXIES": "how many proxies add an address to `X-Forwarded-For`",
    "ECLORE_LOG_LEVEL": "of everything but requests",
    "ECLORE_SENTRY_DSN": "where errors are sent; nowhere when empty",
    "ECLORE_PROCONNECT_ISSUER": "ProConnect's address; no button when empty",
    "ECLORE_PROCONNECT_CLIENT_ID": "as ProConnect gave it",
    "ECLORE_PROCONNECT_CLIENT_SECRET": "as ProConnect gave it",
    "ECLORE_PROCONNECT_ALGORITHM": "`RS256` or `ES256`, as registered",
    "ECLORE_PUBLISHER": "whose site it is: name, address, telephone",
    "ECLORE_PUBLICATION_DIRECTOR": "the director of publication",
    "ECLORE_HOSTING_PROVIDER": "who hosts it: name, address, telephone",
    "ECLORE_SOURCE_URL": "where the source of what runs is; `{version}` and `{commit}` are replaced",
    "ECLORE_COMMIT": "the commit that runs, where it is not a clone",
    "ECLORE_ACCESSIBILITY_AUDIT_DATE": "the day of the last audit; none when empty",
    "ECLORE_ACCESSIBILITY_AUDITOR": "who made it",
    "ECLORE_ACCESSIBILITY_RATE": "how many of a hundred criteria are met",
    "ECLORE_ACCESSIBILITY_REPORT": "the address of its report",
}
OF_SCRIPTS = {
    "WEB_CONCURRENCY": ("number", "2", "web processes, as many as cores (`eclore/config/gunicorn.py`)"),
    "ECLORE_BIND": ("text", "127.0.0.1:8000", "where the web listens, without a socket of systemd (`deploy/run.sh`)"),
    "DATABASE_SUPERUSER_URL": ("text", "none", "a superuser, for `install` alone; `deploy/run.sh web` forgets it"),
    "DJANGO_SETTINGS_MODULE": ("text", "eclore.config.settings.production", "which settings (`deploy/run.sh`)"),
}


@dataclass(frozen=True)
class Variable:
    """`default` is Python as settings write it; None when the program does not start without the variable."""

    name: str
    kind: str
    default: str | None


def read() -> dict[str, Variable]:
    """By name, as a real installation reads them: the last module wins."""
    return {each.name: each for module in MODULES for each in _of(SETTINGS / f"{module}.py")}


def table() -> str:
    """The table of deploy/VARIABLES.md."""
    lines = ["| Variable | Value | Default | What it is for |", "|---|---|---|---|"]
    for name, each in sorted(read().items()):
        default = "**needed**" if each.default is None else f"`{each.default}`"
        lines.append(f"| `{name}` | {each.kind} | {default} | {MEANINGS[name]} |")
    for name, (kind, default, meaning) in sorted(OF_SCRIPTS.items()):
        lines.append(f"| `{name}` | {kind} | {default} | {meaning} |")
    return "\n".join(lines)


def _of(path: Path) -> Iterator[Variable]:
    for call in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args):
            continue
        if ast.unparse(call.func.value) == "env" and isinstance(call.args[0], ast.Constant):
            default = ast.unparse(call.args[1]) if len(call.args) > 1 else None
            yield Variable(str(call.args[0].value), KINDS[call.func.attr], default)
