from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territories', '0008_time_zone'),
    ]

    operations = [
        migrations.CreateModel(
            name='Blueprint',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('statements', models.JSONField()),
                ('recorded_at', models.DateTimeField(auto_now=True)),
            ],
        ),
    ]
