"""When a member was last reminded of what is awaited from them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('local_juries', '0021_criteria_by_kind'),
    ]

    operations = [
        migrations.AddField(
            model_name='seat',
            name='reminded_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
