"""Counts for the limits: unlogged (a crash forgets them, and writes cost no journal), written by one function only."""

from django.db import migrations, models

FORWARD = """
ALTER TABLE accounts_tally SET UNLOGGED;
ALTER TABLE accounts_tally SET (fillfactor = 50);

CREATE FUNCTION accounts_take(keys text[], amounts int[], lengths int[], moment timestamptz) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH asked AS (
        SELECT key, amount, moment + make_interval(secs => length) AS ends_at
        FROM unnest(keys, amounts, lengths) AS one (key, amount, length) ORDER BY key
    ), taken AS (
        INSERT INTO accounts_tally AS tally (key, taken, ends_at) SELECT key, 1, ends_at FROM asked
        ON CONFLICT (key) DO UPDATE SET
            taken = CASE WHEN tally.ends_at <= moment THEN 1 ELSE tally.taken + 1 END,
            ends_at = CASE WHEN tally.ends_at <= moment THEN excluded.ends_at ELSE tally.ends_at END
        RETURNING tally.key, tally.taken, tally.ends_at
    )
    SELECT coalesce(max(greatest(ceil(extract(epoch FROM taken.ends_at - moment)), 1)), 0)::int
    FROM taken JOIN asked USING (key) WHERE taken.taken > asked.amount
$body$;
"""
BACKWARD = "DROP FUNCTION accounts_take(text[], int[], int[], timestamptz);"


class Migration(migrations.Migration):
    dependencies = [("people", "0006_invitation_links")]
    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("taken", models.IntegerField()),
                ("ends_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
