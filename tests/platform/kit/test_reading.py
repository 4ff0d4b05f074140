"""A reading is done elsewhere, within limits, a few at a time; the program hears what it was, or why not."""

import signal
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile

from eclore.kit.reading import limits, process
from eclore.kit.reading.faults import Fault
from tests.factories import files

SURROUNDINGS = {"PYTHONPATH": str(process.PLATFORM)}


def read(data, family="", **options):
    content = ContentFile(data)
    return process.read(content, family or process.family_of(content), **options)


def test_a_fault_is_written_with_its_numbers_and_read_again():
    told = [str(Fault("broken_pdf")), str(Fault("picture_too_large", 50, 40))]
    again = [Fault.of(one) for one in told]

    assert told == ["broken_pdf", "picture_too_large:50,40"]
    assert [(one.code, one.numbers) for one in again] == [("broken_pdf", ()), ("picture_too_large", (50, 40))]


def test_a_reading_says_what_it_cost():
    cost = read(files.pdf()).cost

    assert 0 < cost.cpu < limits.SECONDS_OF_CPU
    assert 1_000_000 < cost.memory < 100_000_000


def test_what_takes_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(limits, "SECONDS", 0.01)
    with pytest.raises(Fault, match="too_costly"):
        read(files.pdf())


@pytest.mark.parametrize("act", ["bytearray(2 * limits.MEMORY)", "[open('/dev/null') for _ in range(100)]"])
def test_a_process_holds_itself_to_its_limits(act):
    script = f"from eclore.kit.reading import limits; limits.hold(); {act}"
    ended = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(process.PLATFORM)}, capture_output=True
    )

    assert ended.returncode == 1
    assert ended.stderr.splitlines()[-1].startswith((b"MemoryError", b"OSError: [Errno 24]"))


def test_a_process_that_counts_for_ever_is_ended_by_the_system():
    script = (
        "import resource; from eclore.kit.reading import limits; limits.SECONDS_OF_CPU = 1; limits.hold()\nwhile 1: 0"
    )
    ended = subprocess.run([sys.executable, "-c", script], env={"PYTHONPATH": str(process.PLATFORM)}, timeout=30)

    assert ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_two_are_read_at_a_time_and_a_third_waits(monkeypatch, tmp_path):
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    monkeypatch.setattr(process.tempfile, "tempdir", str(tmp_path))
    with process._place(), process._place(), pytest.raises(process.Busy):
        read(files.pdf())

    assert read(files.pdf()).extension == "pdf"
