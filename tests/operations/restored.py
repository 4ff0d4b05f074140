"""`make drill-restored`: one territory goes back to a moment while people write in another; its transcript."""

import re
import sys

from tests.operations.archived import archived
from tests.operations.transcripts import Operator, Tell, told
from tests.operations.writing import Writing

SLUG, NEIGHBOUR = "ardennes", "somme"


def restored(tell: Tell) -> bool:
    """Whether it is as it was, then as it had become; and nothing that was acknowledged next door is lost."""
    with archived() as site:
        site.life("found", SLUG, NEIGHBOUR)
        then = {*site.life("write", "4", SLUG)}
        operator = Operator(site, tell)
        operator.backup()
        at = site.now()
        now = then | {*site.life("write", "2", SLUG)}
        writing = Writing(site, NEIGHBOUR)
        writing.start()
        writing.await_more(2)
        said = operator.typed("restore_territory", SLUG, "--at", at.isoformat(timespec="seconds"), "--yes")
        operator.passed()
        wrong = writing.end()
        there = {*writing.acknowledged} & site.ideas(NEIGHBOUR)
        lost = len({*writing.acknowledged}) - len(there)
        tell(f"# meanwhile, in {NEIGHBOUR}: {len(there)} ideas acknowledged, {lost} lost {wrong[-300:]}".rstrip())
        is_then = site.ideas(SLUG) == then
        operator.typed("check_isolation")
        operator.typed("verify_audit", SLUG)
        tell("# and back to what it had become")
        undo = re.search(r"--from (\S+)", said)[1].replace("/var/backups/eclore", str(site.backups))
        operator.typed("restore_territory", SLUG, "--from", undo, "--yes")
        operator.passed()
        return is_then and site.ideas(SLUG) == now and bool(there) and not lost and not wrong


if __name__ == "__main__":
    sys.exit(told("drill-restored", restored))
