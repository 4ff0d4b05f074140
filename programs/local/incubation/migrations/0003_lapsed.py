"""Reviews of projects that had ended elsewhere; cancelled committees."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('incubation', '0002_folded_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='lapsed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='committee',
            name='state',
            field=models.CharField(choices=[('planned', 'Prévu'), ('closed', 'Clos'), ('cancelled', 'Annulé')], default='planned', max_length=12),
        ),
    ]
