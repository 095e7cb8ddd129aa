#!/bin/sh
# Installs the pinned packages of the file PINS into the virtual environment FOLDER, checking every hash.
#   install.sh FOLDER PINS
# uv, itself pinned in the lock, is four times as fast as pip; where it cannot reach a registry that pip is configured
# for, pip is used.
set -eu
folder=$1
pins=$2
if ! "$folder/bin/uv" --version >/dev/null 2>&1; then
    sed -n '/^uv==/,/[^\\]$/p' "$pins" >"$folder/uv.lock"
    "$folder/bin/pip" install -qq --disable-pip-version-check --require-hashes -r "$folder/uv.lock"
fi
UV_SYSTEM_CERTS=1 "$folder/bin/uv" pip install -q --python "$folder/bin/python" --require-hashes -r "$pins" ||
    "$folder/bin/pip" install -qq --disable-pip-version-check --require-hashes -r "$pins"
