"""A link to one's own marks, beside the card of the room."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('juries', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='entrycard',
            name='juries_entrycard_once',
        ),
        migrations.AddField(
            model_name='entrycard',
            name='opens',
            field=models.CharField(choices=[('room', 'La séance'), ('transcript', 'Ses propres notes')], db_default='room', default='room', max_length=12),
        ),
        migrations.AddConstraint(
            model_name='entrycard',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('app', 'seat_id', 'opens'), name='juries_entrycard_one_each'),
        ),
    ]
