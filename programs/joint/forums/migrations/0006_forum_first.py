"""A dossier that comes or goes counts on the forum, then on the participation: the order in which acts take them.

The other way round, a territory that nominates and the national team that changes its quota waited for each other.
"""

from django.db import migrations

COUNT = """
CREATE OR REPLACE FUNCTION forums_count_nomination() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
    step integer := CASE WHEN TG_OP = 'INSERT' THEN 1 WHEN NEW.withdrawn_at IS NULL THEN 1 ELSE -1 END;
BEGIN
    {first}
    {second}
    RETURN NULL;
END $$;
"""
PARTICIPATION = """UPDATE forums_participation SET nominated = nominated + step
        WHERE forum_id = NEW.forum_id AND territory_id = NEW.territory_id;
    IF NOT FOUND THEN
        RAISE check_violation USING CONSTRAINT = 'forums_nomination_takes_part',
            MESSAGE = 'this territory takes no part in this forum';
    END IF;"""
FORUM = """UPDATE forums_forum SET nominated = nominated + step WHERE id = NEW.forum_id
        AND CASE WHEN step = 1 THEN state = 'published' ELSE jury_opened_at IS NULL END;
    IF NOT FOUND THEN
        RAISE check_violation USING CONSTRAINT = 'forums_nomination_in_time',
            MESSAGE = 'no dossier comes into this forum, or goes out of it, any more';
    END IF;"""


class Migration(migrations.Migration):
    dependencies = [("forums", "0005_time_zone")]
    operations = [
        migrations.RunSQL(
            COUNT.format(first=FORUM, second=PARTICIPATION), COUNT.format(first=PARTICIPATION, second=FORUM)
        )
    ]
