#!/bin/sh
# Installs what the browser tests need: Chromium, a font with Vietnamese letters and a library of Playwright's driver.
set -eu
font=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
if ! [ -x /usr/bin/chromium ] || ! [ -f "$font" ] || ! ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1; then
    sh "$(dirname "$0")/need.sh" "Testing in a browser" chromium fonts-dejavu-core libatomic1
fi
