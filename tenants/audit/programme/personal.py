"""The programme's log knows people by key."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import log

log("programme_audit_entry", _("Journal d'audit du programme"))
