"""The life of an idea, from its draft to the answer that its team receives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eclore.kit.audit import Act
from eclore.kit.transitions import Transition


class IdeaState(models.TextChoices):
    DRAFT = "draft", _("Brouillon")
    SUBMITTED = "submitted", _("Déposée")
    TO_COMPLETE = "to_complete", _("À compléter")
    OUT_OF_SCOPE = "out_of_scope", _("Hors champ")
    MERGED = "merged", _("Rattachée à une autre idée")
    SHORTLISTED = "shortlisted", _("Présélectionnée")
    NOT_SHORTLISTED = "not_shortlisted", _("Non présélectionnée")
    NOMINATED = "nominated", _("Présentée à un forum")
    AUDITIONED = "auditioned", _("Auditionnée")
    LAUREATE = "laureate", _("Lauréate")
    NOT_RETAINED = "not_retained", _("Non retenue")
    TAKEN_INTERNALLY = "taken_internally", _("Reprise en interne")
    WITHDRAWN = "withdrawn", _("Retirée")


S = IdeaState
UNDECIDED = (S.DRAFT, S.SUBMITTED, S.TO_COMPLETE, S.SHORTLISTED)
HEARD = (S.AUDITIONED, S.NOMINATED)
# Answered or taken back, and nobody goes on with it.
LEFT = (S.WITHDRAWN, S.MERGED, S.OUT_OF_SCOPE, S.NOT_SHORTLISTED)
# Submitted, and still owed an answer.
WITHOUT_ANSWER = "sans_reponse"
UNANSWERED = (S.SUBMITTED, S.TO_COMPLETE, S.SHORTLISTED, S.NOMINATED, S.AUDITIONED)
# Where an idea has been before a jury, whatever came of it; used by counts and statistics.
WENT_BEFORE_A_JURY = (S.AUDITIONED, S.LAUREATE, S.NOT_RETAINED, S.TAKEN_INTERNALLY)

TRANSITIONS = {
    "submit": Transition((S.DRAFT,), S.SUBMITTED, "ideas.submit", stamp="submitted_at"),
    "ask_completion": Transition((S.SUBMITTED,), S.TO_COMPLETE, "ideas.triage"),
    "complete": Transition((S.TO_COMPLETE,), S.SUBMITTED, "ideas.edit"),
    "set_aside": Transition((S.SUBMITTED, S.TO_COMPLETE), S.OUT_OF_SCOPE, "ideas.triage", stamp="answered_at"),
    "merge": Transition((S.SUBMITTED, S.TO_COMPLETE), S.MERGED, "ideas.triage", stamp="answered_at"),
    "shortlist": Transition((S.SUBMITTED, S.TO_COMPLETE), S.SHORTLISTED, "ideas.decide", stamp="shortlisted_at"),
    "dismiss": Transition((S.SUBMITTED, S.TO_COMPLETE), S.NOT_SHORTLISTED, "ideas.decide", stamp="answered_at"),
    "nominate": Transition((S.SHORTLISTED,), S.NOMINATED, "ideas.nominate"),
    "recall": Transition((S.NOMINATED,), S.SHORTLISTED, "ideas.nominate"),
    "hear": Transition((S.SHORTLISTED,), S.AUDITIONED, "ideas.decide", stamp="heard_at"),
    "retain": Transition(HEARD, S.LAUREATE, "ideas.decide", stamp="answered_at"),
    "decline": Transition(HEARD, S.NOT_RETAINED, "ideas.decide", stamp="answered_at"),
    "take_internally": Transition(
        (S.AUDITIONED, S.NOT_RETAINED), S.TAKEN_INTERNALLY, "ideas.decide", stamp="answered_at"
    ),
    "withdraw": Transition(UNDECIDED, S.WITHDRAWN, "ideas.withdraw", stamp="withdrawn_at"),
}

# The verbs that the audit log keeps.
DECIDED = (
    "ask_completion",
    "set_aside",
    "merge",
    "shortlist",
    "dismiss",
    "retain",
    "decline",
    "take_internally",
    "forum_decision",
    "wait_list",
)
AUDITED = {**dict.fromkeys(DECIDED, Act.DECISION), **dict.fromkeys(("nominate", "recall"), Act.NOMINATION)}
