"""What a territory's juries hold of people."""

from eclore.kit.personal import Through
from programs.juries.personal import declare

declare(
    "local_juries", passage=(Through("idea_id", "ideas_idea"),), kept="dossier renewal", free="reply_subject reply_body"
)
