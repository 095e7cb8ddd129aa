#!/bin/sh
# Creates the virtual environment FOLDER with a Python 3.11 or newer.
#   venv.sh FOLDER
set -eu
folder=$1
fits='import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))'
find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
        if "$name" -c "$fits" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    return 1
}
if ! python=$(find_python); then
    sh "$(dirname "$0")/need.sh" "A virtual environment of Python 3.11 or newer" python3 python3-venv
    if ! python=$(find_python); then
        echo "Python 3.11 or newer is needed; this system's is older. Name one: make PYTHON=/path/to/python3.11" >&2
        exit 1
    fi
fi
"$python" -m venv "$folder"
