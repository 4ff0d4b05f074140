"""The waiting list: a rank, told to teams or not."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('local_juries', '0019_quorum_by_quality'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='told_rank',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='waiting_rank',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='jury',
            name='tells_waiting_rank',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
