"""Quotas are counted where they are checked: two nominations at the same instant cannot both be the last one.

A dossier comes in while the forum takes nominations, and goes out until its jury opens.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION forums_count_nomination() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    step integer := CASE WHEN TG_OP = 'INSERT' THEN 1 WHEN NEW.withdrawn_at IS NULL THEN 1 ELSE -1 END;
BEGIN
    UPDATE forums_participation SET nominated = nominated + step
        WHERE forum_id = NEW.forum_id AND territory_id = NEW.territory_id;
    IF NOT FOUND THEN
        RAISE check_violation USING CONSTRAINT = 'forums_nomination_takes_part',
            MESSAGE = 'this territory takes no part in this forum';
    END IF;
    UPDATE forums_forum SET nominated = nominated + step WHERE id = NEW.forum_id
        AND CASE WHEN step = 1 THEN state = 'published' ELSE jury_opened_at IS NULL END;
    IF NOT FOUND THEN
        RAISE check_violation USING CONSTRAINT = 'forums_nomination_in_time',
            MESSAGE = 'no dossier comes into this forum, or goes out of it, any more';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER forums_nomination_added AFTER INSERT ON forums_nomination
    FOR EACH ROW WHEN (NEW.withdrawn_at IS NULL) EXECUTE FUNCTION forums_count_nomination();
CREATE TRIGGER forums_nomination_moved AFTER UPDATE OF withdrawn_at ON forums_nomination
    FOR EACH ROW WHEN ((OLD.withdrawn_at IS NULL) <> (NEW.withdrawn_at IS NULL))
    EXECUTE FUNCTION forums_count_nomination();
"""

BACKWARD = """
DROP TRIGGER forums_nomination_moved ON forums_nomination;
DROP TRIGGER forums_nomination_added ON forums_nomination;
DROP FUNCTION forums_count_nomination();
"""


class Migration(migrations.Migration):
    dependencies = [("forums", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
