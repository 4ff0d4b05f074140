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
from programs.joint.forums.domain.mornings import (
    add_coach,
    change_coach,
    compose_morning,
    edit_morning,
    morning_is_open,
    prepare_morning,
    remove_coach,
    send_morning,
)
from programs.joint.forums.domain.participants import add_participant, change_quota, remove_participant
from programs.joint.forums.domain.questions import ask_territory, close_question, questions_are_open

__all__ = [
    "EDITABLE",
    "add_coach",
    "add_participant",
    "ask_territory",
    "cancel",
    "change_coach",
    "change_quota",
    "close",
    "close_question",
    "compose_morning",
    "decide",
    "edit",
    "edit_morning",
    "hear",
    "morning_is_open",
    "open_forum",
    "prepare_morning",
    "publish",
    "questions_are_open",
    "remove_coach",
    "remove_participant",
    "reopen",
    "send_morning",
    "unhear",
]
