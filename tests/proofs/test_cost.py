"""Cost: whatever somebody sends, twice as much costs about twice as much, up to what a field takes.

Input doubles five times. The power by which CPU (ours, and the database's where it works for us) and the letters of
SQL grow, from 20 ms upwards, is under 1.2, and memory is bounded. What is tried is found in the code: patterns,
functions of one text, parameters, texts of forms and bodies, files by family. A new one is tried by being there.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile

from eclore.kit.reading import __main__ as reading
from eclore.kit.reading import limits, process
from eclore.kit.reading.faults import Cost, Fault
from tests.journeys.test_bad_input import PLACES, everything  # noqa: F401  a fixture
from tests.proofs.cost import asked, measures, readers, texts, uploads
from tests.proofs.cost.measures import Point
from tests.proofs.shares import share

OURS = 32_000  # letters: far more than any text that a field keeps


@pytest.fixture
def unlimited(settings):
    """How often is another question."""
    settings.LIMITS = dict.fromkeys(settings.LIMITS, ("999999999/h", "999999999/h"))


def test_a_power_is_told_from_its_points():
    line, square = ([Point(size, size**power / 1e6) for size in measures.sizes(1 << 20)] for power in (1, 2))

    assert measures.too_steep(line) == ""
    assert "power 2.00" in measures.too_steep([Point(point.size, point.cpu / 1e6) for point in square])


def test_every_pattern_and_every_function_of_one_text(record_property):
    patterns, functions = readers.patterns(), readers.functions()
    acts = patterns | functions
    cases = [(name, shape) for name in acts for shape in texts.SHAPES]
    steep = []
    for name, shape in share("cost of texts", cases, 120):
        why = measures.proved(lambda size, name=name, shape=shape: _called(acts[name], texts.SHAPES[shape], size), OURS)
        if why:
            steep.append((name, shape, why))
    record_property(
        "figure", f"Cost: {len(patterns)} patterns, {len(functions)} functions of a text, {len(cases)} cases"
    )

    assert (len(patterns) > 20, len(functions) > 20) == (True, True)
    assert steep == []


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("what", ["parameters", "typed", "bodies"])
def test_every_parameter_and_every_free_text(what, kind, everything, unlimited, record_property):  # noqa: F811  it is one
    cases = getattr(asked, what)(kind)
    steep = []
    for case in share(f"cost of {what}, {kind}", cases, 2):
        if why := measures.proved(case.cost, case.largest):
            steep.append((str(case), why))
    record_property("figure", f"Cost: {len(cases)} cases of {what} on a {kind} host")

    assert cases
    assert steep == []


def test_every_family_of_files(record_property):
    cases = [(family, name) for family, made in uploads.MADE.items() for name in made]
    steep = []
    for family, name in share("cost of files", cases, 1):
        read = Reading(family, uploads.MADE[family][name])
        why = measures.proved(read, uploads.LARGEST)
        if why or read.memory > limits.MEMORY:
            steep.append((family, name, why, read.memory))
    record_property("figure", f"Cost: {len(cases)} kinds of files in {len(uploads.MADE)} families")

    assert set(uploads.MADE) == set(reading.FAMILIES)
    assert steep == []


def _called(function, shape, size):
    text = shape(size)
    return measures.of_a_call(lambda: function(text), size)


@dataclass
class Reading:
    """Files of one kind as their reader meets them; `memory` is the most that it has taken."""

    family: str
    make: Callable[[int], bytes]
    memory: float = 0

    def __call__(self, size: int) -> Point:
        try:
            cost = process.read(ContentFile(self.make(size)), self.family).cost
        except Fault as fault:
            # Ended by its limits: bounded, whatever it would have grown to.
            cost = fault.cost if fault.code != "too_costly" else Cost(0, fault.cost.memory)
        self.memory = max(self.memory, cost.memory)
        return Point(size, cost.cpu)
