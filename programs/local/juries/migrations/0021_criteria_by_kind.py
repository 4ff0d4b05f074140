"""A criterion is of all dossiers, as before, or of one kind of hearing; what a project that asks to go on brings."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('local_juries', '0020_waiting_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='criterion',
            name='kind',
            field=models.CharField(blank=True, choices=[('selection', 'Sélection'), ('renewal', 'Renouvellement')], db_default='', default='', max_length=12, verbose_name='passages'),
        ),
        migrations.AddField(
            model_name='passage',
            name='renewal',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
    ]
