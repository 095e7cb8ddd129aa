#!/bin/sh
# Installs missing Debian packages; where that is not possible, prints which ones are needed and exits with 1.
#   need.sh "WHAT FOR" PACKAGE...
set -eu
what=$1
shift
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "$what needs the system's packages: $*. Install them (on Debian, as root: apt-get install $*) and try again." >&2
    exit 1
fi
echo "Installing $* …"
log=$(mktemp)
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1 </dev/null; }
# The package lists may be missing or old, so a failed installation updates them and is repeated once.
if ! install "$@"; then
    apt-get update -q >/dev/null 2>&1 </dev/null || true
    if ! install "$@"; then
        grep -E '^(E:|W:)' "$log" | sed -E 's#[a-z]+://[^ ]*#(address)#g' >&2 || true
        echo "$what needs the system's packages: $*. They could not be installed." >&2
        exit 1
    fi
fi
rm -f "$log"
