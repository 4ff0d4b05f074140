#!/bin/sh
# Makes .venv from the hash-locked files given as arguments (base demo dev) and stamps it with their content.
# Called by the Makefile, from the root of the repository:  PYTHON=… STAMPS=… sh deploy/requirements/install.sh base demo
set -eu

say() { printf '%s\n' "$*" >&2; }
is_recent() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if is_recent "$candidate"; then
            printf '%s' "$candidate"
            return
        fi
    done
    if [ -n "${PYTHON:-}" ]; then
        say "PYTHON=$PYTHON is not a Python 3.11 or later that can be run: give the path of one."
    else
        say "Éclore needs Python 3.11 or later and none was found: install it (on Debian: apt install python3 python3-venv) or give its path with PYTHON=."
    fi
    return 1
}

python=$(find_python)
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    say "This Python ($python) cannot make virtual environments: install its venv module (on Debian: apt install python3-venv)."
    exit 1
fi

if [ -e .venv/unfinished ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    say "Making .venv with $("$python" --version)…"
    if ! "$python" -m venv --clear .venv; then
        say "The folder .venv could not be made: the lines above say why (a full disk, or a folder you may not write to?)."
        exit 1
    fi
fi
touch .venv/unfinished
set -- $(for name in "$@"; do printf ' --requirement deploy/requirements/%s.txt' "$name"; done)
# Nothing is compiled ahead: each module is when it is first read, and most never are.
say "Installing the pinned dependencies…"
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile --no-deps --require-hashes "$@"; then
    say "The dependencies could not be installed: the lines above say why (no network, or a full disk?)."
    exit 1
fi
rm -f .venv/unfinished .venv/ready-*
touch $STAMPS
