"""The reading process: `python -m eclore.kit.reading FAMILY WIDTH HEIGHT PIXELS LOSSLESS`, in a folder with `sent`.

It writes `kept` when what is kept is not what was sent, and says one line of JSON: what it is, or why not.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

from eclore.kit.reading import limits
from eclore.kit.reading.faults import Fault

SENT, KEPT = Path("sent"), Path("kept")
FAMILIES = {"pdf": "pdfs", "picture": "pictures", "office": "offices"}


def main(family: str, *options: str) -> None:
    """Hold the limits, then read."""
    limits.hold()
    told: dict[str, object]
    try:
        reader = import_module(f"eclore.kit.reading.{FAMILIES[family]}")
        told = {"extension": reader.read(SENT, KEPT, *map(int, options))}
    except Fault as fault:
        told = {"fault": str(fault)}
    except MemoryError:
        told = {"fault": "too_costly"}
    sys.stdout.write(json.dumps({**told, **limits.spent()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
