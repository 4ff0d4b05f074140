"""Requests about personal data, copies, warnings, how long territories keep things, and what purges have done."""

import django.core.validators
import django.db.models.deletion
import eclore.kit.clock
import eclore.kit.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territories', '0004_files_quota'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('kind', models.CharField(choices=[('export', 'Copie des données'), ('erasure', 'Effacement')], max_length=8)),
                ('state', models.CharField(choices=[('waiting', 'En attente'), ('running', 'En cours'), ('done', 'Terminé'), ('failed', 'Interrompu')], default='waiting', max_length=8)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('asked_by_id', models.UUIDField(blank=True, null=True)),
                ('known', models.JSONField(blank=True, default=dict)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('report', models.JSONField(blank=True, default=dict)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Warned',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('first_on', models.DateField()),
                ('second_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Copy',
            fields=[
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='copy', serialize=False, to='privacy.request')),
                ('as_json', models.BinaryField()),
                ('as_pdf', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Purge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('territory_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['-created_at', 'pk'],
                'indexes': [models.Index(fields=['territory_role', '-created_at'], name='privacy_purge_of_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Retention',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('territory_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
                ('idle_accounts', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='comptes sans activité')),
                ('refused_ideas', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name="idées qui n'ont pas été retenues")),
                ('raw_notes', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name="notes brutes d'entretien")),
                ('accesses', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name="traces d'accès")),
                ('territory', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='retention', to='territories.territory')),
            ],
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('user', 'kind'), name='privacy_request_one_under_way'),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state__in', ['waiting', 'running'])), models.Q(('email', ''), ('ended_at__isnull', False), ('known', {}), ('state__in', ['done', 'failed'])), _connector='OR'), name='privacy_request_ended_is_dated_and_forgets'),
        ),
        migrations.AddConstraint(
            model_name='retention',
            constraint=models.CheckConstraint(condition=models.Q(('accesses__gte', 1), ('idle_accounts__gte', 1), ('raw_notes__gte', 1), ('refused_ideas__gte', 1), ('accesses__lte', 120), ('idle_accounts__lte', 120), ('raw_notes__lte', 120), ('refused_ideas__lte', 120)), name='privacy_retention_is_a_number_of_months'),
        ),
    ]
