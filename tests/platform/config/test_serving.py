"""How the site is served: one file of settings, calls that cross no edge of memory, nothing open before processes."""

import json
import resource
import subprocess
import sys
import threading

from eclore.config.room import in_one_piece
from serving.site import Site
from tests.docs import reading
from tests.platform.config.test_starting import ROOT, SECONDS, environment

CONFIGURATION = "python:eclore.config.gunicorn"
REPEATED = 300
BEFORE_PROCESSES = """
import gc, json, os, sys, threading
from types import SimpleNamespace
from eclore.config import gunicorn
import eclore.config.wsgi
from django.db import connections
gunicorn.when_ready(None)
gunicorn.pre_fork(SimpleNamespace(WORKERS={}), SimpleNamespace())
paths = [f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd")]
json.dump(
    {
        "sockets": [found for path in paths if os.path.lexists(path) and (found := os.readlink(path))[:7] == "socket:"],
        "connections": [one.alias for one in connections.all(initialized_only=True) if one.connection is not None],
        "threads": threading.active_count(),
        "loaded": sorted({"numpy", "typst", "programs.local.ideas.views"} & set(sys.modules)),
        "collector": gc.get_threshold(),
        "is_frozen": gc.get_freeze_count() > 100_000 and len(gc.get_objects()) < 10_000,
    },
    sys.stdout,
)
"""


def leaf(number: int) -> int:
    """A frame larger than those above it: whatever the edge, it is crossed by this one at some depth."""
    first = second = third = fourth = fifth = number
    return first + second + third + fourth + fifth


def descended(depth: int) -> int:
    """Calls that begin and end again and again, so many frames down."""
    if depth:
        return descended(depth - 1)
    for _number in range(REPEATED):
        leaf(1)
    return REPEATED


def most_faults(application) -> int:
    """Of one request, over every depth that a template may reach, in a thread of its own."""
    found = []

    def ask() -> None:
        for depth in range(400):
            before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
            application({"depth": depth}, None)
            found.append(resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    return max(found)


def test_no_depth_of_calls_maps_memory_again_and_again():
    def application(environ, _start_response):
        return [descended(environ["depth"]).to_bytes(2)]

    assert in_one_piece(application)({"depth": 3}, None) == [REPEATED.to_bytes(2)]
    if sys.version_info < (3, 14):  # as far as this was measured
        assert most_faults(application) >= REPEATED
    assert most_faults(in_one_piece(application)) < REPEATED / 3


def test_nothing_is_open_before_processes_are_made(real_db):
    """Neither a connection, nor a pool with its threads, nor the queue: each process opens its own."""
    command = [sys.executable, "-c", BEFORE_PROCESSES]
    variables = environment(real_db)
    done = subprocess.run(command, env=variables, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=True)

    assert json.loads(done.stdout) == {
        "sockets": [],
        "connections": [],
        "threads": 1,
        "loaded": ["programs.local.ideas.views"],  # views are shared; the rest would cost memory
        "collector": [10_000, 20, 100],
        "is_frozen": True,
    }


def test_every_way_to_serve_reads_one_file(tmp_path):
    site = Site(port=8000, bindings=[], host="eclore.localhost", environment={}, log_folder=tmp_path, has_worker=False)

    assert CONFIGURATION in site.web_command()
    assert f"gunicorn --config {CONFIGURATION}" in reading.text_of("deploy/OPERATIONS.md")
