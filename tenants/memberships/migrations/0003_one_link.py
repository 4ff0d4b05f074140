"""One address has one link to one role of a territory: the latest that was sent."""

from django.db import migrations, models

EARLIER = """
UPDATE public.memberships_invitation earlier SET revoked_at = least(earlier.expires_at, now())
WHERE accepted_at IS NULL AND revoked_at IS NULL AND secret_hash IS NOT NULL
  AND (expires_at <= now() OR EXISTS (
    SELECT FROM public.memberships_invitation later
    WHERE later.territory_id = earlier.territory_id AND later.email = earlier.email AND later.role = earlier.role
      AND later.accepted_at IS NULL AND later.revoked_at IS NULL AND later.secret_hash IS NOT NULL
      AND (later.created_at, later.id) > (earlier.created_at, earlier.id)))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('memberships', '0002_visibility'),
    ]

    operations = [
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('accepted_at', None), ('revoked_at', None), ('secret_hash__isnull', False)), fields=('territory', 'email', 'role'), name='memberships_invitation_one_link'),
        ),
    ]
