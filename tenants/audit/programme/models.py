"""The programme's own log. Never in a territory's schema: theirs is tenants.audit."""

from eclore.kit import records


class Entry(records.Entry):
    class Meta(records.Entry.Meta):
        pass
