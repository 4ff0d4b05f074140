#!/usr/bin/env python
"""Éclore's command line: puts `platform` on the path, sees that there is a database, and hands over to Django."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent / "platform"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclore.config.settings.development")

    from django.core.management import execute_from_command_line
    from environs import EnvError

    from eclore.config.starting import exit_unless_upgradable
    from embedded.commands import database_for

    with database_for(sys.argv, before=exit_unless_upgradable):
        try:
            execute_from_command_line(sys.argv)
        except EnvError as error:
            sys.exit(f"{error}. Le fichier deploy/VARIABLES.md dit chaque variable.")
