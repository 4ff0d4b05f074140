"""What joint juries hold of people."""

from django.utils.translation import gettext_lazy as _

from eclore.kit.personal import register
from programs.juries.personal import declare

declare("joint_juries", passage=(), origin="origin")
register("joint_juries_hearingnotice", _("Heures de passage, pour leur territoire"), free="place", plain="time_zone")
