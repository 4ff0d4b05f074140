"""What was sent with a key, and what it was answered."""

import eclore.kit.clock
import eclore.kit.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('owner_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
                ('fingerprint', models.CharField(max_length=64)),
                ('answer', models.BinaryField(null=True)),
                ('begun_at', models.DateTimeField(default=eclore.kit.clock.now)),
            ],
        ),
    ]
