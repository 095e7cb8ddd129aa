#!/bin/sh
# Sees to it that Chromium, a font with Vietnamese letters and what Playwright's driver links to are there, for the
# tests in the browser.
set -eu
font=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
if ! [ -x /usr/bin/chromium ] || ! [ -f "$font" ] || ! ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1; then
    sh "$(dirname "$0")/need.sh" "Testing in a browser" chromium fonts-dejavu-core libatomic1
fi
