"""A row that names a territory by its key and by its role names one territory: policies look at the role alone."""

from django.db import migrations

FORWARD = """
ALTER TABLE people_membership ADD CONSTRAINT people_membership_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE people_visit ADD CONSTRAINT people_visit_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE people_invitation ADD CONSTRAINT people_invitation_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
"""

BACKWARD = """
ALTER TABLE people_invitation DROP CONSTRAINT people_invitation_in_its_own_name;
ALTER TABLE people_visit DROP CONSTRAINT people_visit_in_its_own_name;
ALTER TABLE people_membership DROP CONSTRAINT people_membership_in_its_own_name;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_queue"),
        ("territories", "0003_own_name"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
