"""Whoever is in a context may add a job, and the queue itself writes down whose context it was."""

from django.db import migrations

FORWARD = """
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) SECURITY DEFINER
    SET search_path = public, pg_temp;

CREATE FUNCTION jobs_stamp_tenant_context() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    NEW.args := NEW.args || jsonb_build_object('tenant_context', current_setting('role'));
    RETURN NEW;
END $$;

CREATE TRIGGER jobs_stamp_tenant_context BEFORE INSERT ON procrastinate_jobs
    FOR EACH ROW EXECUTE FUNCTION jobs_stamp_tenant_context();
"""

BACKWARD = """
DROP TRIGGER jobs_stamp_tenant_context ON procrastinate_jobs;
DROP FUNCTION jobs_stamp_tenant_context();
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[]) SECURITY INVOKER RESET search_path;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
