#!/bin/sh
# Sees to it that Chromium and a font with Vietnamese letters are there, for the tests in the browser.
set -eu
font=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
if ! command -v chromium >/dev/null 2>&1 || ! [ -f "$font" ]; then
    sh "$(dirname "$0")/need.sh" "Testing in a browser" chromium fonts-dejavu-core
fi
