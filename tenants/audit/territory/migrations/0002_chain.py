"""A territory's log is sealed by the shared functions, at COMMIT."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER territory_audit_entry_blank BEFORE INSERT ON territory_audit_entry
    FOR EACH ROW EXECUTE FUNCTION public.audit_blank();
CREATE CONSTRAINT TRIGGER territory_audit_entry_seal AFTER INSERT ON territory_audit_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.audit_seal();
CREATE TRIGGER territory_audit_entry_keep BEFORE UPDATE OR DELETE ON territory_audit_entry
    FOR EACH ROW EXECUTE FUNCTION public.audit_keep();
CREATE TRIGGER territory_audit_entry_whole BEFORE TRUNCATE ON territory_audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION public.audit_keep();
"""

BACKWARD = """
DROP TRIGGER territory_audit_entry_whole ON territory_audit_entry;
DROP TRIGGER territory_audit_entry_keep ON territory_audit_entry;
DROP TRIGGER territory_audit_entry_seal ON territory_audit_entry;
DROP TRIGGER territory_audit_entry_blank ON territory_audit_entry;
"""


class Migration(migrations.Migration):
    dependencies = [("territory_audit", "0001_initial"), ("programme_audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
