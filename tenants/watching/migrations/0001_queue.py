"""Figures about the queue, without a word of what its jobs carry, for a role that may not read them."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION watching_queue(letters text[]) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    WITH job AS NOT MATERIALIZED (
        SELECT j.id, j.task_name, j.status, j.attempts, j.scheduled_at,
               j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= now()) AS is_due
        FROM procrastinate_jobs j WHERE j.status IN ('todo', 'doing', 'failed', 'aborted')
    ), oldest AS (
        SELECT min(coalesce(
            job.scheduled_at,
            (SELECT e.at FROM procrastinate_events e WHERE e.job_id = job.id ORDER BY e.id DESC LIMIT 1)
        )) AS at
        FROM job WHERE job.id IN (
            (SELECT id FROM job WHERE is_due AND scheduled_at IS NULL ORDER BY id LIMIT 1)
            UNION ALL (SELECT id FROM job WHERE is_due AND scheduled_at IS NOT NULL ORDER BY scheduled_at LIMIT 1)
        )
    ), failed AS (
        SELECT task_name, count(*) AS jobs, min(ended.at) AS since, max(ended.at) AS last
        FROM job, LATERAL (
            SELECT max(e.at) AS at FROM procrastinate_events e
            WHERE e.job_id = job.id AND e.type IN ('failed', 'aborted')
        ) ended
        WHERE status IN ('failed', 'aborted') GROUP BY task_name
    ), failing AS (
        SELECT task_name, count(*) AS jobs, max(attempts) AS attempts, min(scheduled_at) AS next
        FROM job WHERE status = 'todo' AND attempts > 0 GROUP BY task_name
    )
    SELECT jsonb_build_object(
        'due', (SELECT count(*) FROM job WHERE is_due),
        'later', (SELECT count(*) FROM job WHERE status = 'todo' AND NOT is_due),
        'running', (SELECT count(*) FROM job WHERE status = 'doing'),
        'age', (SELECT greatest(0, extract(epoch FROM now() - at)) FROM oldest),
        'letters_waiting', (
            SELECT count(*) FROM job WHERE task_name = ANY (letters) AND status IN ('todo', 'doing')
        ),
        'letters_failed', (
            SELECT count(*) FROM job WHERE task_name = ANY (letters) AND status IN ('failed', 'aborted')
        ),
        'failed', (SELECT coalesce(jsonb_agg(to_jsonb(f) ORDER BY f.since), '[]') FROM failed f),
        'failing', (SELECT coalesce(jsonb_agg(to_jsonb(f) ORDER BY f.task_name), '[]') FROM failing f),
        'silence', (
            SELECT greatest(0, extract(epoch FROM now() - max(last_heartbeat))) FROM procrastinate_workers
        )
    )
$$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION watching_queue(text[])")]
