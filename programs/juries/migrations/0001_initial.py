"""Entry cards."""

import eclore.kit.clock
import eclore.kit.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='EntryCard',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('owner_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
                ('app', models.CharField(max_length=20)),
                ('jury_id', models.UUIDField()),
                ('seat_id', models.UUIDField()),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=200)),
                ('secret_hash', models.CharField(editable=False, max_length=64)),
                ('device_hash', models.CharField(editable=False, max_length=64, null=True)),
                ('code_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('code_until', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('left_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['jury_id'], name='juries_entrycard_jury')],
                'constraints': [models.UniqueConstraint(fields=('secret_hash',), name='juries_entrycard_secret'), models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('app', 'seat_id'), name='juries_entrycard_once')],
            },
        ),
    ]
