"""What territories' own rows hold of people."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register

register(
    "territories_territory",
    _("Réglages du territoire"),
    blank="contact_email closed_contact",
    free="name moved_to",
    plain="schema_name slug kind code department time_zone accent logo joining email_domains sirens",
)
register("territories_domain", _("Adresses des sites"), plain="domain")
register("territories_agreement", _("Conventions"), free="title signatories")
register(
    "territories_provisioningrequest",
    _("Demandes de territoire"),
    emails="manager_email",
    names="manager_name",
    words="requested_by",
    free="name error",
    plain="slug kind code department accent state",
)
register("territories_blueprint", _("Modèle d'un schéma de territoire"), plain="key statements")
