"""The record of a jury freezes, in the database: see audit_freeze in tenants.audit.programme."""

from django.db import migrations

# table, states of the session in which it is frozen, columns that tell who a person is, columns erasure may empty
FROZEN = [
    ("jury", "published", "", ""),
    ("criterion", "published", "", ""),
    ("passage", "published", "title summary", ""),
    ("seat", "published", "user_id email name quality", ""),
    ("ballot", "deliberation published", "", "comment"),
    ("mark", "deliberation published", "", ""),
    ("recusal", "published", "", "reason"),
    ("decision", "published", "author_id author_name delivered_at", ""),
]
FORWARD = "".join(
    f"CREATE TRIGGER joint_juries_{table}_freeze BEFORE INSERT OR UPDATE OR DELETE ON joint_juries_{table}"
    f" FOR EACH ROW EXECUTE FUNCTION public.audit_freeze('{states}', '{personal}', '{erasable}');\n"
    for table, states, personal, erasable in FROZEN
)
BACKWARD = "".join(f"DROP TRIGGER joint_juries_{table}_freeze ON joint_juries_{table};\n" for table, *_ in FROZEN)


class Migration(migrations.Migration):
    dependencies = [("joint_juries", "0001_initial"), ("programme_audit", "0003_freeze")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
