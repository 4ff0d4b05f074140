"""What joint juries hold of people."""

from programs.juries.personal import declare

declare("deliberations", passage=(), origin="origin")
