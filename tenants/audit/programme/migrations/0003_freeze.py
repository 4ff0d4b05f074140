"""What a jury has done freezes: its marks when they close, all the rest at publication, whoever writes.

One function for every table of a jury, local or joint. Its arguments: the states of the session in which the table is
frozen (space-separated), the columns that tell who a person is (they may change: a seat is taken, a person is erased),
and those that erasure may empty, and only empty.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION audit_freeze() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    frozen_in text[] := string_to_array(TG_ARGV[0], ' ');
    personal text[] := string_to_array(TG_ARGV[1], ' ');
    erasable text[] := string_to_array(TG_ARGV[2], ' ');
    app text := regexp_replace(TG_TABLE_NAME, '_[a-z]+$', '');
    kind text := regexp_replace(TG_TABLE_NAME, '^.*_', '');
    before jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
    after jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
    held jsonb;
    state text;
    emptied text;
BEGIN
    FOREACH held IN ARRAY ARRAY[before, after] LOOP
        CONTINUE WHEN held IS NULL;
        EXECUTE format(CASE kind
            WHEN 'mark' THEN 'SELECT j.state FROM %1$I.%2$I b JOIN %1$I.%3$I p ON p.id = b.passage_id'
                ' JOIN %1$I.%4$I j ON j.id = p.jury_id WHERE b.id = ($1->>''ballot_id'')::uuid'
            WHEN 'passage' THEN 'SELECT j.state FROM %1$I.%4$I j WHERE j.id = ($1->>''jury_id'')::uuid'
            WHEN 'seat' THEN 'SELECT j.state FROM %1$I.%4$I j WHERE j.id = ($1->>''jury_id'')::uuid'
            WHEN 'criterion' THEN 'SELECT j.state FROM %1$I.%4$I j WHERE j.id = ($1->>''jury_id'')::uuid'
            WHEN 'jury' THEN 'SELECT $1->>''state'''
            ELSE 'SELECT j.state FROM %1$I.%3$I p JOIN %1$I.%4$I j ON j.id = p.jury_id'
                ' WHERE p.id = ($1->>''passage_id'')::uuid'
            END, TG_TABLE_SCHEMA, app || '_ballot', app || '_passage', app || '_jury') INTO state USING held;
        EXIT WHEN kind = 'jury' OR state = ANY (frozen_in);
    END LOOP;
    IF state IS NULL OR state <> ALL (frozen_in) OR (kind = 'jury' AND TG_OP = 'INSERT') THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' THEN
        -- Publishing stamps the decisions in the transaction that closes the session.
        IF kind = 'decision' AND before->>'published_at' IS NULL AND after->>'published_at' IS NOT NULL THEN
            personal := personal || 'published_at'::text;
        END IF;
        FOREACH emptied IN ARRAY erasable LOOP
            IF after->>emptied = '' THEN
                personal := personal || emptied;
            END IF;
        END LOOP;
        IF before - personal = after - personal THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'the record of this jury is frozen: write an amendment' USING ERRCODE = 'restrict_violation';
END $body$;
"""


class Migration(migrations.Migration):
    dependencies = [("programme_audit", "0002_chain")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION audit_freeze()")]
