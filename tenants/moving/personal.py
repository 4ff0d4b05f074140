"""What this app keeps of people: who asked for an archive, by their key."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register

register("moving_archive", _("Archives du territoire"), keys="asked_by_id", plain="state fault sha256")
