-- One database: run by a superuser inside it, at installation and after every restore (a dump loses the revocations).
DO $$
DECLARE
    here text := current_database();
    large_object regprocedure;
    closed record;
BEGIN
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', here);
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO eclore_app, eclore_worker, eclore_backup', here);
    EXECUTE format('GRANT ALL ON DATABASE %I TO eclore_owner', here);

    -- set_config() changes the role from inside a SELECT; large objects are shared by every role.
    REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO eclore_owner, eclore_backup;
    FOR large_object IN
        SELECT oid::regprocedure FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND (proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite', 'be_lo_unlink'))
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', large_object);
    END LOOP;

    -- What a SELECT could leave behind it or learn of others: locks that outlive the transaction, messages to the worker,
    -- records in the log, snapshots, and the counters of every table. Locks of one transaction stay: the system uses them.
    FOR closed IN
        SELECT oid::regprocedure AS function, proname FROM pg_proc
        WHERE pronamespace = 'pg_catalog'::regnamespace
          AND (proname IN ('pg_notify', 'pg_logical_emit_message', 'pg_export_snapshot')
               OR proname ~ '^pg_(try_)?advisory_(lock|unlock)'
               OR (proname LIKE 'pg\_stat\_get\_%' AND pronargs = 1 AND proargtypes[0] = 'oid'::regtype
                   AND proname NOT LIKE 'pg\_stat\_get\_db\_%' AND proname NOT LIKE 'pg\_stat\_get\_function\_%'))
    LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', closed.function);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO eclore_owner, pg_monitor', closed.function);
        IF closed.proname IN ('pg_notify', 'pg_export_snapshot') THEN
            EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO eclore_worker, eclore_backup', closed.function);
        END IF;
    END LOOP;
END
$$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO eclore_owner;
GRANT USAGE ON SCHEMA public TO eclore_programme, eclore_territory, eclore_worker;

CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
-- Functions of the portfolio are kept with this setting, by the owner: an upgrade that was cut must be able to go on.
GRANT SET ON PARAMETER pg_trgm.similarity_threshold TO eclore_owner;

-- pg_settings is writable through a rule, for whoever may call set_config(); nobody needs to read it either.
REVOKE UPDATE ON pg_catalog.pg_settings FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE eclore_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
