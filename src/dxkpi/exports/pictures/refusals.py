"""Why a picture cannot be made, in words a person can act on."""

from __future__ import annotations

from dxkpi.errors import DxkpiError
from dxkpi.locale import N_


class PicturesUnavailable(DxkpiError):
    """No picture can be made now; everything else works."""

    exit_code = 8


class NoBrowser(PicturesUnavailable):
    """Pictures are drawn by a browser, and there is none."""

    sentence = N_(
        "Pictures (SVG, PNG, PDF) need Chromium or Chrome on the computer that runs dxkpi. Install it there (on Debian "
        "and Ubuntu: apt install chromium), or name its file in BROWSER_PATH. Without it, data formats work, and on "
        "the pages of the dashboard SVG and PNG too: your own browser draws them."
    )


class PictureFailed(PicturesUnavailable):
    """The browser did not answer in time, twice."""

    sentence = N_("The picture could not be made: the browser did not answer. Try again in a minute.")
