"""An edition's criteria are what ideas are marked on; those of renewals are told apart."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('calls', '0002_files_of_an_idea'),
    ]

    operations = [
        migrations.AddField(
            model_name='editioncriterion',
            name='kind',
            field=models.CharField(blank=True, choices=[('selection', 'Sélection'), ('renewal', 'Renouvellement')], db_default='selection', default='selection', max_length=12, verbose_name='passages'),
        ),
    ]
