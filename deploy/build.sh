#!/bin/sh
# Makes what runs out of a bare copy of the source, in its own folder: the environment, catalogues, static files.
# A container's image and a server are made by this alone:  sh deploy/build.sh [--with-packages]
set -eu
cd "$(dirname "$0")/.."

if [ "${1:-}" = --with-packages ]; then  # of Debian, as root: Python, what backs up and restores, the pooler
    apt-get update -qq
    # PostgreSQL's program is for restoring beside: no cluster is made where none was wanted.
    [ -d /etc/postgresql-common ] || { mkdir /etc/postgresql-common; echo "create_main_cluster = false" \
        >/etc/postgresql-common/createcluster.conf; }
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        ca-certificates python3 python3-venv postgresql-15 pgbackrest pgbouncer >/dev/null
    rm -rf /var/lib/apt/lists/*
fi

PYTHON="${PYTHON:-}" STAMPS=.venv/ready-to-serve sh deploy/requirements/install.sh base
# Neither command asks anything of a database, nor signs anything.
manage() {
    env DJANGO_SETTINGS_MODULE=eclore.config.settings.production PYTHONPATH="$PWD/platform:$PWD" \
        ECLORE_SECRET_KEY=building DATABASE_URL=postgresql:///none .venv/bin/python manage.py "$@"
}
manage catalogue compile
manage collectstatic --noinput --verbosity 0
.venv/bin/python -m compileall -q platform tenants programs api .venv/lib || true  # quicker starts, nothing more
# Whoever serves is somebody else than who builds.
chmod -R a+rX .local .venv
