"""How many members of each quality a session asks for, and in which quality each one sits."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0018_delivery'),
    ]

    operations = [
        migrations.AddField(
            model_name='jury',
            name='quorum_elected',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="quorum d'élues et d'élus"),
        ),
        migrations.AddField(
            model_name='jury',
            name='quorum_field',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name="quorum d'agents de terrain"),
        ),
        migrations.AddField(
            model_name='jury',
            name='quorum_management',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='quorum de la direction générale'),
        ),
        migrations.AddField(
            model_name='jury',
            name='quorum_partner',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, verbose_name='quorum de partenaires'),
        ),
        migrations.AddField(
            model_name='seat',
            name='quality_group',
            field=models.CharField(choices=[('elected', 'Élue ou élu'), ('management', 'Direction générale'), ('field', 'Agente ou agent de terrain'), ('partner', 'Partenaire'), ('other', 'Autre qualité')], db_default='other', default='other', max_length=12),
        ),
    ]
