"""The web server's entry; over a database that this code can never serve, a sentence and no server."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from eclore.config.room import in_one_piece
from eclore.config.starting import read_ahead, require_servable
from eclore.database.compatibility import IncompatibleDatabaseError

NEVER_BOOTS = 3  # gunicorn does not start again a process that ends with this code, and ends with it too

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "eclore.config.settings.production")
application = in_one_piece(get_wsgi_application())
try:
    require_servable()
except IncompatibleDatabaseError as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(NEVER_BOOTS)
read_ahead()
