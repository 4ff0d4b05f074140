"""Marks of the mailboxes bound to a dossier, for conflicts of interest; cancelled forums."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0006_forum_first'),
    ]

    operations = [
        migrations.AddField(
            model_name='nomination',
            name='ties',
            field=models.JSONField(blank=True, db_default=models.Value([], models.JSONField()), default=list, editable=False),
        ),
        migrations.AlterField(
            model_name='forum',
            name='state',
            field=models.CharField(choices=[('draft', 'En préparation'), ('published', 'Nominations ouvertes'), ('closed', 'Nominations closes'), ('decided', 'Résultats publiés'), ('cancelled', 'Annulé')], default='draft', max_length=12),
        ),
    ]
