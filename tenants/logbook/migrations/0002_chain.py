"""A territory's log is sealed by the shared functions, at COMMIT."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER logbook_entry_blank BEFORE INSERT ON logbook_entry
    FOR EACH ROW EXECUTE FUNCTION public.audit_blank();
CREATE CONSTRAINT TRIGGER logbook_entry_seal AFTER INSERT ON logbook_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.audit_seal();
CREATE TRIGGER logbook_entry_keep BEFORE UPDATE OR DELETE ON logbook_entry
    FOR EACH ROW EXECUTE FUNCTION public.audit_keep();
CREATE TRIGGER logbook_entry_whole BEFORE TRUNCATE ON logbook_entry
    FOR EACH STATEMENT EXECUTE FUNCTION public.audit_keep();
"""

BACKWARD = """
DROP TRIGGER logbook_entry_whole ON logbook_entry;
DROP TRIGGER logbook_entry_keep ON logbook_entry;
DROP TRIGGER logbook_entry_seal ON logbook_entry;
DROP TRIGGER logbook_entry_blank ON logbook_entry;
"""


class Migration(migrations.Migration):
    dependencies = [("logbook", "0001_initial"), ("ledger", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
