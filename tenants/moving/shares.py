"""What leaves with a territory: which rows of shared tables are its own, and which columns never leave at all.

Every shared table is in SHARES or in STAYS, which a test compares with tenants.grants.
"""

from dataclasses import dataclass

ROLE = "t.territory_role = %(role)s"
OWN_NOMINATIONS = "SELECT forum_id FROM public.forums_nomination WHERE territory_role = %(role)s"


@dataclass(frozen=True)
class Share:
    """The rows of one shared table that are a territory's, as SQL on `t`; `why_stays`: an import leaves them out."""

    rows: str = ROLE
    why_stays: str = ""


NATIONAL = "la nation de l'autre installation décide de ses forums et de ses conventions"
# In the order in which an import writes them: what others lean on comes first.
SHARES: dict[str, Share] = {
    "territories_territory": Share("t.role = %(role)s"),
    "territories_domain": Share("t.tenant_id = %(territory)s", "l'adresse est celle de l'autre installation"),
    "territories_agreement": Share(
        "t.id IN (SELECT agreement_id FROM public.territories_agreementparty WHERE territory_role = %(role)s)", NATIONAL
    ),
    "territories_agreementparty": Share(ROLE, NATIONAL),
    "accounts_user": Share("t.visible_to @> ARRAY[%(role)s::name]"),
    "memberships_membership": Share(),
    "memberships_visit": Share(),
    "memberships_invitation": Share(),
    "privacy_retention": Share(),
    "privacy_purge": Share(),
    "forums_forum": Share(f"t.id IN ({OWN_NOMINATIONS})", NATIONAL),
    "forums_participation": Share(ROLE, NATIONAL),
    "forums_nomination": Share(ROLE, NATIONAL),
    "forums_forumquestion": Share(ROLE, NATIONAL),
    "joint_juries_hearingnotice": Share(ROLE, NATIONAL),
    "forums_coachingmorning": Share(f"t.forum_id IN ({OWN_NOMINATIONS})", NATIONAL),
    "forums_morningturn": Share(ROLE, NATIONAL),
    "joint_juries_decision": Share(f"{ROLE} AND t.published_at IS NOT NULL", NATIONAL),
    "portfolio_projectrow": Share(ROLE, "écrit de nouveau à partir des tables du territoire"),
    "portfolio_idearow": Share(ROLE, "écrit de nouveau à partir des tables du territoire"),
    "portfolio_editionrow": Share(ROLE, "écrit de nouveau à partir des tables du territoire"),
}
# Accesses, secrets, queues, and what is the nation's or nobody's.
STAYS = frozenset(
    {
        "account_emailaddress",
        "account_emailconfirmation",
        "accounts_apitoken",
        "accounts_credential",
        "accounts_handoff",
        "accounts_session",
        "accounts_tally",
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "forums_forumevent",
        "forums_morningcoach",
        "joint_juries_amendment",
        "joint_juries_ballot",
        "joint_juries_criterion",
        "joint_juries_jury",
        "joint_juries_juryevent",
        "joint_juries_lateballot",
        "joint_juries_mark",
        "joint_juries_opinion",
        "joint_juries_minutes",
        "joint_juries_minutessignature",
        "joint_juries_paperentry",
        "joint_juries_passage",
        "joint_juries_preference",
        "joint_juries_recusal",
        "joint_juries_seat",
        "joint_juries_vote",
        "juries_entrycard",
        "memberships_nationalgrant",
        "mfa_authenticator",
        "moving_archive",
        "portfolio_likeness",
        "privacy_copy",
        "privacy_request",
        "privacy_warned",
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
        "programme_audit_entry",
        "socialaccount_socialaccount",
        "socialaccount_socialapp",
        "socialaccount_socialtoken",
        "submissions_submission",
        "territories_blueprint",
        "territories_provisioningrequest",
        "usersessions_usersession",
    }
)
# Columns that never leave; what an import writes in their place, as SQL.
RANDOM = "encode(sha256(gen_random_uuid()::text::bytea), 'hex')"
WITHHELD: dict[str, dict[str, str]] = {
    "territories_territory": {"closed_at": "NULL", "moved_to": "''", "closed_contact": "''"},
    "accounts_user": {"stamp": f"left({RANDOM}, 32)", "visible_to": "'{}'::name[]"},
    "memberships_invitation": {"secret_hash": "NULL"},
    "ideas_draft": {"secret_hash": RANDOM},
    "ideas_commitment": {"token_hash": RANDOM},
    "local_juries_jury": {
        "pin_salt": f"left({RANDOM}, 32)",
        "projection_salt": "''",
        "projection_hash": "''",
        "projection_until": "NULL",
    },
    "forums_nomination": {"ties": "'[]'::jsonb"},
    "forums_forum": {"nominated": "0"},
}
# Hidden from people, and kept all the same: without its salt, what a log has sealed could no longer be proved.
KEPT_ALL_THE_SAME = frozenset(
    {
        ("local_juries_ballot", "salt"),
        ("local_juries_lateballot", "salt"),
        ("local_juries_decision", "salt"),
        ("joint_juries_decision", "salt"),
    }
)
# Django's own bookkeeping is made again with the schema; the manifest says which migrations it stood at.
OWN_TABLES_LEFT = frozenset({"django_migrations"})
LOG = "territory_audit_entry"
