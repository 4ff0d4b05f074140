"""Where an idea is heard: one place at a time."""

import django.db.models.deletion
import eclore.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0007_questions_asked'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('before', models.CharField(choices=[('jury', 'Un jury'), ('forum', 'Un forum')], max_length=8)),
                ('held_by', models.UUIDField()),
                ('title', models.CharField(max_length=200)),
                ('read_since', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('idea', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hearings', to='ideas.idea')),
            ],
            options={
                'indexes': [models.Index(fields=['held_by'], name='ideas_hearing_held_by')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('idea',), name='ideas_hearing_one_open')],
            },
        ),
    ]
