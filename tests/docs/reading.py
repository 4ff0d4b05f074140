"""Reads the project's documents: code spans, shell blocks, trees, links."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOPS = {"platform", "tenants", "programs", "api", "templates", "tests", "deploy", "docs", ".ci", ".github", ".gitlab"}
PACKAGES = ("eclore", "embedded", "tenants", "programs", "api")

BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)#\s]+)(?:#[^)]*)?\)")
PATH_IN_TEXT = re.compile(rf"(?<![\w/.@-])(?:{'|'.join(sorted(PACKAGES))})(?:/[\w.-]+)+|(?<![\w/-])docs/[\w./-]+")
MODULE = re.compile(rf"(?:{'|'.join(PACKAGES)})(?:\.\w+)+")


def text_of(name: str) -> str:
    return (ROOT / name).read_text()


def documents() -> list[Path]:
    """Every document that is kept, wherever it is."""
    kept = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").glob("*.md")]
    return [*kept, *(ROOT / ".github").rglob("*.md"), *(ROOT / ".gitlab").rglob("*.md")]


def blocks(text: str, *languages: str) -> list[str]:
    return [found["text"] for found in BLOCK.finditer(text) if found["language"] in languages]


def spans(text: str) -> list[str]:
    """What stands between backquotes, blocks left out."""
    return SPAN.findall(BLOCK.sub("", text))


def links(text: str) -> list[str]:
    """Relative targets, without their anchors."""
    targets = [found["target"] for found in LINK.finditer(BLOCK.sub("", text))]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def paths(text: str) -> set[str]:
    """Paths of the repository that code spans and drawings name; patterns (`<resource>`, `*`) are left out."""
    named = {span.rstrip("/") for span in spans(text) if "/" in span and span.split("/")[0] in TOPS}
    drawn = {path.rstrip("/.") for block in blocks(text, "") for path in PATH_IN_TEXT.findall(block)}
    return {path for path in named | drawn if not re.search(r"[<*…,\s]", path)}


def modules(text: str) -> set[str]:
    """Dotted names of ours, in code spans and drawings: modules, or what a module holds."""
    named = {span for span in spans(text) if MODULE.fullmatch(span)}
    return named | {found for block in blocks(text, "") for found in MODULE.findall(block)}


def tree(block: str) -> list[str]:
    """The paths that an indented tree names: `  name/   what it is`."""
    found: list[str] = []
    parents: list[tuple[int, str]] = []
    for line in block.splitlines():
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        names = re.split(r"\s{2,}(?=[^\s])", line.strip())
        while parents and parents[-1][0] >= indent:
            parents.pop()
        prefix = "".join(part for _, part in parents)
        alone = [name for name in names if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", name)] if indent == 0 else names[:1]
        found += [prefix + name for name in alone]
        if names[0].endswith("/"):
            parents.append((indent, names[0]))
    return found


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", text_of("Makefile"), re.MULTILINE))
