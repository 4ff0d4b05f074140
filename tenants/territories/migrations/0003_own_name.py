"""A row that names a territory by its key and by its role names one territory: policies look at the role alone."""

from django.db import migrations, models

FORWARD = """
ALTER TABLE territories_agreementparty ADD CONSTRAINT territories_agreementparty_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
"""

BACKWARD = """
ALTER TABLE territories_agreementparty DROP CONSTRAINT territories_agreementparty_in_its_own_name;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("territories", "0002_provisioning_requests"),
    ]
    operations = [
        migrations.AddConstraint(
            model_name="territory",
            constraint=models.UniqueConstraint(fields=("id", "role"), name="territories_territory_with_its_role"),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
