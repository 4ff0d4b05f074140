"""The one list of what each database role may do. `check_isolation` compares the catalogue with it, both ways.

A shared table that is not here has no privilege for anyone but its owner. `rows` is the row-level policy of the
territories' roles, `check` what they may write (default: `rows`). Policies hold no subquery: it would cost
milliseconds a page, and Citus refuses it (docs/architecture.md).
"""

from dataclasses import dataclass

from eclore.database.context import PROGRAMME_ROLE, TERRITORY_GROUP

OWNER, WORKER, APPLICATION, BACKUP = "eclore_owner", "eclore_worker", "eclore_app", "eclore_backup"
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
APPEND = "SELECT, INSERT"
OWN_ROWS = "territory_role = current_user"
OWNED = "owner_role = current_user"


@dataclass(frozen=True)
class Shared:
    """Privileges on one shared table, as the text of a GRANT (columns in parentheses allowed)."""

    programme: str = EVERYTHING
    territory: str = ""
    rows: str = ""
    check: str = ""
    worker: str = ""


SHARED_TABLES: dict[str, Shared] = {
    # who and where
    "territories_territory": Shared(
        territory="SELECT, UPDATE (name, accent, logo, joining, email_domains, sirens, contact_email)",
        rows="true",
        check="role = current_user",
    ),
    "territories_domain": Shared(),
    "territories_agreement": Shared(territory="SELECT", rows="true"),
    "territories_agreementparty": Shared(territory="SELECT", rows=OWN_ROWS),
    "territories_provisioningrequest": Shared(),
    "territories_blueprint": Shared(programme=""),
    "accounts_user": Shared(territory="SELECT", rows="visible_to @> ARRAY[current_user]"),
    "accounts_credential": Shared(),
    "memberships_membership": Shared(territory="SELECT, INSERT, UPDATE (revoked_at, reason_id, fell)", rows=OWN_ROWS),
    "memberships_nationalgrant": Shared(territory="SELECT", rows="true"),
    "memberships_visit": Shared(territory="SELECT, UPDATE (entered_at, ends_at)", rows=OWN_ROWS),
    "memberships_invitation": Shared(territory="SELECT, INSERT, UPDATE (revoked_at, reason_id)", rows=OWN_ROWS),
    "accounts_handoff": Shared(territory="SELECT, UPDATE (used_at, ended_at)", rows=OWNED),
    "juries_entrycard": Shared(programme="SELECT, INSERT, UPDATE", territory="SELECT, INSERT, UPDATE", rows=OWNED),
    "accounts_session": Shared(programme=EVERYTHING, territory=EVERYTHING, rows=OWNED),
    "submissions_submission": Shared(programme=EVERYTHING, territory=EVERYTHING, rows=OWNED),
    "accounts_tally": Shared(programme="SELECT, DELETE"),
    "accounts_apitoken": Shared(territory="SELECT, INSERT, UPDATE (revoked_at)", rows=OWN_ROWS),
    "programme_audit_entry": Shared(programme=APPEND),
    # what is kept of people, and for how long
    "privacy_request": Shared(),
    "privacy_copy": Shared(),
    "privacy_warned": Shared(),
    "privacy_retention": Shared(
        programme="SELECT",
        territory="SELECT, INSERT, UPDATE (idle_accounts, refused_ideas, raw_notes, accesses)",
        rows=OWN_ROWS,
    ),
    "privacy_purge": Shared(programme=APPEND, territory=APPEND, rows=OWN_ROWS),
    # what territories have asked to take away
    "moving_archive": Shared(
        programme="",
        territory="SELECT, INSERT, UPDATE (state, fault, done, total, size, rows, files, sha256, ended_at, expires_at)",
        rows=OWN_ROWS,
    ),
    # what territories do together
    "forums_forum": Shared(territory="SELECT", rows="state <> 'draft'"),
    "forums_participation": Shared(territory="SELECT", rows="true"),
    "forums_nomination": Shared(territory="SELECT, INSERT, UPDATE (withdrawn_at, ties)", rows=OWN_ROWS),
    "forums_forumquestion": Shared(territory="SELECT, UPDATE (answer, answered_by, answered_at)", rows=OWN_ROWS),
    "forums_coachingmorning": Shared(territory="SELECT", rows="true"),
    "forums_morningcoach": Shared(),
    "forums_morningturn": Shared(territory="SELECT", rows=OWN_ROWS),
    "forums_forumevent": Shared(programme=APPEND),
    "joint_juries_jury": Shared(),
    "joint_juries_criterion": Shared(),
    "joint_juries_seat": Shared(),
    "joint_juries_passage": Shared(),
    "joint_juries_ballot": Shared(),
    "joint_juries_mark": Shared(),
    "joint_juries_lateballot": Shared(),
    "joint_juries_paperentry": Shared(),
    "joint_juries_recusal": Shared(),
    "joint_juries_vote": Shared(),
    "joint_juries_opinion": Shared(),
    "joint_juries_preference": Shared(),
    "joint_juries_decision": Shared(
        territory="SELECT, UPDATE (delivered_at)", rows=f"{OWN_ROWS} AND published_at IS NOT NULL"
    ),
    "joint_juries_hearingnotice": Shared(territory="SELECT, UPDATE (delivered_at)", rows=OWN_ROWS),
    "joint_juries_amendment": Shared(programme=APPEND),
    "joint_juries_minutes": Shared(programme=APPEND),
    "joint_juries_minutessignature": Shared(programme=APPEND),
    "joint_juries_juryevent": Shared(programme=APPEND),
    # the national read model: written by triggers only
    "portfolio_projectrow": Shared(programme="SELECT"),
    "portfolio_likeness": Shared(programme="SELECT"),
    "portfolio_idearow": Shared(programme="SELECT"),
    "portfolio_editionrow": Shared(programme="SELECT"),
    # libraries, on the national and auth hosts only
    "django_content_type": Shared(programme="SELECT"),
    "django_migrations": Shared(programme="SELECT"),  # processes look at it before they serve
    "auth_permission": Shared(programme=""),
    "auth_group": Shared(programme=""),
    "auth_group_permissions": Shared(programme=""),
    "account_emailaddress": Shared(),
    "account_emailconfirmation": Shared(),
    "mfa_authenticator": Shared(),
    "socialaccount_socialaccount": Shared(),
    "socialaccount_socialapp": Shared(programme=""),
    "socialaccount_socialtoken": Shared(programme=""),
    "usersessions_usersession": Shared(),
    "procrastinate_jobs": Shared(programme="", worker=EVERYTHING),
    "procrastinate_events": Shared(programme="", worker=EVERYTHING),
    "procrastinate_periodic_defers": Shared(programme="", worker=EVERYTHING),
    "procrastinate_workers": Shared(programme="", worker=EVERYTHING),
}

# The programme's role sees every row of the tables it may read, except other hosts' sessions, cards and submissions.
PROGRAMME_ROWS: dict[str, str] = {"accounts_session": OWNED, "juries_entrycard": OWNED, "submissions_submission": OWNED}

# A territory's own tables: everything, but for these (suffixes of table names).
TERRITORY_TABLES = EVERYTHING
TERRITORY_EXCEPTIONS: dict[str, str] = {
    "django_migrations": "",
    "event": APPEND,
    "territory_audit_entry": APPEND,
    "amendment": APPEND,
    "minutes": APPEND,
    "minutessignature": APPEND,
}


# Functions of the shared schema that somebody but their owner may execute, by name; triggers need no privilege.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "accounts_take": (PROGRAMME_ROLE, TERRITORY_GROUP),
    "eclore_fold": (PROGRAMME_ROLE, TERRITORY_GROUP),
    "eclore_texts": (PROGRAMME_ROLE, TERRITORY_GROUP),
    "portfolio_differences": (TERRITORY_GROUP,),
    "portfolio_rebuild": (TERRITORY_GROUP,),
    "territories_letters_waiting": (PROGRAMME_ROLE,),
    "watching_queue": (PROGRAMME_ROLE,),
    "watching_queues": (PROGRAMME_ROLE,),
    "procrastinate_defer_jobs_v1": (PROGRAMME_ROLE, TERRITORY_GROUP, WORKER),
    **{
        f"procrastinate_{name}": (WORKER,)
        for name in (
            "defer_periodic_job_v2",
            "fetch_job_v2",
            "finish_job_v1",
            "cancel_job_v1",
            "retry_job_v1",
            "retry_job_v2",
            "register_worker_v1",
            "unregister_worker_v1",
            "update_heartbeat_v1",
            "prune_stalled_workers_v1",
        )
    },
}


def territory_privileges(table: str) -> str:
    """What a territory's role may do on one of its own tables."""
    for suffix, privileges in TERRITORY_EXCEPTIONS.items():
        if table.endswith(suffix):
            return privileges
    return TERRITORY_TABLES
