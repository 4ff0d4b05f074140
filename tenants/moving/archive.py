"""The file itself: a ZIP whose last member, manifest.json, says the SHA-256 and the size of each of the others."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class DamagedArchiveError(Exception):
    """It is not what was written, or not all of it: nothing of it may be used."""


class Writer:
    """Members one after the other, each from an iterable of bytes: nothing is held whole."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600, exist_ok=False)
        self._zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self.members: dict[str, dict[str, Any]] = {}
        self._tell: Callable[[int], None] = lambda done: None

    def follow(self, progress: Callable[[int, int], None], total: int) -> None:
        """Tell of each member that is written, of about `total`."""
        self._tell = lambda done: progress(min(done, total), total)

    def add(self, name: str, chunks: Iterable[bytes], **told: Any) -> dict[str, Any]:
        """Write one member; returns its entry in the manifest, to which `told` is added."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(name, "w", force_zip64=True) as member:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                member.write(chunk)
        self.members[name] = {"sha256": digest.hexdigest(), "bytes": size, **told}
        self._tell(len(self.members))
        return self.members[name]

    def close(self, **about: Any) -> None:
        """Write the manifest, and end."""
        manifest = {"format": FORMAT, **about, "members": self.members}
        self._zip.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2))
        self._zip.close()


class Reader:
    """An archive as it was written. Raises DamagedArchiveError when it is opened, or when a member does not agree."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest: dict[str, Any] = json.loads(self._zip.read(MANIFEST))
            self.members: dict[str, dict[str, Any]] = self.manifest["members"]
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
            raise DamagedArchiveError(f"this is not an archive of a territory: {error}") from error
        if self.manifest.get("format") != FORMAT:
            raise DamagedArchiveError(f"its format is {self.manifest.get('format')}, this version reads {FORMAT}")

    def verify(self) -> None:
        """Read every member again, from its first byte to its last; before anything of it is used."""
        there = [info.filename for info in self._zip.infolist()]
        if sorted(there) != sorted([*self.members, MANIFEST]):
            odd = sorted({*there} ^ {*self.members, MANIFEST}) or "a name twice"
            raise DamagedArchiveError(f"members and manifest do not agree: {odd}")
        for name, told in self.members.items():
            if ".." in name.split("/") or name.startswith("/"):
                raise DamagedArchiveError(f"{name} leads elsewhere")
            digest, size = hashlib.sha256(), 0
            try:
                for chunk in self.chunks(name):
                    digest.update(chunk)
                    size += len(chunk)
            except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
                raise DamagedArchiveError(f"{name}: {error}") from error
            if (digest.hexdigest(), size) != (told["sha256"], told["bytes"]):
                raise DamagedArchiveError(f"{name} is not what was written")

    def open(self, name: str) -> IO[bytes]:
        return self._zip.open(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        with self.open(name) as member:
            while chunk := member.read(CHUNK):
                yield chunk

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The lines of a table, one by one; none for a table that is not there."""
        if name in self.members:
            with self.open(name) as member:
                for line in member:
                    yield json.loads(line)

    def close(self) -> None:
        self._zip.close()


def sha256_of(path: Path) -> str:
    """The file whole: what is written down where it is kept."""
    with path.open("rb") as read:
        return hashlib.file_digest(read, "sha256").hexdigest()
