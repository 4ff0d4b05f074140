"""What the pages of members and of the national team show, as data."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from eclore.kit.elements import Tag
from tenants.memberships.models import NationalGrant


@dataclass(frozen=True)
class GrantRow:
    """A line of the national team; `revoke_url` is empty where nothing is left to take back, or for who may not."""

    grant: NationalGrant
    state: Tag
    revoke_url: str = ""

    @classmethod
    def of(cls, grant: NationalGrant, *, may_manage: bool) -> "GrantRow":
        if grant.revoked_at:
            return cls(grant, Tag(_("Retirée"), "neutral"))
        if grant.is_over:
            return cls(grant, Tag(_("Terminée"), "neutral"))
        return cls(grant, Tag(_("En cours"), "good"), reverse("team-revoke", args=[grant.pk]) if may_manage else "")
