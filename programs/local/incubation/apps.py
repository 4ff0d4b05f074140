"""Projects: phases, journal, committees, post-mortems."""

from django.apps import AppConfig

from eclore.kit import permissions
from programs.local.incubation.rules import CAN
from programs.local.juries import outcomes


class IncubationConfig(AppConfig):
    name = "programs.local.incubation"
    label = "incubation"

    def ready(self) -> None:
        from programs.local.incubation.domain import hearings, members, renewals  # noqa: PLC0415  need the models
        from programs.local.incubation.sheets import projects  # noqa: PLC0415  the same
        from tenants.accounts.views import arrivals  # noqa: PLC0415  the same
        from tenants.moving.sheets import sheets  # noqa: PLC0415  the same

        permissions.register(CAN)
        outcomes.published.answer(hearings.follow)
        outcomes.projects_lapsed.answer(hearings.why_lapsed)
        outcomes.place_held.answer(hearings.why_held)
        outcomes.project_facts.answer(renewals.facts)
        outcomes.project_people.answer(hearings.people)
        outcomes.project_addressees.answer(hearings.addressees)
        arrivals.arrived.answer(members.claim)
        sheets.answer(projects)
