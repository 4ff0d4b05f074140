"""No worker was ever heard: its silence is unknown, not zero (`greatest` passes over what is null)."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("tenants.watching.migrations.0001_queue").FORWARD
ZERO = "SELECT greatest(0, extract(epoch FROM now() - max(last_heartbeat))) FROM procrastinate_workers"
UNKNOWN = (
    "SELECT CASE WHEN count(*) > 0 THEN greatest(0, extract(epoch FROM now() - max(last_heartbeat))) END"
    " FROM procrastinate_workers"
)


class Migration(migrations.Migration):
    dependencies = [("watching", "0002_queues")]
    operations = [
        migrations.RunSQL(
            BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").replace(ZERO, UNKNOWN),
            BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        )
    ]
