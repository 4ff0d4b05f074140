import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territories', '0004_files_quota'),
    ]

    operations = [
        migrations.AddField(
            model_name='territory',
            name='sirens',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), blank=True, default=list, size=None),
        ),
    ]
