"""How the read model is written: what a row holds, one function that writes it, and the triggers' bodies.

Every function belongs to the owner; the triggers run as the owner (SECURITY DEFINER) and take the territory from the
schema of the table that fired, never from an argument. `portfolio_store_*` are the only writers: a deployment over
several machines replaces them by an outbox.
"""

from django.db import migrations

PROJECTS = """
CREATE FUNCTION portfolio_projects_in(place name, wanted uuid[]) RETURNS SETOF portfolio_projectrow
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN QUERY EXECUTE format($query$
        SELECT p.id, p.edition_id, p.forum_id, p.name, p.problem, lower(public.unaccent(p.problem)), p.state, p.public,
            p.taken_over_locally, p.generated, coalesce(phase.kind, '')::varchar(16), coalesce(phase.number, 1)::smallint,
            coalesce(phase.real_start, phase.planned_start), phase.planned_end, phase.real_end, phase.weeks,
            phase.days_per_week, dates.investigation, dates.construction, coalesce(journal.days, 0)::numeric(6, 1),
            journal.last_session, coalesce(agenda.planned, agenda.promised), p.started_at, p.closed_at,
            coalesce(pm.learnt, ''), coalesce(pm.why, ''), coalesce(pm.restart, ''), $2
        FROM %1$I.incubation_project p
        LEFT JOIN LATERAL (
            SELECT f.* FROM %1$I.incubation_phase f WHERE f.project_id = p.id
            ORDER BY coalesce(f.real_start, f.planned_start) DESC, f.created_at DESC, f.id LIMIT 1
        ) phase ON true
        LEFT JOIN LATERAL (
            SELECT min(coalesce(f.real_start, f.planned_start)) FILTER (WHERE f.kind = 'investigation') AS investigation,
                min(coalesce(f.real_start, f.planned_start)) FILTER (WHERE f.kind = 'construction') AS construction
            FROM %1$I.incubation_phase f WHERE f.project_id = p.id
        ) dates ON true
        LEFT JOIN LATERAL (
            SELECT sum(j.days_freed) FILTER (
                    WHERE j."on" >= coalesce(phase.real_start, phase.planned_start, j."on")
                        AND j."on" <= coalesce(phase.real_end, j."on")) AS days,
                max(j."on") FILTER (WHERE j.kind = 'session') AS last_session
            FROM %1$I.incubation_journalentry j WHERE j.project_id = p.id
        ) journal ON true
        LEFT JOIN LATERAL (
            SELECT min(c.held_on) FILTER (WHERE c.state = 'planned') AS planned,
                (array_agg(r.next_on ORDER BY c.held_on DESC, c.id) FILTER (WHERE c.state = 'closed'))[1] AS promised
            FROM %1$I.incubation_review r JOIN %1$I.incubation_committee c ON c.id = r.committee_id
            WHERE r.project_id = p.id
        ) agenda ON true
        LEFT JOIN %1$I.incubation_postmortem pm ON pm.project_id = p.id
        WHERE $1 IS NULL OR p.id = ANY ($1)
    $query$, place) USING wanted, ('territory_' || place)::name;
END $body$;

CREATE FUNCTION portfolio_store_projects(place name, wanted uuid[]) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $body$
    WITH fresh AS MATERIALIZED (SELECT * FROM portfolio_projects_in(place, wanted)),
    gone AS (
        DELETE FROM portfolio_projectrow old
        WHERE old.territory_role = ('territory_' || place)::name AND (wanted IS NULL OR old.project_id = ANY (wanted))
            AND NOT EXISTS (SELECT FROM fresh WHERE fresh.project_id = old.project_id)
    )
    INSERT INTO portfolio_projectrow AS old SELECT * FROM fresh
    ON CONFLICT (project_id) DO UPDATE SET
        (edition_id, forum_id, name, problem, subject, state, public, taken_over_locally, generated, phase,
         phase_number, phase_start, phase_end, phase_closed, weeks, days_per_week, investigation_start,
         construction_start, days_freed, last_session_on, next_committee_on, started_at, closed_at, learnt, why, restart)
        = (excluded.edition_id, excluded.forum_id, excluded.name, excluded.problem, excluded.subject, excluded.state,
           excluded.public, excluded.taken_over_locally, excluded.generated, excluded.phase, excluded.phase_number,
           excluded.phase_start, excluded.phase_end, excluded.phase_closed, excluded.weeks, excluded.days_per_week,
           excluded.investigation_start, excluded.construction_start, excluded.days_freed, excluded.last_session_on,
           excluded.next_committee_on, excluded.started_at, excluded.closed_at, excluded.learnt, excluded.why,
           excluded.restart)
    WHERE old.territory_role = excluded.territory_role AND old.* IS DISTINCT FROM excluded.*
$body$;

-- The argument names the column that leads to the project, or 'committee' for the projects of its agenda.
CREATE FUNCTION portfolio_project_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
DECLARE
    touched uuid[] := ARRAY[]::uuid[];
    these uuid[];
BEGIN
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM after_rows', TG_ARGV[0]) INTO these;
        touched := touched || these;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM before_rows', TG_ARGV[0]) INTO these;
        touched := touched || these;
    END IF;
    IF TG_TABLE_NAME = 'incubation_committee' THEN
        EXECUTE format('SELECT array_agg(DISTINCT project_id) FROM %I.incubation_review WHERE committee_id = ANY ($1)',
            TG_TABLE_SCHEMA) INTO touched USING touched;
    END IF;
    IF cardinality(touched) > 0 THEN
        PERFORM portfolio_store_projects(TG_TABLE_SCHEMA, touched);
    END IF;
    RETURN NULL;
END $body$;
"""

EDITIONS = """
CREATE FUNCTION portfolio_editions_in(place name, wanted uuid[]) RETURNS SETOF portfolio_editionrow
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN QUERY EXECUTE format($query$
        SELECT e.id, c.id, e.programme, e.number, coalesce(c.label, '')::varchar(120), coalesce(c.title, '')::varchar(200),
            c.opens_at, c.closes_at, $2
        FROM %1$I.calls_edition e LEFT JOIN %1$I.calls_call c ON c.edition_id = e.id
        WHERE e.state <> 'preparation' AND ($1 IS NULL OR e.id = ANY ($1))
    $query$, place) USING wanted, ('territory_' || place)::name;
END $body$;

CREATE FUNCTION portfolio_store_editions(place name, wanted uuid[]) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $body$
    WITH fresh AS MATERIALIZED (SELECT * FROM portfolio_editions_in(place, wanted)),
    gone AS (
        DELETE FROM portfolio_editionrow old
        WHERE old.territory_role = ('territory_' || place)::name AND (wanted IS NULL OR old.edition_id = ANY (wanted))
            AND NOT EXISTS (SELECT FROM fresh WHERE fresh.edition_id = old.edition_id)
    )
    INSERT INTO portfolio_editionrow AS old SELECT * FROM fresh
    ON CONFLICT (edition_id) DO UPDATE SET (call_id, programme, number, label, title, opens_at, closes_at)
        = (excluded.call_id, excluded.programme, excluded.number, excluded.label, excluded.title, excluded.opens_at,
           excluded.closes_at)
    WHERE old.territory_role = excluded.territory_role AND old.* IS DISTINCT FROM excluded.*
$body$;

CREATE FUNCTION portfolio_edition_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
DECLARE
    touched uuid[] := ARRAY[]::uuid[];
    these uuid[];
BEGIN
    IF TG_OP <> 'DELETE' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM after_rows', TG_ARGV[0]) INTO these;
        touched := touched || these;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM before_rows', TG_ARGV[0]) INTO these;
        touched := touched || these;
    END IF;
    IF cardinality(touched) > 0 THEN
        PERFORM portfolio_store_editions(TG_TABLE_SCHEMA, touched);
    END IF;
    RETURN NULL;
END $body$;
"""

# An idea's row needs nothing but the idea: no table of the territory is read. Drafts and withdrawn ideas have none.
IDEAS = """
CREATE FUNCTION portfolio_ideas_in(place name, wanted uuid[]) RETURNS SETOF portfolio_idearow
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $body$
BEGIN
    RETURN QUERY EXECUTE format($query$
        SELECT i.id, i.call_id, i.state,
            i.heard_at IS NOT NULL OR i.state IN ('auditioned', 'laureate', 'not_retained', 'taken_internally'),
            i.state = 'laureate', $2
        FROM %1$I.ideas_idea i
        WHERE i.submitted_at IS NOT NULL AND i.state NOT IN ('draft', 'withdrawn') AND ($1 IS NULL OR i.id = ANY ($1))
    $query$, place) USING wanted, ('territory_' || place)::name;
END $body$;

CREATE FUNCTION portfolio_store_ideas(place name, wanted uuid[]) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $body$
    WITH fresh AS MATERIALIZED (SELECT * FROM portfolio_ideas_in(place, wanted)),
    gone AS (
        DELETE FROM portfolio_idearow old
        WHERE old.territory_role = ('territory_' || place)::name AND (wanted IS NULL OR old.idea_id = ANY (wanted))
            AND NOT EXISTS (SELECT FROM fresh WHERE fresh.idea_id = old.idea_id)
    )
    INSERT INTO portfolio_idearow AS old SELECT * FROM fresh
    ON CONFLICT (idea_id) DO UPDATE SET (call_id, state, heard, laureate)
        = (excluded.call_id, excluded.state, excluded.heard, excluded.laureate)
    WHERE old.territory_role = excluded.territory_role AND old.* IS DISTINCT FROM excluded.*
$body$;

-- Autosaved drafts are the common case: they are seen to have no row before anything is read or written.
CREATE FUNCTION portfolio_idea_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
DECLARE
    touched uuid[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := ARRAY(SELECT id FROM after_rows WHERE submitted_at IS NOT NULL);
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY(SELECT id FROM before_rows WHERE submitted_at IS NOT NULL);
    ELSE
        touched := ARRAY(
            SELECT id FROM (
                (SELECT id, call_id, state, submitted_at, heard_at FROM after_rows
                 EXCEPT SELECT id, call_id, state, submitted_at, heard_at FROM before_rows)
                UNION
                (SELECT id, call_id, state, submitted_at, heard_at FROM before_rows
                 EXCEPT SELECT id, call_id, state, submitted_at, heard_at FROM after_rows)
            ) moved WHERE submitted_at IS NOT NULL
        );
    END IF;
    IF cardinality(touched) > 0 THEN
        PERFORM portfolio_store_ideas(TG_TABLE_SCHEMA, touched);
    END IF;
    RETURN NULL;
END $body$;
"""

LIKENESS = """
-- The threshold is given to the index itself, which then leaves most rows unread.
CREATE FUNCTION portfolio_compare_subjects() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = 0.5 AS $body$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM portfolio_likeness WHERE one_id = OLD.project_id OR other_id = OLD.project_id;
    END IF;
    IF TG_OP <> 'DELETE' AND length(NEW.subject) >= 15 THEN
        -- Two like projects written at the same instant would not see each other.
        PERFORM pg_advisory_xact_lock(hashtext('portfolio_likeness'));
        INSERT INTO portfolio_likeness (one_id, other_id, share)
        SELECT least(NEW.project_id, r.project_id), greatest(NEW.project_id, r.project_id),
            round(similarity(r.subject, NEW.subject)::numeric, 3)
        FROM portfolio_projectrow r
        WHERE r.subject % NEW.subject AND length(r.subject) >= 15 AND r.territory_role <> NEW.territory_role
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END $body$;

CREATE TRIGGER portfolio_projectrow_added AFTER INSERT ON portfolio_projectrow
    FOR EACH ROW EXECUTE FUNCTION portfolio_compare_subjects();
CREATE TRIGGER portfolio_projectrow_moved AFTER UPDATE ON portfolio_projectrow
    FOR EACH ROW WHEN (OLD.subject <> NEW.subject) EXECUTE FUNCTION portfolio_compare_subjects();
CREATE TRIGGER portfolio_projectrow_gone AFTER DELETE ON portfolio_projectrow
    FOR EACH ROW EXECUTE FUNCTION portfolio_compare_subjects();
"""

# For whoever is in a territory's context, about that territory alone: the context's role is read, not given.
REBUILD = """
CREATE FUNCTION portfolio_place() RETURNS name LANGUAGE sql STABLE SET search_path = public, pg_temp AS $body$
    SELECT substr(current_setting('role'), length('territory_') + 1)::name
    WHERE current_setting('role') LIKE 'territory\\_%'
$body$;

CREATE FUNCTION portfolio_rebuild() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $body$
    SELECT portfolio_store_projects(portfolio_place(), NULL), portfolio_store_ideas(portfolio_place(), NULL),
        portfolio_store_editions(portfolio_place(), NULL)
    WHERE portfolio_place() IS NOT NULL
$body$;

-- Every row that a rebuild would add, change ('missing') or remove ('astray').
CREATE FUNCTION portfolio_differences() RETURNS TABLE (kind text, difference text, key uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body$
DECLARE
    place name := portfolio_place();
    role name := 'territory_' || place;
BEGIN
    IF place IS NULL THEN RETURN; END IF;
    RETURN QUERY
        SELECT 'project', 'missing', r.project_id FROM
            (SELECT * FROM portfolio_projects_in(place, NULL) EXCEPT SELECT * FROM portfolio_projectrow) r
        UNION ALL SELECT 'project', 'astray', r.project_id FROM
            (SELECT * FROM portfolio_projectrow WHERE territory_role = role
             EXCEPT SELECT * FROM portfolio_projects_in(place, NULL)) r
        UNION ALL SELECT 'idea', 'missing', r.idea_id FROM
            (SELECT * FROM portfolio_ideas_in(place, NULL) EXCEPT SELECT * FROM portfolio_idearow) r
        UNION ALL SELECT 'idea', 'astray', r.idea_id FROM
            (SELECT * FROM portfolio_idearow WHERE territory_role = role
             EXCEPT SELECT * FROM portfolio_ideas_in(place, NULL)) r
        UNION ALL SELECT 'edition', 'missing', r.edition_id FROM
            (SELECT * FROM portfolio_editions_in(place, NULL) EXCEPT SELECT * FROM portfolio_editionrow) r
        UNION ALL SELECT 'edition', 'astray', r.edition_id FROM
            (SELECT * FROM portfolio_editionrow WHERE territory_role = role
             EXCEPT SELECT * FROM portfolio_editions_in(place, NULL)) r;
END $body$;
"""

BACKWARD = """
DROP TRIGGER portfolio_projectrow_gone ON portfolio_projectrow;
DROP TRIGGER portfolio_projectrow_moved ON portfolio_projectrow;
DROP TRIGGER portfolio_projectrow_added ON portfolio_projectrow;
DROP FUNCTION portfolio_differences(), portfolio_rebuild(), portfolio_place(), portfolio_compare_subjects(),
    portfolio_idea_changed(), portfolio_store_ideas(name, uuid[]), portfolio_ideas_in(name, uuid[]),
    portfolio_edition_changed(), portfolio_store_editions(name, uuid[]), portfolio_editions_in(name, uuid[]),
    portfolio_project_changed(), portfolio_store_projects(name, uuid[]), portfolio_projects_in(name, uuid[]);
"""


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]
    operations = [migrations.RunSQL([PROJECTS, EDITIONS, IDEAS, LIKENESS, REBUILD], BACKWARD)]
