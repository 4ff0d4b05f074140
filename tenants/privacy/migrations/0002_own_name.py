"""A row that names a territory by its key and by its role names one territory: policies look at the role alone."""

from django.db import migrations

FORWARD = """
ALTER TABLE privacy_retention ADD CONSTRAINT privacy_retention_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
"""
BACKWARD = "ALTER TABLE privacy_retention DROP CONSTRAINT privacy_retention_in_its_own_name"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
