"""Each jury draws its room's PIN from a salt of its own."""

from django.db import migrations, models

import eclore.kit.audit


class Migration(migrations.Migration):
    dependencies = [("joint_juries", "0003_freeze")]
    operations = [
        # Rows that are there share the migration's default: the PIN is drawn from the jury's key too.
        migrations.AddField(
            model_name="jury",
            name="pin_salt",
            field=models.CharField(default=eclore.kit.audit.new_salt, editable=False, max_length=32),
        ),
    ]
