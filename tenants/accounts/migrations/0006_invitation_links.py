"""An invitation's letter holds a link of its own, of which only the hash is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_proved")]
    operations = [
        migrations.AddField(
            model_name="invitation",
            name="secret_hash",
            field=models.CharField(editable=False, max_length=64, null=True),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(fields=["secret_hash"], name="memberships_invitation_secret"),
        ),
    ]
