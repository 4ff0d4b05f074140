"""Juries of a territory."""

import django.core.validators
import django.db.models.deletion
import eclore.kit.audit
import eclore.kit.clock
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('calls', '0002_files_of_an_idea'),
        ('ideas', '0004_links_sent'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Jury',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('title', models.CharField(max_length=200, verbose_name='intitulé')),
                ('state', models.CharField(choices=[('preparation', 'En préparation'), ('open', 'Ouvert aux notes'), ('deliberation', 'En délibération'), ('published', 'Décisions publiées')], default='preparation', max_length=20)),
                ('held_on', models.DateField(verbose_name='date')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='lieu')),
                ('quorum', models.PositiveSmallIntegerField(default=3, help_text='Nombre de membres présents requis.', verbose_name='quorum')),
                ('places', models.PositiveSmallIntegerField(default=4, verbose_name='nombre de projets à retenir')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('revealed_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('pin_salt', models.CharField(default=eclore.kit.audit.new_salt, editable=False, max_length=32)),
                ('kind', models.CharField(choices=[('reading', 'Présélection sur dossier'), ('audition', 'Jury avec auditions')], default='audition', max_length=12)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='juries', to='calls.edition')),
            ],
            options={
                'ordering': ['-held_on', 'title'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('label', models.CharField(max_length=160)),
                ('hint', models.CharField(blank=True, max_length=300)),
                ('weight', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=4, validators=[django.core.validators.MinValueValidator(0)])),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('jury', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='local_juries.jury')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='JuryEvent',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('verb', models.CharField(max_length=40)),
                ('source', models.CharField(blank=True, max_length=40)),
                ('target', models.CharField(blank=True, max_length=40)),
                ('by_id', models.UUIDField(blank=True, null=True)),
                ('by_name', models.CharField(blank=True, max_length=200)),
                ('note', models.TextField(blank=True)),
                ('subject', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='local_juries.jury')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('kind', models.CharField(choices=[('selection', 'Sélection'), ('renewal', 'Renouvellement')], default='selection', max_length=12)),
                ('state', models.CharField(choices=[('waiting', 'À venir'), ('open', 'En cours'), ('heard', 'Entendu')], default='waiting', max_length=12)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('title', models.CharField(max_length=200)),
                ('summary', models.TextField(blank=True)),
                ('pitch_minutes', models.PositiveSmallIntegerField(default=3)),
                ('question_minutes', models.PositiveSmallIntegerField(default=5)),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('project_id', models.UUIDField(blank=True, null=True)),
                ('idea', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='ideas.idea')),
                ('jury', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='local_juries.jury')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('verdict', models.CharField(max_length=24)),
                ('phase', models.CharField(blank=True, max_length=24, verbose_name='phase accordée')),
                ('weeks', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='semaines')),
                ('days_per_week', models.DecimalField(blank=True, decimal_places=1, max_digits=2, null=True, verbose_name='jours par semaine')),
                ('means', models.TextField(blank=True, verbose_name='moyens')),
                ('conditions', models.TextField(blank=True, verbose_name='conditions')),
                ('next_on', models.DateField(blank=True, null=True, verbose_name='prochaine échéance')),
                ('motivation', models.TextField(blank=True, verbose_name='motivation')),
                ('author_id', models.UUIDField(blank=True, null=True)),
                ('author_name', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('salt', models.CharField(default=eclore.kit.audit.new_salt, editable=False, max_length=32)),
                ('reply_subject', models.CharField(blank=True, max_length=200, verbose_name='objet')),
                ('reply_body', models.TextField(blank=True, verbose_name='message')),
                ('passage', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='local_juries.passage')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Amendment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('correction', models.TextField(verbose_name='rectification')),
                ('reason', models.TextField(verbose_name='motif')),
                ('author_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('jury', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='local_juries.jury')),
                ('passage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='local_juries.passage')),
            ],
            options={
                'ordering': ['created_at', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(max_length=200)),
                ('quality', models.CharField(blank=True, max_length=200, verbose_name='qualité')),
                ('presides', models.BooleanField(default=False, verbose_name='préside')),
                ('present', models.BooleanField(default=True, verbose_name='présent ou présente')),
                ('jury', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='local_juries.jury')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-presides', 'name'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Recusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('proposed', models.BooleanField(default=False)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('declined_at', models.DateTimeField(blank=True, null=True)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recusals', to='local_juries.passage')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recusals', to='local_juries.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('comment', models.TextField(blank=True)),
                ('cast_at', models.DateTimeField(blank=True, null=True)),
                ('salt', models.CharField(default=eclore.kit.audit.new_salt, editable=False, max_length=32)),
                ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='local_juries.passage')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='local_juries.seat')),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('value', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('ballot', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='local_juries.ballot')),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='local_juries.criterion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('ballot', 'criterion'), name='local_juries_mark_once'), models.CheckConstraint(condition=models.Q(('value__gte', 1), ('value__lte', 5)), name='local_juries_mark_in_scale')],
            },
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('idea__isnull', False), ('kind', 'selection'), ('project_id__isnull', True)), models.Q(('idea__isnull', True), ('kind', 'renewal'), ('project_id__isnull', False)), _connector='OR'), name='local_juries_passage_judges_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('jury', 'idea'), name='local_juries_passage_idea_once'),
        ),
        migrations.AddConstraint(
            model_name='passage',
            constraint=models.UniqueConstraint(fields=('jury', 'project_id'), name='local_juries_passage_project_once'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('jury', 'email'), name='local_juries_seat_once'),
        ),
        migrations.AddConstraint(
            model_name='recusal',
            constraint=models.UniqueConstraint(fields=('passage', 'seat'), name='local_juries_recusal_once'),
        ),
        migrations.AddConstraint(
            model_name='ballot',
            constraint=models.UniqueConstraint(fields=('passage', 'seat'), name='local_juries_ballot_once'),
        ),
    ]
