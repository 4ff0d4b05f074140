"""What may be done to a forum, one verb each."""

from programs.joint.forums.domain.forums import (
    EDITABLE,
    cancel,
    close,
    decide,
    edit,
    hear,
    open_forum,
    publish,
    reopen,
    unhear,
)
from programs.joint.forums.domain.participants import add_participant, change_quota, remove_participant
from programs.joint.forums.domain.questions import ask_territory, close_question, questions_are_open

__all__ = [
    "EDITABLE",
    "add_participant",
    "ask_territory",
    "cancel",
    "change_quota",
    "close",
    "close_question",
    "decide",
    "edit",
    "hear",
    "open_forum",
    "publish",
    "questions_are_open",
    "remove_participant",
    "reopen",
    "unhear",
]
