"""How many letters of a territory wait to leave, for whoever is about to close its site: a figure, nothing of them."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION territories_letters_waiting(role name, letters text[]) RETURNS bigint LANGUAGE sql STABLE
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM procrastinate_jobs
    WHERE status = 'todo' AND task_name = ANY (letters) AND args ->> 'tenant_context' = role
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("territories", "0010_closing"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION territories_letters_waiting(name, text[])")]
