"""Ballots on paper: what was typed of them, kept apart; and which ballots came from one."""

import django.db.models.deletion
import eclore.kit.clock
import uuid
from django.db import migrations, models


FREEZE = """
CREATE TRIGGER local_juries_paperentry_freeze BEFORE INSERT OR UPDATE OR DELETE ON local_juries_paperentry
FOR EACH ROW EXECUTE FUNCTION public.audit_freeze('published', 'author_id', 'comment')
"""
UNFREEZE = "DROP TRIGGER local_juries_paperentry_freeze ON local_juries_paperentry"


class Migration(migrations.Migration):

    dependencies = [
        ('local_juries', '0016_conflicts'),
    ]

    operations = [
        migrations.AddField(
            model_name='ballot',
            name='paper',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.AddField(
            model_name='lateballot',
            name='paper',
            field=models.BooleanField(db_default=False, default=False, editable=False),
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('marks', models.JSONField()),
                ('comment', models.TextField(blank=True)),
                ('author_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_entries', to='local_juries.passage')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_entries', to='local_juries.seat')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.RunSQL(FREEZE, UNFREEZE),
    ]
