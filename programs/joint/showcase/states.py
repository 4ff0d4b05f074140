"""What the public is told of where a project stands: fewer words than its team uses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    """Groups of the portfolio's states."""

    UNDER_WAY = "en-cours", _("En cours")
    LASTING = "perennes", _("Pérennisés")
    ENDED = "termines", _("Terminés")


MEMBERS: dict[str, tuple[str, ...]] = {
    Stage.UNDER_WAY: ("to_sign", "investigation", "construction", "acceleration", "suspended"),
    Stage.LASTING: ("operated", "transferred", "reintegrated"),
    Stage.ENDED: ("inconclusive", "outside", "stopped", "dormant"),
}

WORDS = {
    "to_sign": _("Va commencer"),
    "investigation": _("Investigation"),
    "construction": _("Expérimentation"),
    "acceleration": _("Accélération nationale"),
    "suspended": _("En attente d'une décision"),
    "operated": _("Service pérennisé"),
    "transferred": _("Service transféré"),
    "reintegrated": _("Repris par une direction"),
    "inconclusive": _("Investigation terminée"),
    "outside": _("Continue hors programme"),
    "stopped": _("Terminé"),
    "dormant": _("En sommeil"),
}
GOOD = ("construction", "acceleration", "operated", "transferred", "reintegrated")
