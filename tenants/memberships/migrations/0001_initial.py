"""Roles in territories, national grants, visits and invitations."""

import django.db.models.deletion
import eclore.kit.clock
import eclore.kit.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('territories', '0005_sirens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('territory_role', eclore.kit.fields.RoleField(editable=False)),
                ('name', models.CharField(max_length=200)),
                ('ends_at', models.DateTimeField()),
                ('entered_at', models.DateTimeField(blank=True, null=True)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='territories.territory')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('email', models.EmailField(max_length=254)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('territory_role', eclore.kit.fields.RoleField(db_default=eclore.kit.fields.CurrentUser(), editable=False)),
                ('role', models.CharField(default='member', max_length=30)),
                ('secret_hash', models.CharField(editable=False, max_length=64, null=True)),
                ('invited_by', models.CharField(max_length=200)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('territory', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='territories.territory')),
            ],
            options={
                'indexes': [models.Index(fields=['email'], name='memberships_invitation_email')],
                'constraints': [models.UniqueConstraint(fields=('secret_hash',), name='memberships_invitation_secret')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('territory_role', eclore.kit.fields.RoleField(editable=False)),
                ('role', models.CharField(choices=[('member', 'Membre'), ('manager', 'Chargée ou chargé de programme'), ('juror', 'Membre du jury'), ('coach', 'Coach ou designer'), ('sponsor', 'Sponsor')], default='member', max_length=12)),
                ('granted_by', models.CharField(blank=True, max_length=200)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('territory', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='territories.territory')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'territory', 'role'), name='memberships_membership_once')],
            },
        ),
        migrations.CreateModel(
            name='NationalGrant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=eclore.kit.clock.now, editable=False)),
                ('kind', models.CharField(choices=[('national_coach', 'Coach nationale ou national'), ('national_administrator', 'Administration nationale')], max_length=30)),
                ('granted_by', models.CharField(blank=True, max_length=200)),
                ('until', models.DateField(blank=True, null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='national_grants', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('user', 'kind'), name='memberships_nationalgrant_once')],
            },
        ),
    ]
