"""The queue by its lines, as figures: what 0001 says of all of them together."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION watching_queues() RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    WITH line AS (
        SELECT queue_name,
            count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())) AS due,
            count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()) AS later,
            count(*) FILTER (WHERE status = 'doing') AS running,
            min(id) FILTER (WHERE status = 'todo' AND scheduled_at IS NULL) AS first,
            min(scheduled_at) FILTER (WHERE status = 'todo' AND scheduled_at <= now()) AS since
        FROM procrastinate_jobs WHERE status IN ('todo', 'doing') GROUP BY queue_name
    )
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'queue', queue_name, 'due', due, 'later', later, 'running', running,
        'age', coalesce(greatest(0, extract(epoch FROM now() - least(
            since, (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = line.first)
        ))), 0)
    )), '[]') FROM line
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("watching", "0001_queue")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION watching_queues()")]
