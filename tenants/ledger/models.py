"""The programme's own log. Never in a territory's schema: theirs is tenants.logbook."""

from eclore.kit import audit


class Entry(audit.Entry):
    class Meta(audit.Entry.Meta):
        pass
