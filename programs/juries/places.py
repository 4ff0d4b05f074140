"""Places of a session by kind of dossier: selections have theirs, renewals their own where the session bounds them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from programs.juries.contract import AnySide
from programs.juries.models import AbstractJury
from programs.juries.states import PassageKind

DRAWN = 50  # the most that are drawn, a square each


@dataclass(frozen=True)
class Places:
    """Of one kind: `taken` over the whole session; `besides`: of them, those that the page does not show.

    `taking`: the verdicts that take one.
    """

    kind: PassageKind
    total: int
    taken: int
    besides: int
    taking: frozenset[str]

    @property
    def name(self) -> str:
        """What the page's script knows their figure by."""
        return "places" if self.kind == PassageKind.SELECTION else "renewal-places"

    @property
    def left(self) -> int:
        """Those that are not given."""
        return max(self.total - self.taken, 0)

    @property
    def is_over(self) -> bool:
        return self.taken > self.total

    @property
    def words(self) -> str:
        return _("%(taken)s sur %(places)s") % {"taken": self.taken, "places": self.total}

    @property
    def label(self) -> str:
        """What stands after the figure."""
        return _("places attribuées") if self.kind == PassageKind.SELECTION else _("renouvellements accordés")

    @property
    def verdicts(self) -> str:
        """Those that take one, for the page's script."""
        return " ".join(sorted(self.taking))

    @property
    def boxes(self) -> list[bool]:
        """A place each, where they are few enough to be drawn: given or not."""
        return [number < self.taken for number in range(self.total)] if self.total <= DRAWN else []


def places_of(
    jury: AbstractJury, side: AnySide, counted: Mapping[str, int], shown: Mapping[str, int] | None = None
) -> list[Places]:
    """Of selections, then of renewals where the session bounds them; `counted`: verdict → dossiers.

    `shown`: the same, of those that the page shows alone.
    """
    bounds = {
        PassageKind.SELECTION: (jury.places, side.taking_a_place),
        PassageKind.RENEWAL: (jury.renewal_places, side.taking_a_renewal_place),
    }
    found = []
    for kind, (total, taking) in bounds.items():
        if total is not None:
            taken, here = (sum(told.get(verdict, 0) for verdict in taking) for told in (counted, shown or {}))
            found.append(Places(kind, total, taken, taken - here, taking))
    return found


def headings(jury: AbstractJury) -> dict[PassageKind, str]:
    """What stands above the dossiers of each kind; nothing above selections."""
    apart = _("Renouvellements, hors des places à attribuer")
    if jury.renewal_places is not None:
        apart = _("Renouvellements, %(places)s au plus, hors des places à attribuer") % {"places": jury.renewal_places}
    return {PassageKind.SELECTION: "", PassageKind.RENEWAL: apart}
