"""The log of the programme: its lines."""

import eclore.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField(editable=False, null=True)),
                ('at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('act', models.CharField(max_length=20)),
                ('verb', models.CharField(blank=True, max_length=40)),
                ('by_id', models.UUIDField(blank=True, null=True)),
                ('by_kind', models.CharField(max_length=12)),
                ('subject_kind', models.CharField(blank=True, max_length=60)),
                ('subject_id', models.UUIDField(blank=True, null=True)),
                ('facts', models.TextField(default='{}')),
                ('previous', models.CharField(blank=True, editable=False, max_length=64)),
                ('digest', models.CharField(blank=True, editable=False, max_length=64)),
            ],
            options={
                'ordering': ['-number'],
                'abstract': False,
                'indexes': [models.Index(fields=['act', '-number'], name='programme_audit_entry_act'), models.Index(fields=['subject_id'], name='programme_audit_entry_subject'), models.Index(fields=['by_id'], name='programme_audit_entry_by')],
                'constraints': [models.UniqueConstraint(fields=('number',), name='programme_audit_entry_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('number', None)), models.Q(('digest__regex', '^[0-9a-f]{64}$'), ('number__gt', 0)), _connector='OR'), name='programme_audit_entry_numbered_and_sealed')],
            },
        ),
    ]
