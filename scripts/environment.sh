#!/bin/sh
# Makes the environment in .venv and installs the package into it; safe to run again.
# usage: scripts/environment.sh run|test
set -eu
extra=$1
venv=.venv

say() { echo "servanda: $*" >&2; }

pick_python() {
    if [ -n "${PYTHON:-}" ]; then echo "$PYTHON"; return; fi
    for p in python3 python3.13 python3.12 python3.11 python; do
        if "$p" -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14)))' 2>/dev/null
        then echo "$p"; return; fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed - install python3, or name one: make run PYTHON=/path"
    exit 2
}

make_venv() {
    py=$(pick_python)
    "$py" -m venv "$venv" 2>/dev/null && return
    rm -rf "$venv"
    # Debian keeps the venv module in a package of its own.
    version=$("$py" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if command -v apt-get >/dev/null 2>&1; then
        say "installing Debian's python$version-venv"
        as_root="" ; [ "$(id -u)" = 0 ] || as_root="sudo"
        ($as_root apt-get update -q && $as_root apt-get install -y -q "python$version-venv") >&2 \
            || say "that did not work - install python$version-venv yourself and try again"
    fi
    "$py" -m venv "$venv" || {
        say "no virtual environment can be made - install the venv module of $py"
        exit 2
    }
}

stamp="$venv/.installed-$extra"
# An environment holds absolute paths: one that was moved or copied here is made anew, and so is
# one of another Python than the one asked for.
here=$(pwd -P)
[ ! -e "$venv" ] || [ "$(cat "$venv/.place" 2>/dev/null || echo "$here")" = "$here" ] || rm -rf "$venv"
if [ -n "${PYTHON:-}" ] && [ -x "$venv/bin/python" ]; then
    named() { "$1" -c 'import sys; print(sys.version_info[:2])' 2>/dev/null || echo none; }
    [ "$(named "$PYTHON")" = "$(named "$venv/bin/python")" ] || rm -rf "$venv"
fi
if [ -x "$venv/bin/python" ] && ! "$venv/bin/python" -c '' 2>/dev/null; then rm -rf "$venv"; fi
[ -x "$venv/bin/python" ] || make_venv
if [ ! -f "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    say "installing (once; about 360 MB) ..."
    target=".[vectors]"
    [ "$extra" = test ] && target=".[test]"
    "$venv/bin/python" -m pip install -q --disable-pip-version-check -e "$target" >&2
    echo "$here" > "$venv/.place"
    touch "$stamp"
fi
