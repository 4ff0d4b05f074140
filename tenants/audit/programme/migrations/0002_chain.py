"""How a log is sealed: at COMMIT each new line takes the next number and the SHA-256 of itself after the one before.

The functions serve the programme's log and the territories' own. `audit_seal` runs as the owner: nobody else may change
a line, and nobody, the owner included, a line that is sealed. The lock comes last in a transaction, which cannot
then wait for anything else: no deadlock, and a queue as short as a commit.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION audit_digest(number bigint, previous text, id uuid, at timestamptz, act text, verb text, by_id uuid,
    by_kind text, subject_kind text, subject_id uuid, facts text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
    SELECT encode(sha256(convert_to(concat_ws(E'\\n', number, previous, id,
        to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), act, verb, coalesce(by_id::text, ''), by_kind,
        subject_kind, coalesce(subject_id::text, ''), facts), 'UTF8')), 'hex')
$body$;

CREATE FUNCTION audit_blank() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    NEW.number := NULL;
    NEW.previous := '';
    NEW.digest := '';
    RETURN NEW;
END $body$;

CREATE FUNCTION audit_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    here text := format('%I.%I', TG_TABLE_SCHEMA, TG_TABLE_NAME);
    last record;
BEGIN
    PERFORM pg_advisory_xact_lock(1095910729, TG_RELID::int);
    EXECUTE format('SELECT number, digest FROM %s WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1', here) INTO last;
    last.number := coalesce(last.number, 0) + 1;
    last.digest := coalesce(last.digest, repeat('0', 64));
    EXECUTE format('UPDATE %s SET number = $1, previous = $2, digest = $3 WHERE id = $4', here)
        USING last.number, last.digest, public.audit_digest(last.number, last.digest, NEW.id, NEW.at, NEW.act, NEW.verb,
            NEW.by_id, NEW.by_kind, NEW.subject_kind, NEW.subject_id, NEW.facts), NEW.id;
    RETURN NULL;
END $body$;

CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.number IS NULL AND to_jsonb(NEW) - ARRAY['number', 'previous', 'digest']
            = to_jsonb(OLD) - ARRAY['number', 'previous', 'digest'] THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'a line of the log is never changed nor removed' USING ERRCODE = 'restrict_violation';
END $body$;
"""

TRIGGERS = """
CREATE TRIGGER {table}_blank BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION public.audit_blank();
CREATE CONSTRAINT TRIGGER {table}_seal AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.audit_seal();
CREATE TRIGGER {table}_keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION public.audit_keep();
CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION public.audit_keep();
"""

BACKWARD = """
DROP TRIGGER {table}_whole ON {table};
DROP TRIGGER {table}_keep ON {table};
DROP TRIGGER {table}_seal ON {table};
DROP TRIGGER {table}_blank ON {table};
"""

WITHOUT = """
DROP FUNCTION audit_keep();
DROP FUNCTION audit_seal();
DROP FUNCTION audit_blank();
DROP FUNCTION audit_digest(bigint, text, uuid, timestamptz, text, text, uuid, text, text, uuid, text);
"""


class Migration(migrations.Migration):
    dependencies = [("programme_audit", "0001_initial")]
    operations = [
        migrations.RunSQL(FUNCTIONS, WITHOUT),
        migrations.RunSQL(TRIGGERS.format(table="programme_audit_entry"), BACKWARD.format(table="programme_audit_entry")),
    ]
