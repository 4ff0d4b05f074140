"""A criterion is of all dossiers, as before, or of one kind of hearing."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0020_waiting_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='criterion',
            name='kind',
            field=models.CharField(blank=True, choices=[('selection', 'Sélection'), ('renewal', 'Renouvellement')], db_default='', default='', max_length=12, verbose_name='passages'),
        ),
    ]
