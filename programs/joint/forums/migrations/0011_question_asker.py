"""Who asked a question, so that the answer is told to them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('forums', '0010_mornings'),
    ]

    operations = [
        migrations.AddField(
            model_name='forumquestion',
            name='asked_by_id',
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
    ]
