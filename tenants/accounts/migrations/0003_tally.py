"""Counts for the limits: unlogged (a crash forgets them, and writes cost no journal), written by one function only.

Whoever may only call accounts_take leaves no row behind for long, nor many: moments, lengths and keys are bounded.
The first key is the network's: once it has had its share, what it names besides is not counted, and takes no row.
"""

from django.db import migrations

FORWARD = """
ALTER TABLE accounts_tally SET UNLOGGED;
ALTER TABLE accounts_tally SET (fillfactor = 50);

CREATE FUNCTION accounts_take(keys text[], amounts int[], lengths int[], moment timestamptz) RETURNS int
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $body$
    WITH clock AS (
        SELECT least(greatest(moment, now() - interval '1 day'), now() + interval '1 day') AS reads
    ), asked AS (
        SELECT rank, key, amount, reads, reads + make_interval(secs => least(greatest(length, 1), 86400)) AS ends_at
        FROM clock, unnest(keys, amounts, lengths) WITH ORDINALITY AS one (key, amount, length, rank) WHERE rank <= 2
    ), network AS (
        INSERT INTO accounts_tally AS tally (key, taken, ends_at) SELECT key, 1, ends_at FROM asked WHERE rank = 1
        ON CONFLICT (key) DO UPDATE SET
            taken = CASE WHEN tally.ends_at <= (SELECT reads FROM clock) THEN 1 ELSE tally.taken + 1 END,
            ends_at = CASE WHEN tally.ends_at <= (SELECT reads FROM clock) THEN excluded.ends_at ELSE tally.ends_at END
        RETURNING tally.key, tally.taken, tally.ends_at
    ), account AS (
        INSERT INTO accounts_tally AS tally (key, taken, ends_at) SELECT asked.key, 1, asked.ends_at FROM asked
        WHERE rank = 2 AND EXISTS (SELECT FROM network JOIN asked first USING (key) WHERE network.taken <= first.amount)
        ON CONFLICT (key) DO UPDATE SET
            taken = CASE WHEN tally.ends_at <= (SELECT reads FROM clock) THEN 1 ELSE tally.taken + 1 END,
            ends_at = CASE WHEN tally.ends_at <= (SELECT reads FROM clock) THEN excluded.ends_at ELSE tally.ends_at END
        RETURNING tally.key, tally.taken, tally.ends_at
    ), taken AS (SELECT * FROM network UNION ALL SELECT * FROM account)
    SELECT coalesce(max(greatest(ceil(extract(epoch FROM taken.ends_at - reads)), 1)), 0)::int
    FROM taken JOIN asked USING (key) WHERE taken.taken > asked.amount
$body$;
"""

BACKWARD = """
DROP FUNCTION accounts_take(text[], int[], int[], timestamptz);
ALTER TABLE accounts_tally SET LOGGED;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_jobs")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
