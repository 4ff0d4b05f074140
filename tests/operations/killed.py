"""A command of `manage.py` that is killed (SIGKILL) when it gets to a place in the code.

python -m tests.operations.killed tenants.privacy.replaying:replay COMMAND…    as it calls the function
python -m tests.operations.killed tenants.privacy.replaying:replay+ COMMAND…   once the function has returned
"""

import os
import signal
import sys
from importlib import import_module

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclore.config.settings.development")
django.setup()

from django.core.management import call_command  # noqa: E402  once Django is ready


def main(place: str, *command: str) -> None:
    where, _colon, name = place.rstrip("+").partition(":")
    module = import_module(where)
    function, is_after = getattr(module, name), place.endswith("+")

    def killed(*arguments, **named):
        if is_after:
            function(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, killed)
    call_command(*command)


if __name__ == "__main__":
    main(*sys.argv[1:])
