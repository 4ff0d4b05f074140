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

__all__ = [
    "EDITABLE",
    "add_participant",
    "cancel",
    "change_quota",
    "close",
    "decide",
    "edit",
    "hear",
    "open_forum",
    "publish",
    "remove_participant",
    "reopen",
    "unhear",
]
