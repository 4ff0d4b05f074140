"""When a member was reminded, and the link to their own marks."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('local_juries', '0020_waiting_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='reminded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='seat',
            name='transcript_hash',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=64),
        ),
        migrations.AddField(
            model_name='seat',
            name='transcript_sent_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='seat',
            name='transcript_until',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
