"""The layers as they are drawn are the layers that import-linter holds."""

import re
import tomllib

import pytest

from tests.docs import reading


def drawn(document: str) -> list[frozenset[str]]:
    """From the top: the names of each line of the drawing under "The layers"."""
    section = reading.text_of(document).partition("## The layers\n")[2]
    lines = [re.split(r"\s{3,}", line.strip())[0] for line in reading.blocks(section, "")[0].splitlines()]
    return [names(line) for line in lines]


def names(layer: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w.]+", layer))


@pytest.fixture
def contract() -> list[frozenset[str]]:
    """The layers of the whole program, from the top."""
    contracts = tomllib.loads(reading.text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    whole = [each["layers"] for each in contracts if each["type"] == "layers" and "containers" not in each]
    return [names(layer) for layer in max(whole, key=len)]


def test_the_drawing_of_the_layers_is_the_contract_of_the_linter(contract):
    layers = drawn("docs/architecture.md")
    assert len(contract) > 5
    assert [layer for layer in layers if layer in contract] == contract
