"""Why a role is held or offered, and whether it fell with its reason."""

from django.db import migrations, models


# Invitations whose letter leads elsewhere stand on a team or a seat; which one is not known.
REASONS = """
UPDATE memberships_invitation SET reason = CASE role WHEN 'juror' THEN 'seat' ELSE 'team' END
WHERE secret_hash IS NULL AND accepted_at IS NULL AND revoked_at IS NULL AND role IN ('juror', 'member')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('memberships', '0003_one_link'),
    ]

    operations = [
        migrations.AddField(
            model_name='invitation',
            name='reason',
            field=models.CharField(choices=[('manager', 'Une personne chargée du programme'), ('rule', "La règle d'arrivée du territoire"), ('team', 'Une équipe'), ('seat', 'Une place dans un jury')], db_default='manager', default='manager', max_length=8),
        ),
        migrations.AddField(
            model_name='invitation',
            name='reason_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='membership',
            name='fell',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='membership',
            name='reason',
            field=models.CharField(choices=[('manager', 'Une personne chargée du programme'), ('rule', "La règle d'arrivée du territoire"), ('team', 'Une équipe'), ('seat', 'Une place dans un jury')], db_default='manager', default='manager', max_length=8),
        ),
        migrations.AddField(
            model_name='membership',
            name='reason_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.RunSQL(REASONS, migrations.RunSQL.noop),
    ]
