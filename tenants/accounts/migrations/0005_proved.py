"""A hand-off says what was proved on the auth host, and stays as the record of the session that it opened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_own_name")]
    operations = [
        migrations.AddField("handoff", "proved", models.BooleanField(default=False)),
        migrations.AddField("handoff", "browser", models.CharField(max_length=200, blank=True, default="")),
        migrations.AddField("handoff", "ended_at", models.DateTimeField(null=True)),
        migrations.AddIndex("handoff", models.Index(fields=["user"], name="accounts_handoff_open",
            condition=models.Q(used_at__isnull=False, ended_at=None))),
    ]  # fmt: skip
