"""A row that names a territory by its key and by its role names one territory: policies look at the role alone."""

from django.db import migrations

FORWARD = """
ALTER TABLE forums_participation ADD CONSTRAINT forums_participation_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE forums_nomination ADD CONSTRAINT forums_nomination_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
"""

BACKWARD = """
ALTER TABLE forums_nomination DROP CONSTRAINT forums_nomination_in_its_own_name;
ALTER TABLE forums_participation DROP CONSTRAINT forums_participation_in_its_own_name;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0002_quotas"),
        ("territories", "0003_own_name"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
