"""`make drill-lost`: the machine burns, a new one is brought back to a moment; its transcript."""

import sys
import time

from tests.operations.archived import archived
from tests.operations.transcripts import Operator, Tell, told

SLUGS = ("ardennes", "somme", "aisne")
ERASED = "effacee@ailleurs.example"
# What an operator types once the cluster has come back (deploy/OPERATIONS.md, « Restoring the whole »).
PUT_RIGHT = (
    ("restore_files",),
    ("upgrade",),
    ("replay_erasures",),
    ("check_isolation",),
    ("verify_audit",),
    ("sweep_files", "--dry-run"),
)


def lost(tell: Tell) -> bool:
    """Whether every idea of then is there, and nobody who was erased since."""
    with archived() as site:
        site.life("found", *SLUGS)
        ideas = {*site.life("write", "4", *SLUGS), *site.life("person", SLUGS[0], ERASED)}
        operator = Operator(site, tell)
        operator.backup("--full")
        ideas |= {*site.life("write", "3", *SLUGS)}
        moment = site.now()
        later = {*site.life("write", "3", *SLUGS)}
        site.demand(f"erase_person {ERASED}")
        operator.backup()
        tell(f"# {len(ideas)} ideas, then {len(later)} more, and somebody was erased; the machine burns")
        site.destroy()
        operator.began = time.monotonic()
        target = f"{moment:%Y-%m-%d %H:%M:%S+00}"
        tell(f'$ pgbackrest --stanza=eclore --type=time --target="{target}" --target-action=promote restore')
        tell("$ systemctl start postgresql")
        site.restore("--type=time", f"--target={moment:%Y-%m-%d %H:%M:%S.%f+00}", "--target-action=promote")
        operator.passed()
        for command in PUT_RIGHT:
            operator.typed(*command)
        operator.passed()
        told_of = sum(
            site.ask(f"SELECT count(*) FROM {slug}.ideas_idea t WHERE t::text ~* 'quetzal|effacee@'") for slug in SLUGS
        )
        found = site.ideas(*SLUGS)
        tell(f"# {len(found & ideas)} ideas of {len(ideas)}, {len(found - ideas)} too many;")
        tell(f"# {told_of} tell of who was erased")
        return found == ideas and not told_of


if __name__ == "__main__":
    sys.exit(told("drill-lost", lost))
