"""A row that names a territory by its key and by its role names one territory: policies look at the role alone."""

from django.db import migrations

FORWARD = """
ALTER TABLE memberships_membership ADD CONSTRAINT memberships_membership_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE memberships_visit ADD CONSTRAINT memberships_visit_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE memberships_invitation ADD CONSTRAINT memberships_invitation_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
"""

BACKWARD = """
ALTER TABLE memberships_invitation DROP CONSTRAINT memberships_invitation_in_its_own_name;
ALTER TABLE memberships_visit DROP CONSTRAINT memberships_visit_in_its_own_name;
ALTER TABLE memberships_membership DROP CONSTRAINT memberships_membership_in_its_own_name;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_queue"),
        ("territories", "0003_own_name"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
