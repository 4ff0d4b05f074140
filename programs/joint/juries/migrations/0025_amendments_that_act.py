"""What an amendment does: a place given back, the first of the waiting list who takes it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0024_renewal_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='amendment',
            name='act',
            field=models.CharField(blank=True, choices=[('freed', 'Place libérée'), ('promoted', "Promotion de la liste d'attente")], db_default='', default='', editable=False, max_length=12),
        ),
    ]
