"""Files of a dossier: its team attaches and takes back while it may write."""

from django.utils.translation import gettext as _

from eclore.kit import transitions
from eclore.kit.actor import Actor
from eclore.kit.errors import Invalid
from eclore.kit.locks import lock
from eclore.kit.permissions import require
from eclore.kit.uploads import Content
from programs.files import domain as files
from programs.local.ideas.domain.hearings import ensure_not_read
from programs.local.ideas.domain.ideas import ensure_editable
from programs.local.ideas.models import Attachment, Idea


def attach(idea: Idea, upload: Content, *, by: Actor) -> Attachment:
    """Keep a file with the idea. Raises Invalid: too many, too heavy, or not what may be kept."""
    lock(idea)
    require(by, "ideas.attach", idea)
    ensure_editable(idea)
    _ensure_place(idea)
    most = idea.call.file_megabytes * files.MEGABYTE
    kept = files.keep(Attachment, upload, by=by, most=most, idea=idea)
    transitions.record(idea, "attach", by=by, note=kept.name)
    return kept


def detach(attachment: Attachment, *, by: Actor) -> None:
    """Take a file back: gone for good, but from a dossier that a forum has received already."""
    idea = attachment.idea
    lock(idea, attachment)
    require(by, "ideas.attach", idea)
    ensure_editable(idea)
    ensure_not_read(idea)
    transitions.record(idea, "detach", by=by, note=attachment.name)
    files.forget([attachment])


def _ensure_place(idea: Idea) -> None:
    most = idea.call.files_max
    if idea.attachments.filter(fault="").count() < most:  # what its reader has refused takes nobody's place
        return
    sentence = _("Une idée compte %(count)d pièces jointes au plus : retirez-en une avant d'en joindre une autre.")
    sentence = (
        sentence if most else _("Cet appel ne demande pas de pièce jointe : mettez l'essentiel dans vos réponses.")
    )
    raise Invalid(sentence % {"count": most}, code="too_many_files", field="file")
