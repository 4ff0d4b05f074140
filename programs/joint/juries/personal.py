"""What joint juries hold of people."""

from programs.juries.personal import declare

declare("joint_juries", passage=(), origin="origin")
