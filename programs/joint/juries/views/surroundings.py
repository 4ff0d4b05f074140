"""What every page of a joint jury shows around its subject."""

from typing import Any

from django.utils.translation import gettext as _

from programs.joint.juries.models import Jury

LAYOUT = "national/base.html"


def base_of(jury: Jury) -> str:
    """The address under which all of this jury's pages are."""
    return f"/jurys/{jury.pk}/"


def around(jury: Jury, here: Any = "") -> dict[str, Any]:
    """`layout` and `trail` for the shared templates; `here` is the current page, the console when left out."""
    trail = [(_("Forums"), "/forums/"), (jury.forum.name, jury.forum.get_absolute_url())]
    trail += [(jury.title, base_of(jury)), (here, "")] if here else [(jury.title, "")]
    return {"layout": LAYOUT, "trail": trail, "base": base_of(jury), "jury": jury, "back_url": base_of(jury)}
