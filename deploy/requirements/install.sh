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
# Two at a time, each package in one half only. Nothing is compiled ahead: a module is when it is first read, most never.
half() { printf '.venv/half-%s.txt' "$1"; }
install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-compile --no-deps --require-hashes --requirement "$1"; }
set -- $(for name in "$@"; do printf ' deploy/requirements/%s.txt' "$name"; done)
awk '/^[A-Za-z]/ { keep = !seen[$1]++; count += keep } keep && !/^#/ { print > (".venv/half-" count % 2 ".txt") }' "$@"
say "Installing the pinned dependencies…"
install "$(half 0)" & other=$!
trap 'kill $other 2>/dev/null; exit 130' INT TERM
done=yes
install "$(half 1)" || done=
wait $other || done=
trap - INT TERM
if [ -z "$done" ]; then
    say "The dependencies could not be installed: the lines above say why (no network, or a full disk?)."
    exit 1
fi
rm -f .venv/unfinished .venv/half-* .venv/ready-*
touch $STAMPS
