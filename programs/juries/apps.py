"""What local and joint juries share; its one table of its own is that of entry cards."""

from django.apps import AppConfig


class JuriesConfig(AppConfig):
    name = "programs.juries"
    label = "juries"

    def ready(self) -> None:
        from programs.juries import entry_card_sessions  # noqa: PLC0415  needs the models
        from tenants.accounts import authentication  # noqa: PLC0415  needs the models

        authentication.guest_actor.answer(entry_card_sessions.holder)
        authentication.guest_leaves.answer(entry_card_sessions.leave)
