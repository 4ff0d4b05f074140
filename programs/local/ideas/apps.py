"""Ideas, their teams and their line managers' commitments."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.ideas.rules import CAN


class IdeasConfig(AppConfig):
    name = "programs.local.ideas"
    label = "ideas"

    def ready(self) -> None:
        from programs.local.calls.domain.editions import CONDITIONS_TO_CLOSE  # noqa: PLC0415  models are ready only now
        from programs.local.ideas.domain.endings import ensure_everyone_is_answered  # noqa: PLC0415  the same
        from programs.local.ideas.queries import emails_of_drafts  # noqa: PLC0415  the same
        from programs.local.messages.queries import HELD_BACK  # noqa: PLC0415  the same

        permissions.register(CAN)
        CONDITIONS_TO_CLOSE.append(ensure_everyone_is_answered)
        HELD_BACK.append(emails_of_drafts)
