"""The files frozen with a dossier: copies on the programme's shelf, told in the snapshot, read without a territory."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from programs.files.kinds import weight
from programs.files.serving import answer
from programs.joint.forums.models import Nomination
from tenants.storage import files, handed_over

_ROLE = "territory_"


@dataclass(frozen=True)
class FrozenFile:
    """What `files` of a snapshot says of one: {id, name, media_type, size, sha256}."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str

    @property
    def weight(self) -> str:
        """ "2,4 Mo"."""
        return weight(self.size)


@dataclass(frozen=True)
class ShownFile:
    """A file in a list; `detail` is its weight in words."""

    url: str
    name: str
    detail: str


def of(nomination: Nomination) -> list[FrozenFile]:
    """Those of one dossier; snapshots older than files have none."""
    return [FrozenFile(**told) for told in nomination.snapshot.get("files", [])]


def listed(nomination: Nomination, url_of: Callable[[str], str]) -> list[ShownFile]:
    """What the component `files` draws; `url_of` says where the reader finds a file, by its key."""
    return [ShownFile(url_of(one.id), one.name, one.weight) for one in of(nomination)]


def path(nomination: Nomination, key: UUID | str) -> str:
    """Where a copy is: the territory's name comes from the database's own stamp, never from the snapshot."""
    return f"{handed_over(nomination.territory_role.removeprefix(_ROLE))}{nomination.pk}/{UUID(str(key))}"


def served(nomination: Nomination, key: UUID) -> FileResponse:
    """One copy, once the caller has checked who reads this dossier. Raises Http404."""
    for one in of(nomination):
        if one.id == str(key):
            return answer(path(nomination, key), name=one.name, media_type=one.media_type)
    raise Http404(_("Aucun fichier ne se trouve à cette adresse."))


def forget(nomination: Nomination, keys: Iterable[str] | None = None) -> int:
    """Take copies away, all of them or these; the snapshot still says that there were some. Returns how many.

    In the territory's context or the programme's.
    """
    gone = [one.id for one in of(nomination) if keys is None or one.id in set(keys)]
    for key in gone:
        files().remove(path(nomination, key))
    return len(gone)


def expected() -> set[str]:
    """Every copy of a dossier that stands; in the programme's context."""
    rows = Nomination.objects.filter(withdrawn_at=None, snapshot__has_key="files").only("snapshot", "territory_role")
    return {path(nomination, one.id) for nomination in rows for one in of(nomination)}
