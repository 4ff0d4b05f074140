"""A territory's own log, in its own schema."""

from eclore.kit import records


class Entry(records.Entry):
    class Meta(records.Entry.Meta):
        pass
