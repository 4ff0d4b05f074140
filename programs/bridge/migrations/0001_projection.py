"""Tells the national portfolio about every change of a territory's projects, ideas and editions, in its transaction.

The bodies are in the shared schema (portfolio 0002). One call for each statement, whatever it changed and however it
was written: a bulk update, raw SQL and a page's form alike.
"""

from django.db import migrations

# Table → (body, the column that leads to what has a row).
WATCHED = {
    "incubation_project": ("portfolio_project_changed", "id"),
    "incubation_phase": ("portfolio_project_changed", "project_id"),
    "incubation_journalentry": ("portfolio_project_changed", "project_id"),
    "incubation_review": ("portfolio_project_changed", "project_id"),
    "incubation_committee": ("portfolio_project_changed", "id"),
    "incubation_postmortem": ("portfolio_project_changed", "project_id"),
    "calls_edition": ("portfolio_edition_changed", "id"),
    "calls_call": ("portfolio_edition_changed", "edition_id"),
    "ideas_idea": ("portfolio_idea_changed", "id"),
}
REFERENCING = {
    "INSERT": "NEW TABLE AS after_rows",
    "UPDATE": "OLD TABLE AS before_rows NEW TABLE AS after_rows",
    "DELETE": "OLD TABLE AS before_rows",
}


def triggers() -> list[str]:
    """The statements that watch every table, for every kind of change."""
    return [
        f"CREATE TRIGGER {name(table, event)} AFTER {event} ON {table} REFERENCING {rows}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION public.{body}('{column}')"
        for table, (body, column) in WATCHED.items()
        for event, rows in REFERENCING.items()
    ]


def undone() -> list[str]:
    """The statements that stop watching."""
    return [f"DROP TRIGGER {name(table, event)} ON {table}" for table in WATCHED for event in REFERENCING]


def name(table: str, event: str) -> str:
    """A trigger's name, the same in every territory."""
    return f"{table}_{event.lower()}_to_portfolio"


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0002_projection"),
        ("calls", "0001_initial"),
        ("ideas", "0001_initial"),
        ("incubation", "0001_initial"),
    ]
    operations = [migrations.RunSQL([*triggers()], [*undone()])]
