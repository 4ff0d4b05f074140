"""Where the delivery of a published decision stands; its record, frozen, lets these two change as it does its stamp."""

from django.db import migrations, models

TRIGGER = """CREATE OR REPLACE TRIGGER joint_juries_decision_freeze
BEFORE INSERT OR UPDATE OR DELETE ON joint_juries_decision FOR EACH ROW
EXECUTE FUNCTION public.audit_freeze('published', 'author_id author_name delivered_at{more}', '')"""


class Migration(migrations.Migration):

    dependencies = [
        ('joint_juries', '0017_paper'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='failed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='decision',
            name='failures',
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.RunSQL(TRIGGER.format(more=" failures failed_at"), TRIGGER.format(more="")),
    ]
