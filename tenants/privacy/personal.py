"""What this app itself holds of people, while it works for them."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import Through, register

register(
    "privacy_request",
    _("Demandes sur les données"),
    keys="user_id asked_by_id",
    free="email known",
    plain="kind state report",
)
register("privacy_copy", _("Copies préparées"), through=(Through("request_id", "privacy_request"),), forget=True)
register("privacy_warned", _("Avertissements avant effacement"), keys="user_id", forget=True)
register("privacy_purge", _("Purges"), plain="counts")
