"""What everything stands on is tried by itself, module by module."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_module_of_the_kit_has_tests_of_its_own():
    modules = {
        path.stem
        for path in (ROOT / "platform" / "eclore" / "kit").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").exists()
    }
    tested = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "platform" / "kit").glob("test_*.py")}
    assert {"transitions", "charts"} <= modules
    assert modules - tested == set()


def test_the_kit_and_the_database_keep_no_line_from_the_formatter():
    kept = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("kit", "database")
        for path in sorted((ROOT / "platform" / "eclore" / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if line.rstrip().endswith("# fmt: skip")
    ]
    assert kept == []
