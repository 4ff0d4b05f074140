"""What an operator tells the programme's log: a backup has ended well."""

from eclore.kit import audit
from eclore.kit.actor import system
from tenants.watching.queries import BACKUP


def note_backup(kind: str) -> None:
    """One line of the log, in the programme's open context; `kind` is a short code, « whole » or « incremental ».

    Raises ValueError for what is no code.
    """
    audit.record(audit.Act.EXPORT, by=system(), verb=BACKUP, kind=kind)
