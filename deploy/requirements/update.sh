#!/bin/sh
# Brings the locked files up to what is published, within base.in, demo.in and dev.in, and shows what has changed:
#   update.sh             everything
#   update.sh NAME…       these packages, and what they need
#   update.sh --as-asked  what the .in files ask for, and nothing newer (after a change of one of them)
set -eu
cd "$(dirname "$0")"
uv=${UV:-../../.venv/bin/uv}
case "$uv" in /*) ;; *) uv=$PWD/$uv ;; esac
[ -x "$uv" ] || { echo "uv is not here: make venv" >&2; exit 1; }

upgrade=--upgrade
if [ "${1:-}" = --as-asked ]; then
    upgrade=
elif [ $# -gt 0 ]; then
    upgrade=$(printf ' --upgrade-package %s' "$@")
fi
versions() { cat "$1"/*.txt | sed -n 's/^\([A-Za-z0-9._-]*\)==\([^ ;]*\).*/\1 \2/p' | sort -u; }

# Nothing is replaced before all three can be.
new=$(mktemp -d)
trap 'rm -rf "$new"' EXIT
cp ./*.in ./*.txt "$new"
for name in base demo dev; do
    (cd "$new" && "$uv" pip compile --quiet --generate-hashes --no-header --python-version 3.11 $upgrade \
        "$name.in" --output-file "$name.txt")
done
versions . >"$new/before"
versions "$new" >"$new/after"
join -a1 -a2 -e - -o 0,1.2,2.2 "$new/before" "$new/after" | awk '
    $2 == $3 { next }
    $2 == "-" { print "  + " $1 " " $3; next }
    $3 == "-" { print "  - " $1 " " $2; next }
    { print "    " $1 " " $2 " -> " $3 }' >"$new/changed"
for name in base demo dev; do cat "$new/$name.txt" >"$name.txt"; done
if [ -s "$new/changed" ]; then
    cat "$new/changed"
    echo "$(wc -l <"$new/changed") packages differ. Now: make venv, make licences, make audit, .ci/run"
else
    echo "Nothing is newer."
fi
