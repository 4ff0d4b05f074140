"""Dossiers frozen at the opening, passages with nothing left to decide, cancelled sessions; one hearing an idea."""

from django.db import migrations, models


# The frozen dossier bears names, which an erasure rewrites: see 0002_freeze.
FREEZE = """
DROP TRIGGER local_juries_passage_freeze ON local_juries_passage;
CREATE TRIGGER local_juries_passage_freeze BEFORE INSERT OR UPDATE OR DELETE ON local_juries_passage
    FOR EACH ROW EXECUTE FUNCTION public.audit_freeze('published', '{personal}', '');
"""
# What juries and forums hear now, one hearing an idea.
HEARINGS = """
INSERT INTO ideas_hearing (id, created_at, idea_id, before, held_by, title)
SELECT DISTINCT ON (p.idea_id) gen_random_uuid(), now(), p.idea_id, 'jury', j.id, j.title
FROM local_juries_passage p JOIN local_juries_jury j ON j.id = p.jury_id JOIN ideas_idea i ON i.id = p.idea_id
WHERE j.state <> 'published' AND i.state IN ('submitted', 'to_complete', 'shortlisted')
ORDER BY p.idea_id, j.created_at
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ideas', '0008_hearings'),
        ('local_juries', '0003_folded_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='passage',
            name='dossier',
            field=models.JSONField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='passage',
            name='lapsed',
            field=models.CharField(blank=True, db_default='', default='', editable=False, max_length=200),
        ),
        migrations.AlterField(
            model_name='jury',
            name='state',
            field=models.CharField(choices=[('preparation', 'En préparation'), ('open', 'Ouvert aux notes'), ('deliberation', 'En délibération'), ('published', 'Décisions publiées'), ('cancelled', 'Annulée')], default='preparation', max_length=20),
        ),
        migrations.RunSQL(FREEZE.format(personal="title summary dossier"), FREEZE.format(personal="title summary")),
        migrations.RunSQL(HEARINGS, migrations.RunSQL.noop),
    ]
