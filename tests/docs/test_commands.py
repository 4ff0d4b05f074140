"""The groups of tests that the Makefile names are all the tests, each once."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.docs import reading

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def groups() -> dict[str, list[str]]:
    """Each group with its folders."""
    makefile = reading.text_of("Makefile")
    names = re.search(r"^GROUPS := (.+)$", makefile, re.M)[1].split()
    return {name: re.search(rf"^{name.upper()} := (.+)$", makefile, re.M)[1].split() for name in names}


def test_every_test_is_in_exactly_one_group(groups):
    folders = [folder for each in groups.values() for folder in each]
    files = [str(path.relative_to(ROOT)) for path in sorted((ROOT / "tests").rglob("test_*.py"))]

    assert {file: [one for one in folders if file.startswith(f"{one}/")] for file in files} == {
        file: ["/".join(file.split("/")[:2])] for file in files
    }


def test_each_group_is_run_by_its_name(groups):
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "TESTS"}
    for name, folders in groups.items():
        command = ["make", "-n", f"test-{name}"]
        said = subprocess.run(command, cwd=ROOT, env=outside, capture_output=True, text=True, check=True)
        assert said.stdout.rstrip().endswith(" ".join(folders))
