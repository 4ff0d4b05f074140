"""Ideas, their teams and their line managers' commitments."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.ideas.rules import CAN


class IdeasConfig(AppConfig):
    name = "programs.local.ideas"
    label = "ideas"

    def ready(self) -> None:
        from programs.local.calls.domain import editions  # noqa: PLC0415  models are ready only now
        from programs.local.ideas.domain import teams  # noqa: PLC0415  the same
        from programs.local.ideas.domain.endings import ensure_everyone_is_answered  # noqa: PLC0415  the same
        from programs.local.ideas.queries import emails_of_drafts  # noqa: PLC0415  the same
        from programs.local.ideas.sheets import ideas  # noqa: PLC0415  the same
        from programs.local.messages import queries as messages  # noqa: PLC0415  the same
        from tenants.accounts.views import arrivals  # noqa: PLC0415  the same
        from tenants.moving.sheets import sheets  # noqa: PLC0415  the same

        permissions.register(CAN)
        editions.closing.answer(ensure_everyone_is_answered)
        messages.held_back.answer(emails_of_drafts)
        arrivals.arrived.answer(teams.claim)
        sheets.answer(ideas)
