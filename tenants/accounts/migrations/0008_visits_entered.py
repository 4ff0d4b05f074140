"""A visit is told in the territory's own log at its first page."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_tally'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='entered_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
