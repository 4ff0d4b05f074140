"""Accounts, what proves them, their sessions and tokens, and the counts of limits."""

import django.contrib.postgres.fields
import django.db.models.deletion
import eclore.kit.clock
import eclore.kit.fields
import tenants.accounts.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='adresse électronique')),
                ('name', models.CharField(max_length=200, verbose_name='nom')),
                ('function', models.CharField(blank=True, max_length=200, verbose_name='fonction')),
                ('is_active', models.BooleanField(default=True)),
                ('stamp', models.CharField(default=tenants.accounts.models.new_stamp, editable=False, max_length=32)),
                ('language', models.CharField(default='fr', max_length=5)),
                ('generated', models.BooleanField(default=False, editable=False)),
                ('visible_to', django.contrib.postgres.fields.ArrayField(base_field=eclore.kit.fields.RoleField(), default=list, editable=False, size=None)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('owner_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
            ],
            options={
                'db_table': 'accounts_session',
            },
        ),
        migrations.CreateModel(
            name='Tally',
            fields=[
                ('key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('taken', models.IntegerField()),
                ('ends_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='credential', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('hash', models.CharField(max_length=256)),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('territory_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
                ('label', models.CharField(blank=True, max_length=100)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('last_four', models.CharField(max_length=4)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Handoff',
            fields=[
                ('code_hash', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('owner_role', eclore.kit.fields.RoleField(editable=False)),
                ('host', models.CharField(max_length=253)),
                ('nonce_hash', models.CharField(max_length=64)),
                ('path', models.CharField(default='/', max_length=2000)),
                ('expires_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('proved', models.BooleanField(default=False)),
                ('proved_at', models.DateTimeField(null=True)),
                ('browser', models.CharField(blank=True, default='', max_length=200)),
                ('ended_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None), ('used_at__isnull', False)), fields=['user'], name='accounts_handoff_open')],
            },
        ),
    ]
