"""Minutes that are frozen and signed, and the ranking as it was revealed."""

import django.db.models.deletion
import eclore.kit.clock
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0014_projection'),
    ]

    operations = [
        migrations.AddField(
            model_name='passage',
            name='seen_ballots',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='passage',
            name='seen_mean',
            field=models.DecimalField(decimal_places=2, editable=False, max_digits=4, null=True),
        ),
        migrations.AddField(
            model_name='passage',
            name='seen_rank',
            field=models.PositiveSmallIntegerField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name='Minutes',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('motive', models.TextField(blank=True, verbose_name='motif')),
                ('author_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('facts_sha256', models.CharField(editable=False, max_length=64)),
                ('full_pdf', models.BinaryField()),
                ('full_sha256', models.CharField(db_index=True, editable=False, max_length=64)),
                ('redacted_pdf', models.BinaryField()),
                ('redacted_sha256', models.CharField(db_index=True, editable=False, max_length=64)),
                ('jury', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='minutes', to='joint_juries.jury')),
            ],
            options={
                'ordering': ['number'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MinutesSignature',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('capacity', models.CharField(choices=[('presidency', 'Présidence'), ('secretary', 'Secrétariat')], max_length=12)),
                ('means', models.CharField(choices=[('account', "Compte, identité confirmée à l'instant"), ('code', "Code à usage unique envoyé à l'adresse du membre")], max_length=12)),
                ('name', models.CharField(max_length=200)),
                ('quality', models.CharField(blank=True, max_length=200)),
                ('signer_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('seat_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('minutes', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='joint_juries.minutes')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='minutes',
            constraint=models.UniqueConstraint(fields=('jury', 'number'), name='joint_juries_minutes_once'),
        ),
        migrations.AddConstraint(
            model_name='minutessignature',
            constraint=models.UniqueConstraint(fields=('minutes', 'capacity'), name='joint_juries_minutes_signed_once'),
        ),
    ]
