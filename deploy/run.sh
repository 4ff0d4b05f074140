#!/bin/sh
# What each program of an installation is. Units of systemd and containers run only this:
#   run.sh web | worker | install | upgrade | backup | nightly | pooler | manage COMMAND…
set -eu
cd "$(dirname "$0")/.."
export PYTHONPATH="$PWD/platform:$PWD"
export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-eclore.config.settings.production}"
python=$PWD/.venv/bin/python

backup() {
    folder=${ECLORE_BACKUPS:-/var/backups/eclore}
    name=$folder/$(date -u +%Y-%m-%dT%H%M%SZ)
    umask 077
    mkdir -p "$folder"
    # What is not whole keeps another name.
    pg_dump --format=custom --file="$name.dump.partial" "$DATABASE_BACKUP_URL"
    if [ -d "${ECLORE_MEDIA:-.local/media}" ]; then
        tar -czf "$name.files.partial" -C "${ECLORE_MEDIA:-.local/media}" .
        mv "$name.files.partial" "$name.files.tar.gz"
    fi
    mv "$name.dump.partial" "$name.dump"
    find "$folder" -maxdepth 1 -type f -mtime "+${ECLORE_BACKUP_DAYS:-30}" -name '????-??-??T*Z.*' -delete
    "$python" manage.py note_backup --kind whole
}

program=${1:-}
[ $# -eq 0 ] || shift
case $program in
web)
    # It makes nothing and migrates nothing: it is given neither login. A socket of systemd, where there is one, comes
    # before --bind.
    unset DATABASE_OWNER_URL DATABASE_WORKER_URL DATABASE_BACKUP_URL DATABASE_SUPERUSER_URL
    exec "$python" -m gunicorn --config python:eclore.config.gunicorn --bind "${ECLORE_BIND:-127.0.0.1:8000}" "$@"
    ;;
worker) exec "$python" manage.py work "$@" ;;
install) exec "$python" manage.py install "$@" ;;
upgrade) exec "$python" manage.py upgrade "$@" ;;
backup) backup ;;
nightly) while :; do (backup) || echo "the backup has failed" >&2; sleep 86400; done ;;  # where no timer is
pooler) exec pgbouncer "${1:-/etc/pgbouncer/pgbouncer.ini}" ;;
manage) exec "$python" manage.py "$@" ;;
*)
    echo "run.sh web | worker | install | upgrade | backup | nightly | pooler | manage COMMAND…" >&2
    exit 2
    ;;
esac
