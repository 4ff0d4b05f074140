"""An archive that was handed over, compared with the territory as it is now: by the manifest of a second export."""

from tenants.moving.archive import Reader
from tenants.moving.shares import LOG

# Lines that exporting and downloading themselves add, and nights that have forgotten nothing.
HARMLESS = frozenset({"export_territory", "ask_archive", "make_archive", "download_archive", "remove_archive"})
LOG_MEMBER = f"tables/{LOG}.jsonl"
BOOKKEEPING = frozenset({"shared/privacy_purge.jsonl"})


def differences(given: Reader, now: Reader) -> list[str]:
    """The members that are not the same; none when what was handed over is the last state."""
    found = [
        name
        for name in sorted({*given.members, *now.members} - BOOKKEEPING - {LOG_MEMBER})
        if given.members.get(name, {}).get("sha256") != now.members.get(name, {}).get("sha256")
    ]
    if _wrote_more(given, now):
        found.append(LOG_MEMBER)
    if given.manifest["migrations"] != now.manifest["migrations"]:
        found.append("migrations")
    return found


def _wrote_more(given: Reader, now: Reader) -> bool:
    """Whether the log now tells of something else than exports, or is not the continuation of what was given."""
    before, after = list(given.rows(LOG_MEMBER)), list(now.rows(LOG_MEMBER))
    same = after[: len(before)] == before
    return not same or any(line["verb"] not in HARMLESS for line in after[len(before) :])
