"""A territory's own log, in its own schema."""

from eclore.kit import audit


class Entry(audit.Entry):
    class Meta(audit.Entry.Meta):
        pass
