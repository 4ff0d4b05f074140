"""Renewals have places of their own, where a session says how many."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0023_hearing_notices'),
    ]

    operations = [
        migrations.AddField(
            model_name='jury',
            name='renewal_places',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='nombre de projets à renouveler'),
        ),
    ]
