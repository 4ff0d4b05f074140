"""What API clients send to the national host."""

from tests.proofs.plans.shape import Plan
from tests.proofs.plans.states import (
    DELIVERY_FAILED,
    FORUM,
    HANDS,
    NATIONAL_PREPARATION,
    NATIONAL_PRESENT,
    NATIONAL_UNANSWERED,
    NATIONAL_UNDONE,
    NATIONAL_UNMARKED,
    NATIONAL_WAITING,
    NOBODY_NOMINATED,
    SETTLED,
    STAYS,
    S,
)

PLANS = {
    "national POST /api/v1/territories/": Plan(
        "team", typed={"slug": "aisne", "name": "Aisne", "department": "02", "code": "02", "accent": "#0b5c7a"}
    ),
    "national PUT /api/v1/territories/<slug:slug>/files-quota/": Plan("team"),
    "national PUT /api/v1/territories/<slug:slug>/time-zone/": Plan("team", typed={"time_zone": "Indian/Reunion"}),
    "national POST /api/v1/agreements/": Plan(
        "team", typed={"territories": [S], "ends_on": "2028-01-15", "weeks_max": 9}
    ),
    "national POST /api/v1/grants/": Plan("team"),
    "national POST /api/v1/grants/<uuid:pk>/revoke/": Plan("team"),
    "national POST /api/v1/forums/": Plan("team"),
    "national PATCH /api/v1/forums/<slug:slug>/": Plan("team"),
    "national POST /api/v1/forums/<slug:slug>/publish/": Plan("team", first=FORUM % "draft"),
    "national POST /api/v1/forums/<slug:slug>/close/": Plan("team"),
    "national POST /api/v1/forums/<slug:slug>/reopen/": Plan("team", first=FORUM % "closed"),
    "national POST /api/v1/forums/<slug:slug>/cancel/": Plan("team", first=NOBODY_NOMINATED),
    "national POST /api/v1/forums/<slug:slug>/participants/": Plan("team", typed={"territory": "nord"}),
    "national POST /api/v1/forums/<slug:slug>/questions/": Plan(
        "team", typed={"participant": "@participants", "text": "Qui vient ?"}, alone=True
    ),
    "national POST /api/v1/forums/<slug:slug>/questions/<uuid:pk>/close/": Plan("team"),
    "national PATCH /api/v1/forums/<slug:slug>/participants/<uuid:pk>/": Plan("team"),
    "national DELETE /api/v1/forums/<slug:slug>/participants/<uuid:pk>/": Plan("team", first=NOBODY_NOMINATED),
    "national POST /api/v1/juries/": Plan("team", typed={"forum": "@forums"}),
    "national POST /api/v1/juries/<uuid:pk>/seats/": Plan("team", typed={"presides": False, "territory": S}),
    "national POST /api/v1/juries/<uuid:pk>/open/": Plan("team", first=NATIONAL_PREPARATION),
    "national PUT /api/v1/juries/<uuid:pk>/criteria/": Plan(
        "team", first=NATIONAL_UNMARKED, alone=True, typed={"criteria": [{"label": "L'usage"}]}
    ),
    "national POST /api/v1/juries/<uuid:pk>/unopen/": Plan("team", first=NATIONAL_UNMARKED),
    "national POST /api/v1/juries/<uuid:pk>/cancel/": Plan("team", first=NATIONAL_PREPARATION),
    "national POST /api/v1/juries/<uuid:pk>/deliberate/": Plan("team"),
    "national POST /api/v1/juries/<uuid:pk>/resume/": Plan("team", 2),
    "national POST /api/v1/juries/<uuid:pk>/reveal/": Plan(
        "president", 2, first="UPDATE joint_juries_jury SET revealed_at = NULL"
    ),
    "national POST /api/v1/juries/<uuid:pk>/publish/": Plan("team", 2, first=FORUM % "closed"),
    "national POST /api/v1/juries/<uuid:pk>/delivery/retry/": Plan("team", 3, first=DELIVERY_FAILED),
    "national POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/count/": Plan("team", 2),
    "national POST /api/v1/juries/<uuid:pk>/late-ballots/<uuid:late>/set-aside/": Plan("team", 2),
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/presidency/": Plan("team", typed={"seat": "@seats"}),
    "national DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/presidency/": Plan(
        "team", first="UPDATE joint_juries_passage SET chair_id = gen_random_uuid()"
    ),
    "national POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/votes/": Plan("team", 2, typed=HANDS),
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/": Plan("team", 2, typed=HANDS),
    "national DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/votes/<uuid:vote>/": Plan("team", 2),
    "national POST /api/v1/juries/<uuid:pk>/reminders/": Plan("team", first=NATIONAL_UNANSWERED, alone=True),
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/opinion/": Plan("president", 2),
    "national DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/opinion/": Plan("president", 2),
    "national POST /api/v1/juries/<uuid:pk>/minutes/": Plan("team", 3, typed={"motive": "Durée rectifiée."}),
    "national POST /api/v1/juries/<uuid:pk>/minutes/<uuid:version>/sign/": Plan(
        "team", 3, typed={"capacity": "secretary"}
    ),
    "national POST /api/v1/juries/<uuid:pk>/amendments/": Plan("team", 3, typed={"passage": "@passages"}),
    "national PATCH /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/": Plan("team", first=NATIONAL_PRESENT),
    "national PUT /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/hours/": Plan("team", typed={"stays": STAYS}),
    "national POST /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/preside/": Plan("team", typed={"instead_of": None}),
    "national PATCH /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/quality/": Plan(
        "team", typed={"quality_group": "elected"}
    ),
    "national DELETE /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/": Plan("team", first=NATIONAL_UNMARKED),
    "national DELETE /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/entry-card/": Plan("team"),
    "national POST /api/v1/juries/<uuid:pk>/seats/<uuid:seat>/entry-card/free/": Plan("team"),
    "national POST /api/v1/juries/<uuid:pk>/entry-cards/": Plan("team", typed={"seats": ["@seats"]}),
    "national POST /api/v1/juries/<uuid:pk>/pin/": Plan("team"),
    "national POST /api/v1/juries/<uuid:pk>/recusals/": Plan(
        "team", typed={"seat": "@seats", "passage": "@passages"}, first="DELETE FROM joint_juries_recusal"
    ),
    "national POST /api/v1/juries/<uuid:pk>/conflicts/": Plan(
        "president", typed={"aside": []}, first=NATIONAL_UNANSWERED
    ),
    "national POST /api/v1/juries/<uuid:pk>/recusals/<uuid:recusal>/undo/": Plan("team", first=NATIONAL_UNDONE),
    "national POST /api/v1/juries/<uuid:pk>/recusals/<uuid:recusal>/confirm/": Plan("president"),
    "national POST /api/v1/juries/<uuid:pk>/recusals/<uuid:recusal>/decline/": Plan("president"),
    "national POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/open/": Plan("team", first=NATIONAL_WAITING),
    "national POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/close/": Plan("team"),
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/ballot/": Plan("juror", typed={"cast": False}),
    "national POST /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/recusal/": Plan("president"),
    "national PUT /api/v1/juries/<uuid:pk>/decisions/together/": Plan(
        "team", 2, alone=True, typed={"decisions": SETTLED}
    ),
    "national PUT /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/decision/": Plan(
        "team", 2, alone=True, typed={"verdict": "not_retained", "motivation": "Non."}
    ),
    "national DELETE /api/v1/juries/<uuid:pk>/passages/<uuid:passage>/decision/": Plan("team", 2),
}
