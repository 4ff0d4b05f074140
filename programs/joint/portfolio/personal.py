"""The read model follows the territories' tables by triggers: what is erased there is erased here."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register

register(
    "portfolio_projectrow",
    _("Portefeuille"),
    derived=True,
    plain="state phase",
    free="name problem subject learnt why restart",
)
register("portfolio_idearow", _("Idées en nombre"), derived=True, plain="state")
register("portfolio_editionrow", _("Éditions publiées"), derived=True, free="programme label title")
