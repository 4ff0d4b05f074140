"""What `doctor` says of restorations."""

from collections.abc import Iterator

from tenants.backups import resuming
from tenants.watching.diagnosis.findings import Finding, wrong


def restorations() -> Iterator[Finding]:
    """Of one territory, begun and not ended: its rows may be those of then, and its people not told yet."""
    for slug, begun in resuming.cut_off().items():
        said = f"celle de {slug} au {begun.at:%d/%m/%Y à %H:%M} n'est pas finie (coupée, ou en cours dans un terminal)"
        yield wrong("restauration", said, f"python {begun.command(slug)}")
