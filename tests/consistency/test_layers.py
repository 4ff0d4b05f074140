"""The import contracts, and migrations that tell the models' truth."""

import os
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]


def test_the_layers_hold():
    command = [str(Path(sys.executable).with_name("lint-imports"))]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'platform'}:{ROOT}"}

    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_no_model_has_moved_without_its_migration(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
