"""Templates of the tests' own, beside the house's."""

from pathlib import Path

import pytest
from django.template import engines

TEMPLATES = Path(__file__).resolve().parents[3] / "templates"


@pytest.fixture(autouse=True)
def own_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = engines["django"].engine
    monkeypatch.setattr(engine, "dirs", [*engine.dirs, TEMPLATES])
