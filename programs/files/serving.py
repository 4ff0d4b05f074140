"""A file on its way out, once a view has checked who asks: a download and nothing that a browser could run."""

from typing import Any

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from programs.files.kinds import KINDS
from programs.files.models import StoredFile
from programs.files.names import tidied
from tenants.storage import files

POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def served(kept: StoredFile | None) -> FileResponse:
    """The bytes of a row of the open territory. Raises Http404 while they are withheld, and for none."""
    if kept is None or not kept.is_served:
        raise Http404(_("Aucun fichier ne se trouve à cette adresse."))
    return answer(kept.path, name=kept.name, media_type=kept.media_type)


def answer(path: str, *, name: str, media_type: str) -> FileResponse:
    """Pictures, which we have drawn, open in the browser; everything else is saved. Nobody keeps a copy on the way."""
    kind = KINDS[media_type]
    try:
        content: Any = files().open(path)
    except FileNotFoundError as error:
        raise Http404(_("Aucun fichier ne se trouve à cette adresse.")) from error
    response = FileResponse(
        content, as_attachment=not kind.is_picture, filename=tidied(name, kind.extension), content_type=kind.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    response["Accept-Ranges"] = "none"
    return response
