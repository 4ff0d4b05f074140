"""Forums and their participants; people's roles, grants, invitations, tokens and requests; territories."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from eclore.kit import clock
from programs.joint.forums import domain as forums
from programs.joint.forums.models import CoachingMorning, Forum, ForumQuestion, MorningCoach, Participation
from tenants.accounts.domain import tokens
from tenants.accounts.models import ApiToken, User
from tenants.memberships.domain import grants, invitations, members, pending_invitations, visits
from tenants.memberships.models import Invitation, Membership, NationalGrant, Reason, Visit
from tenants.moving.domain import archives
from tenants.moving.models import Archive
from tenants.privacy.domain import requests as privacy
from tenants.privacy.domain import retention
from tenants.territories import domain as territories
from tenants.territories.domain import time_zone
from tenants.territories.models import Territory
from tests.factories.files import picture
from tests.proofs.interleavings.acts import HERE, TOGETHER, Factory, a


def of_forum(act: Any, scene: str = "forum", **more: Any) -> Factory:
    return (scene, TOGETHER, lambda s: partial(act, a(Forum, s.forum), by=s.coach, **more))


def of_morning(act: Any, **more: Any) -> Factory:
    return ("forum", TOGETHER, lambda s: partial(act, a(CoachingMorning, s.morning), by=s.coach, **more))


def of_coach(act: Any, **more: Any) -> Factory:
    return ("forum", TOGETHER, lambda s: partial(act, a(MorningCoach, s.morning_coach), by=s.coach, **more))


def territory(s: Any) -> Territory:
    return a(Territory, s.somme.territory_id)


def of_territory(act: Any, **more: Any) -> Factory:
    return ("entered", HERE, lambda s: partial(act, territory(s), by=s.manager, **more))


def user(s: Any, name: str) -> User:
    return a(User, s.accounts[name].user_id)


def joining(s: Any) -> Any:
    nord = Territory.objects.get(slug="nord")
    return partial(forums.add_participant, a(Forum, s.forum), by=s.coach, territory=nord, quota=2)


def archive(s: Any) -> Archive:
    return a(Archive, s.archive)


def logo(s: Any) -> Any:
    drawn = ContentFile(picture("PNG"), name="0123456789abcdef.png")
    return partial(territories.show_logo, territory(s), by=s.manager, drawn=drawn)


def new_forum(s: Any) -> Any:
    until = clock.now() + timedelta(days=3)
    return partial(
        forums.open_forum,
        by=s.coach,
        name="Forum 1",
        place="Ici",
        held_on=clock.today() + timedelta(days=9),
        nominations_until=until,
    )


PAGES = {
    "name": "La Somme",
    "accent": "#0b5c7a",
    "contact_email": "",
    "joining": "open",
    "email_domains": [],
    "sirens": [],
}
WANTED = {"slug": "aisne", "name": "Aisne", "kind": "departement", "manager_email": "m@exemple.fr"}

FACTORIES: dict[str, Factory] = {
    "joint.forums.forums.open_forum": ("forum", TOGETHER, new_forum),
    "joint.forums.forums.edit": of_forum(forums.edit, name="Autre nom", quota_total=14),
    "joint.forums.forums.publish": of_forum(forums.publish, "forum_draft"),
    "joint.forums.forums.close": of_forum(forums.close),
    "joint.forums.forums.reopen": of_forum(forums.reopen, "forum_closed"),
    "joint.forums.forums.hear": of_forum(forums.hear),
    "joint.forums.forums.unhear": of_forum(forums.unhear, "joint_unmarked"),
    "joint.forums.forums.cancel": of_forum(forums.cancel, "forum_draft"),
    "joint.forums.forums.decide": (
        "forum_closed",
        TOGETHER,
        lambda s: partial(forums.decide, a(Forum, s.forum), by=s.coach),
    ),
    "joint.forums.participants.add_participant": ("forum", TOGETHER, joining),
    "joint.forums.participants.change_quota": (
        "forum",
        TOGETHER,
        lambda s: partial(forums.change_quota, a(Participation, s.participation), by=s.coach, quota=1),
    ),
    "joint.forums.participants.remove_participant": (
        "forum",
        TOGETHER,
        lambda s: partial(forums.remove_participant, a(Participation, s.free_participation), by=s.coach),
    ),
    "joint.forums.questions.ask_territory": (
        "forum",
        TOGETHER,
        lambda s: partial(forums.ask_territory, a(Participation, s.participation), by=s.coach, text="Quand ?"),
    ),
    "joint.forums.questions.close_question": (
        "forum",
        TOGETHER,
        lambda s: partial(forums.close_question, a(ForumQuestion, s.question), by=s.coach),
    ),
    "joint.forums.mornings.prepare_morning": of_forum(forums.prepare_morning, "forum_closed"),
    "joint.forums.mornings.edit_morning": of_morning(forums.edit_morning, turn_minutes=30),
    "joint.forums.mornings.add_coach": of_morning(forums.add_coach, name="Lou", email="lou@exemple.fr"),
    "joint.forums.mornings.change_coach": of_coach(forums.change_coach, place="Table 7"),
    "joint.forums.mornings.remove_coach": of_coach(forums.remove_coach),
    "joint.forums.mornings.compose_morning": of_morning(forums.compose_morning, composed=1),
    "joint.forums.mornings.send_morning": of_morning(forums.send_morning),
    "accounts.tokens.create": (
        "entered",
        TOGETHER,
        lambda s: partial(tokens.create, user(s, "lead"), territory_role=s.somme.role, by=s.lead, label="y"),
    ),
    "accounts.tokens.revoke": ("entered", TOGETHER, lambda s: partial(tokens.revoke, a(ApiToken, s.token), by=s.lead)),
    "memberships.grants.grant": (
        "entered",
        TOGETHER,
        lambda s: partial(
            grants.grant, s.administrator2.email, "national_administrator", by=s.administrator, until=clock.today()
        ),
    ),
    "memberships.grants.grant (new)": (
        "entered",
        TOGETHER,
        lambda s: partial(grants.grant, "neuf@exemple.fr", "national_coach", by=s.administrator, name="Neuf"),
    ),
    "memberships.grants.revoke": (
        "entered",
        TOGETHER,
        lambda s: partial(grants.revoke, a(NationalGrant, s.grant), by=s.administrator),
    ),
    "memberships.grants.revoke (the other)": (
        "entered",
        TOGETHER,
        lambda s: partial(
            grants.revoke, NationalGrant.objects.get(user_id=s.administrator.user_id), by=s.administrator2
        ),
    ),
    "memberships.invitations.invite": (
        "entered",
        HERE,
        lambda s: partial(invitations.invite, "invitee@exemple.fr", "juror", site=s.somme, by=s.manager),
    ),
    "memberships.invitations.withdraw": (
        "entered",
        HERE,
        lambda s: partial(invitations.withdraw, a(Invitation, s.invitation), by=s.manager),
    ),
    "memberships.members.grant": (
        "entered",
        HERE,
        lambda s: partial(members.grant, user(s, "newcomer"), "juror", territory_id=s.somme.territory_id, by=s.manager),
    ),
    "memberships.members.revoke": (
        "entered",
        HERE,
        lambda s: partial(members.revoke, a(Membership, s.membership), by=s.manager),
    ),
    "memberships.pending_invitations.create_pending_invitation": (
        "entered",
        HERE,
        lambda s: partial(
            pending_invitations.create_pending_invitation,
            "neuf@exemple.fr",
            name="Neuf",
            by=s.lead,
            reason=Reason.TEAM,
            reason_id=s.lead_member,
        ),
    ),
    "memberships.visits.enter": ("entered", TOGETHER, lambda s: partial(visits.enter, territory(s), by=s.coach)),
    "memberships.visits.arrive": ("entered", HERE, lambda s: partial(visits.arrive, a(Visit, s.visit), by=s.coach)),
    "memberships.visits.leave": (
        "entered",
        HERE,
        lambda s: partial(visits.leave, by=replace(s.coach, schema=s.somme.schema_name, visitor=True)),
    ),
    "privacy.requests.ask_for_copy": (
        "entered",
        TOGETHER,
        lambda s: partial(privacy.ask_for_copy, user(s, "newcomer"), by=s.newcomer),
    ),
    "privacy.requests.ask_to_be_erased": (
        "entered",
        TOGETHER,
        lambda s: partial(privacy.ask_to_be_erased, user(s, "newcomer"), by=s.newcomer, email=s.newcomer.email),
    ),
    "privacy.requests.erase_somebody": (
        "entered",
        TOGETHER,
        lambda s: partial(privacy.erase_somebody, s.administrator2.email, by=s.administrator),
    ),
    "privacy.requests.by_hand": (
        "entered",
        TOGETHER,
        lambda s: partial(privacy.by_hand, user(s, "newcomer"), "", by=s.administrator),
    ),
    "privacy.retention.keep": of_territory(retention.keep, raw_notes=12),
    "moving.archives.ask": ("entered", HERE, lambda s: partial(archives.ask, by=s.manager)),
    "moving.archives.download": ("entered", HERE, lambda s: partial(archives.download, archive(s), by=s.manager)),
    "moving.archives.take_back": ("entered", HERE, lambda s: partial(archives.take_back, archive(s), by=s.manager)),
    "territories.closing.close": (
        "entered",
        TOGETHER,
        lambda s: partial(territories.close, territory(s), by=s.administrator, contact="a@exemple.fr"),
    ),
    "territories.closing.reopen": (
        "entered",
        TOGETHER,
        lambda s: partial(territories.reopen, territory(s), by=s.administrator),
    ),
    "territories.agreements.sign": (
        "entered",
        TOGETHER,
        lambda s: partial(
            territories.sign,
            by=s.coach,
            title="Convention",
            signed_on=clock.today(),
            signatories=["A"],
            territories=[territory(s)],
        ),
    ),
    "territories.arranging.arrange": of_territory(territories.arrange, **PAGES),
    "territories.arranging.show_logo": ("entered", HERE, logo),
    "territories.arranging.remove_logo": of_territory(territories.remove_logo),
    "territories.files_quota.set_files_quota": (
        "entered",
        TOGETHER,
        lambda s: partial(territories.set_files_quota, territory(s), by=s.coach, megabytes=10),
    ),
    "territories.time_zone.set_time_zone": (
        "entered",
        TOGETHER,
        lambda s: partial(time_zone.set_time_zone, territory(s), by=s.administrator, time_zone="Indian/Reunion"),
    ),
    "territories.requests.ask": ("entered", TOGETHER, lambda s: partial(territories.ask, by=s.administrator, **WANTED)),
}
