"""What API clients send to a territory."""

from tests.proofs.plans.shape import Plan
from tests.proofs.plans.states import (
    ANOTHER_MATE,
    ANOTHER_PERSON,
    ANSWERED,
    BY_PHONE,
    CLOSED,
    DATES,
    DECIDED,
    DORMANT,
    HANDS,
    IN_PREPARATION,
    IN_THE_PROJECTS_EDITION,
    LOCAL_OPEN_PASSAGE,
    LOCAL_PREPARATION,
    MATE,
    NOT_RETAINED,
    PRESENT,
    QUORUM,
    SETTLED,
    SHORTLIST,
    SHORTLISTED,
    STAYS,
    STOPPED,
    SUBMITTED,
    TO_COMPLETE,
    TO_SIGN,
    UNANSWERED,
    UNDONE,
    UNMARKED,
    UNSENT,
    S,
)

PLANS = {
    "territory POST /api/v1/calls/": Plan(
        "manager", alone=True, typed={"programme": "Autre appel", "number": 1, **DATES}
    ),
    "territory PUT /api/v1/calls/<uuid:pk>/": Plan(
        "manager", alone=True, typed={"programme": "Appel à idées", "number": 2, **DATES}
    ),
    "territory POST /api/v1/calls/<uuid:pk>/publish/": Plan("manager", first=IN_PREPARATION),
    "territory POST /api/v1/calls/<uuid:pk>/close/": Plan("manager", first=ANSWERED),
    "territory POST /api/v1/calls/<uuid:pk>/reopen/": Plan("manager", first=CLOSED),
    "territory POST /api/v1/ideas/": Plan("member", typed={"problem": None, "edition": "@calls"}),
    "territory PATCH /api/v1/ideas/<uuid:pk>/": Plan("member", typed={"problem": None}),
    "territory POST /api/v1/ideas/<uuid:pk>/submit/": Plan("member", 1),
    "territory POST /api/v1/ideas/<uuid:pk>/complete/": Plan("member", first=TO_COMPLETE),
    "territory POST /api/v1/ideas/<uuid:pk>/withdraw/": Plan("member"),
    "territory POST /api/v1/ideas/<uuid:pk>/ask-completion/": Plan("manager"),
    "territory POST /api/v1/ideas/<uuid:pk>/set-aside/": Plan("manager"),
    "territory POST /api/v1/ideas/<uuid:pk>/merge/": Plan("manager", typed={"into": str(SHORTLISTED)}),
    "territory POST /api/v1/ideas/<uuid:pk>/team/": Plan("member"),
    "territory DELETE /api/v1/ideas/<uuid:pk>/team/<uuid:member>/": Plan(
        "member", first=ANOTHER_MATE, things={"team": MATE}
    ),
    "territory POST /api/v1/ideas/<uuid:pk>/team/<uuid:member>/commitment/": Plan("member", 1),
    "territory POST /api/v1/ideas/<uuid:pk>/consent/": Plan(
        "member", first=f"UPDATE {S}.ideas_teammember SET consented_at = NULL"
    ),
    "territory POST /api/v1/ideas/<uuid:pk>/files/": Plan("member"),
    "territory DELETE /api/v1/ideas/<uuid:pk>/files/<uuid:file>/": Plan("member"),
    "territory POST /api/v1/drafts/": Plan("manager", typed={"problem": None, "edition": "@calls"}),
    "territory PATCH /api/v1/drafts/<str:secret>/": Plan("nobody", typed={"problem": None}),
    "territory DELETE /api/v1/drafts/<str:secret>/": Plan("manager"),
    "territory POST /api/v1/drafts/<str:secret>/link/": Plan("manager"),
    "territory POST /api/v1/drafts/<str:secret>/adopt/": Plan("manager"),
    "territory POST /api/v1/callbacks/": Plan("nobody", typed={**BY_PHONE, "edition": "@calls"}),
    "territory POST /api/v1/callbacks/<uuid:pk>/answer/": Plan("manager"),
    "territory POST /api/v1/commitments/<str:secret>/": Plan("manager", 1),
    "territory PATCH /api/v1/projects/<uuid:pk>/": Plan("manager"),
    "territory POST /api/v1/projects/<uuid:pk>/start/": Plan("manager", first=TO_SIGN, typed={"weeks": 9}),
    "territory POST /api/v1/projects/<uuid:pk>/take-over/": Plan("manager", first=STOPPED),
    "territory POST /api/v1/projects/<uuid:pk>/wake/": Plan("manager", first=DORMANT),
    "territory POST /api/v1/projects/<uuid:pk>/ideas/": Plan(
        "manager", first=IN_THE_PROJECTS_EDITION, typed={"idea": str(SUBMITTED)}
    ),
    "territory POST /api/v1/projects/<uuid:pk>/hearings/": Plan(
        "manager", 1, first=f"UPDATE {S}.local_juries_jury SET state = 'preparation'", typed={"jury": "@juries"}
    ),
    "territory POST /api/v1/projects/<uuid:pk>/members/": Plan("manager"),
    "territory DELETE /api/v1/projects/<uuid:pk>/members/<uuid:member>/": Plan("manager", first=ANOTHER_PERSON),
    "territory PUT /api/v1/projects/<uuid:pk>/phases/<uuid:phase>/": Plan("manager"),
    "territory PUT /api/v1/projects/<uuid:pk>/post-mortem/": Plan("manager", first=STOPPED),
    "territory POST /api/v1/projects/<uuid:pk>/journal/": Plan("coach", typed={"on": "2026-11-20"}),
    "territory DELETE /api/v1/projects/<uuid:pk>/journal/<uuid:entry>/": Plan("manager"),
    "territory POST /api/v1/committees/": Plan("manager", typed={"projects": ["@projects"]}),
    "territory PUT /api/v1/committees/<uuid:pk>/": Plan("manager"),
    "territory POST /api/v1/committees/<uuid:pk>/agenda/": Plan(
        "manager", first=f"DELETE FROM {S}.incubation_review", typed={"projects": ["@projects"]}
    ),
    "territory PUT /api/v1/committees/<uuid:pk>/agenda/<uuid:review>/": Plan(
        "manager",
        alone=True,
        typed={"verdict": "stopped", "motivation": "Fin.", "learnt": "Tout.", "why": "Le temps.", "restart": "Non."},
    ),
    "territory DELETE /api/v1/committees/<uuid:pk>/agenda/<uuid:review>/": Plan("manager"),
    "territory POST /api/v1/committees/<uuid:pk>/close/": Plan("manager", first=DECIDED),
    "territory POST /api/v1/committees/<uuid:pk>/cancel/": Plan("manager"),
    "territory POST /api/v1/messages/send/": Plan("manager", first=UNSENT, typed={"messages": ["@messages"]}),
    "territory PATCH /api/v1/messages/<uuid:pk>/": Plan("manager", first=UNSENT),
    "territory POST /api/v1/nominations/": Plan(
        "manager",
        2,
        typed={"idea": str(SHORTLISTED), "forum": "@forums"},
        anew="without the key of the first it asks for a second nomination: `already_nominated`, as documented",
    ),
    "territory POST /api/v1/nominations/questions/<uuid:pk>/answer/": Plan("manager", typed={"text": "Notre cheffe."}),
    "territory POST /api/v1/nominations/<uuid:pk>/withdraw/": Plan("manager"),
    "territory POST /api/v1/ideas/<uuid:pk>/take-up/": Plan("manager", first=NOT_RETAINED),
    "territory POST /api/v1/members/<uuid:pk>/roles/": Plan("manager", typed={"role": "coach"}),
    "territory POST /api/v1/roles/<uuid:pk>/revoke/": Plan("manager"),
    "territory POST /api/v1/invitations/": Plan("manager"),
    "territory POST /api/v1/invitations/<uuid:pk>/withdraw/": Plan("manager"),
    "territory PATCH /api/v1/settings/": Plan(
        "manager", typed={"accent": "#0b5c7a", "email_domains": ["exemple.fr"], "sirens": ["228000014"]}
    ),
    "territory POST /api/v1/juries/": Plan(
        "manager",
        first=f"DELETE FROM {S}.local_juries_passage",
        typed={"edition": "@calls", "ideas": [str(SUBMITTED)], "renewal_places": None},
    ),
    "territory POST /api/v1/juries/<uuid:pk>/seats/": Plan("manager", typed={"presides": False}),
    "territory POST /api/v1/juries/<uuid:pk>/passages/": Plan(
        "manager",
        1,
        first=f"{LOCAL_PREPARATION}; DELETE FROM {S}.local_juries_passage",
        typed={"idea": str(SHORTLISTED)},
    ),
    "territory DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/": Plan("manager", first=LOCAL_PREPARATION),
    "territory POST /api/v1/juries/<uuid:pk>/open/": Plan("manager", first=LOCAL_PREPARATION),
    "territory POST /api/v1/juries/<uuid:pk>/unopen/": Plan("manager", first=UNMARKED),
    "territory PUT /api/v1/juries/<uuid:pk>/criteria/": Plan(
        "manager", first=UNMARKED, alone=True, typed={"criteria": [{"label": "L'usage"}]}
    ),
    "territory POST /api/v1/juries/<uuid:pk>/cancel/": Plan("manager", first=LOCAL_PREPARATION),
    "territory POST /api/v1/juries/<uuid:pk>/deliberate/": Plan("manager", first=QUORUM),
    "territory POST /api/v1/juries/<uuid:pk>/resume/": Plan("manager", 1),
    "territory POST /api/v1/juries/<uuid:pk>/reveal/": Plan(
        "president", 1, first=f"UPDATE {S}.local_juries_jury SET revealed_at = NULL"
    ),
    "territory POST /api/v1/juries/<uuid:pk>/publish/": Plan("manager", 1, first=SHORTLIST),
    "territory POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/count/": Plan("manager", 1),
    "territory POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/set-aside/": Plan("manager", 1),
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/presidency/": Plan(
        "manager", typed={"seat": "@seats"}
    ),
    "territory DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/presidency/": Plan(
        "manager", first=f"UPDATE {S}.local_juries_passage SET chair_id = gen_random_uuid()"
    ),
    "territory POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/votes/": Plan("manager", 1, typed=HANDS),
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/": Plan(
        "manager", 1, typed=HANDS
    ),
    "territory DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/": Plan("manager", 1),
    "territory POST /api/v1/juries/<uuid:pk>/reminders/": Plan("manager", first=UNANSWERED, alone=True),
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/opinion/": Plan("president", 1),
    "territory DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/opinion/": Plan("president", 1),
    "territory POST /api/v1/juries/<uuid:pk>/minutes/": Plan("manager", 2, typed={"motive": "Durée rectifiée."}),
    "territory POST /api/v1/juries/<uuid:pk>/minutes/<uuid:version>/sign/": Plan(
        "manager", 2, typed={"capacity": "secretary"}
    ),
    "territory POST /api/v1/juries/<uuid:pk>/amendments/": Plan("manager", 2, typed={"passage": "@passages"}),
    "territory PATCH /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/": Plan("manager", first=PRESENT),
    "territory PUT /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/hours/": Plan("manager", typed={"stays": STAYS}),
    "territory POST /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/preside/": Plan("manager", typed={"instead_of": None}),
    "territory PATCH /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/quality/": Plan(
        "manager", typed={"quality_group": "elected"}
    ),
    "territory DELETE /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/": Plan("manager", first=UNMARKED),
    "territory DELETE /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/entry-card/": Plan("manager"),
    "territory POST /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/entry-card/free/": Plan("manager"),
    "territory POST /api/v1/juries/<uuid:pk>/entry-cards/": Plan("manager", typed={"seats": ["@seats"]}),
    "territory POST /api/v1/juries/<uuid:pk>/pin/": Plan("manager"),
    "territory POST /api/v1/juries/<uuid:pk>/recusals/": Plan(
        "manager", typed={"seat": "@seats", "passage": "@passages"}, first=f"DELETE FROM {S}.local_juries_recusal"
    ),
    "territory POST /api/v1/juries/<uuid:pk>/conflicts/": Plan("president", typed={"aside": []}, first=UNANSWERED),
    "territory POST /api/v1/juries/<uuid:pk>/recusals/<uuid:recusal>/undo/": Plan("manager", first=UNDONE),
    "territory POST /api/v1/juries/<uuid:pk>/recusals/<uuid:recusal>/confirm/": Plan("juror"),
    "territory POST /api/v1/juries/<uuid:pk>/recusals/<uuid:recusal>/decline/": Plan("juror"),
    "territory POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/open/": Plan("manager"),
    "territory POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/close/": Plan(
        "manager", first=f"{QUORUM}; {LOCAL_OPEN_PASSAGE}"
    ),
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/ballot/": Plan("president", typed={"cast": False}),
    "territory POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/recusal/": Plan("president"),
    "territory PUT /api/v1/juries/<uuid:pk>/decisions/together/": Plan(
        "manager", 1, first=QUORUM, alone=True, typed={"decisions": SETTLED}
    ),
    "territory PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/decision/": Plan(
        "manager", 1, first=QUORUM, alone=True, typed={"verdict": "not_retained", "motivation": "Non."}
    ),
    "territory DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/decision/": Plan("manager", 1),
}
