"""Fingerprints and sealed answers: only whoever holds the key that was sent can read one, for a day."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register

register("submissions_submission", _("Envois du jour, pour ne pas les refaire"), hidden="digest fingerprint")
