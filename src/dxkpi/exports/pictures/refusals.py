"""Why a picture cannot be created, and what to do about it."""

from __future__ import annotations

from dxkpi.errors import DxkpiError
from dxkpi.locale import N_


class PicturesUnavailable(DxkpiError):
    """No picture can be created now; everything else works."""

    exit_code = 8


class NoBrowser(PicturesUnavailable):
    """Pictures are drawn by a browser, and none is installed."""

    sentence = N_(
        "Pictures (SVG, PNG, PDF) need Chromium or Chrome on the computer that runs dxkpi. Install it there (on Debian "
        "and Ubuntu: apt install chromium), or set BROWSER_PATH to its file. Without it, data formats work, and on "
        "the pages of the dashboard also SVG and PNG: your own browser draws them."
    )


class PictureFailed(PicturesUnavailable):
    """The browser did not respond in time, twice."""

    sentence = N_("The picture could not be created: the browser did not respond. Try again in a minute.")
