#!/bin/sh
# What each program of an installation is. Units of systemd and containers run only this:
#   run.sh web | worker | install | upgrade | backup | nightly | pooler | manage COMMAND…
set -eu
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD/platform:$PWD"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-eclore.config.settings.production}"
python=$PWD/.venv/bin/python

program=${1:-}
[ $# -eq 0 ] || shift
case $program in
web)
    # It makes nothing and migrates nothing: it is given neither login. A socket of systemd, where there is one, comes
    # before --bind.
    unset DATABASE_OWNER_URL DATABASE_WORKER_URL DATABASE_SUPERUSER_URL
    exec "$python" -m gunicorn --config python:eclore.config.gunicorn --bind "${ECLORE_BIND:-127.0.0.1:8000}" "$@"
    ;;
worker) exec "$python" manage.py work "$@" ;;
install) exec "$python" manage.py install "$@" ;;
upgrade) exec "$python" manage.py upgrade "$@" ;;
backup) exec "$python" manage.py backup "$@" ;;
nightly) while :; do "$python" manage.py backup || echo "the backup has failed" >&2; sleep 86400; done ;;  # where no timer is
pooler) exec pgbouncer "${1:-/etc/pgbouncer/pgbouncer.ini}" ;;
manage) exec "$python" manage.py "$@" ;;
*)
    echo "run.sh web | worker | install | upgrade | backup | nightly | pooler | manage COMMAND…" >&2
    exit 2
    ;;
esac
