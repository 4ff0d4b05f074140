"""A person becomes visible to a territory by a membership or a visit, and never by a territory's own guess.

A row that names a territory by its key and by its role names one territory: policies look at the role alone.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION memberships_show_to_territory() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE accounts_user SET visible_to = array_append(visible_to, NEW.territory_role)
    WHERE id = NEW.user_id AND NOT visible_to @> ARRAY[NEW.territory_role];
    RETURN NULL;
END $$;

CREATE FUNCTION memberships_refuse_strangers() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user LIKE 'territory\\_%' AND NOT EXISTS (SELECT FROM accounts_user WHERE id = NEW.user_id) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a territory gives roles to its own people only';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER memberships_membership_show AFTER INSERT ON memberships_membership
    FOR EACH ROW EXECUTE FUNCTION memberships_show_to_territory();
CREATE TRIGGER memberships_visit_show AFTER INSERT ON memberships_visit
    FOR EACH ROW EXECUTE FUNCTION memberships_show_to_territory();
CREATE TRIGGER memberships_membership_refuse_strangers BEFORE INSERT ON memberships_membership
    FOR EACH ROW EXECUTE FUNCTION memberships_refuse_strangers();

ALTER TABLE memberships_membership ADD CONSTRAINT memberships_membership_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE memberships_visit ADD CONSTRAINT memberships_visit_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
ALTER TABLE memberships_invitation ADD CONSTRAINT memberships_invitation_in_its_own_name
    FOREIGN KEY (territory_id, territory_role) REFERENCES territories_territory (id, role);
"""

BACKWARD = """
ALTER TABLE memberships_invitation DROP CONSTRAINT memberships_invitation_in_its_own_name;
ALTER TABLE memberships_visit DROP CONSTRAINT memberships_visit_in_its_own_name;
ALTER TABLE memberships_membership DROP CONSTRAINT memberships_membership_in_its_own_name;
DROP TRIGGER memberships_membership_refuse_strangers ON memberships_membership;
DROP TRIGGER memberships_visit_show ON memberships_visit;
DROP TRIGGER memberships_membership_show ON memberships_membership;
DROP FUNCTION memberships_refuse_strangers();
DROP FUNCTION memberships_show_to_territory();
"""


class Migration(migrations.Migration):
    dependencies = [("memberships", "0001_initial"), ("territories", "0003_own_name")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
