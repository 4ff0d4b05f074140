"""What a session is told of how it decides: how many dossiers it may retain, and how it votes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Deciding(models.Model):
    """`renewal_places`: how many projects may go on, apart from `places`; None: as many as the jury wishes.

    `tells_waiting_rank`: to teams on the waiting list.
    """

    places = models.PositiveSmallIntegerField(_("nombre de projets à retenir"), default=4)
    renewal_places = models.PositiveSmallIntegerField(_("nombre de projets à renouveler"), null=True, blank=True)
    casting_vote = models.BooleanField(
        _("en cas de partage des voix, celle de la présidence l'emporte"), default=False, db_default=False
    )
    tells_waiting_rank = models.BooleanField(default=False, db_default=False)

    class Meta:
        abstract = True

    @property
    def hears_renewals(self) -> bool:
        """Whether projects that ask to go on may be before it."""
        return False
