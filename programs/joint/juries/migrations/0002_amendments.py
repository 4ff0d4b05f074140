"""Ballots and decisions get the salt by which the log proves them; amendments follow a publication."""

import django.db.models.deletion
import eclore.kit.audit
import eclore.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='ballot',
            name='salt',
            field=models.CharField(default=eclore.kit.audit.new_salt, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='decision',
            name='salt',
            field=models.CharField(default=eclore.kit.audit.new_salt, editable=False, max_length=32),
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('correction', models.TextField(verbose_name='rectification')),
                ('reason', models.TextField(verbose_name='motif')),
                ('author_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('jury', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='joint_juries.jury')),
                ('passage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='joint_juries.passage')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
            },
        ),
        # Each row its own: a default of the migration would be the same for all.
        migrations.RunSQL(
            "UPDATE joint_juries_ballot SET salt = replace(gen_random_uuid()::text, '-', '');"
            "UPDATE joint_juries_decision SET salt = replace(gen_random_uuid()::text, '-', '')",
            migrations.RunSQL.noop,
        ),
    ]
