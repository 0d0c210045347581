#!/usr/bin/env bash
# Gradescope runs this once, when it builds the autograder's image: a Python of our own with what the grader needs.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"

new_enough() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  for name in python3.14 python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && new_enough "$name"; then
      command -v "$name"
      return
    fi
  done
}

python="$(find_python)"
if [ -z "$python" ]; then
  apt-get update
  apt-get install -y python3.12 python3.12-venv || apt-get install -y python3.11 python3.11-venv
  python="$(find_python)"
fi
if [ -z "$python" ]; then
  echo "No Python 3.11 or newer can be installed here; choose a newer base image (Ubuntu 24.04) for the autograder." >&2
  exit 1
fi

"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --disable-pip-version-check --only-binary :all: -r "$root/source/requirements.txt"
"$root/venv/bin/python" -c 'import numpy, sympy, yaml, sqlalchemy, jinja2, typer'
# Student code runs as another user here; nothing of the course may be readable for it.
chmod -R go-rwx "$root/source"
