-- Roles of the cluster: run once by a superuser, safe to run again.
-- Passwords are set apart (ALTER ROLE … PASSWORD), never written in this file.
DO $$
DECLARE
    wanted record;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('eclore roles'));
    FOR wanted IN
        SELECT * FROM (VALUES
            ('eclore_owner',     'LOGIN CREATEROLE NOSUPERUSER NOCREATEDB NOBYPASSRLS'),
            ('eclore_app',       'LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'),
            ('eclore_worker',    'LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'),
            ('eclore_backup',    'LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE BYPASSRLS'),
            ('eclore_programme', 'NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS'),
            ('eclore_territory', 'NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS')
        ) AS roles (name, attributes)
    LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name) THEN
            EXECUTE format('CREATE ROLE %I', wanted.name);
        END IF;
        EXECUTE format('ALTER ROLE %I %s', wanted.name, wanted.attributes);
    END LOOP;

    -- The application may become the programme or a territory for one transaction; it inherits nothing from them.
    -- PostgreSQL 15 has no word for INHERIT and SET here, and reads both branches before it chooses: hence EXECUTE.
    IF current_setting('server_version_num')::int >= 160000 THEN
        EXECUTE 'GRANT eclore_programme TO eclore_app WITH INHERIT FALSE, SET TRUE';
        EXECUTE 'GRANT eclore_territory TO eclore_owner WITH ADMIN TRUE, INHERIT FALSE, SET FALSE';
    ELSE
        GRANT eclore_programme TO eclore_app;
        GRANT eclore_territory TO eclore_owner WITH ADMIN OPTION;
    END IF;
    GRANT pg_read_all_data TO eclore_backup;
END
$$;

-- Django would call set_config() to reach UTC; the login roles start there instead.
ALTER ROLE eclore_app SET timezone = 'UTC';
ALTER ROLE eclore_app SET statement_timeout = '30s';
ALTER ROLE eclore_app SET lock_timeout = '10s';
ALTER ROLE eclore_app SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE eclore_worker SET timezone = 'UTC';
ALTER ROLE eclore_owner SET timezone = 'UTC';
