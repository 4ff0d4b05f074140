"""Passages with nothing left to decide, cancelled sessions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0003_folded_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='passage',
            name='lapsed',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='jury',
            name='state',
            field=models.CharField(choices=[('preparation', 'En préparation'), ('open', 'Ouvert aux notes'), ('deliberation', 'En délibération'), ('published', 'Décisions publiées'), ('cancelled', 'Annulée')], default='preparation', max_length=20),
        ),
    ]
