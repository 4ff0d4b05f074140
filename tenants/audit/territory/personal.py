"""A territory's log knows people by key."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import log

log("territory_audit_entry", _("Journal d'audit du territoire"))
