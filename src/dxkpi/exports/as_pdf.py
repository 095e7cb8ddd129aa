"""PDF of one page: letters stay letters, their fonts in the file; its title is the headline."""

from __future__ import annotations

import re

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import painted

WHEN_MADE = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
# A date of the same length, so that every place in the file stays where its index says: when the picture was made is
# not of the picture, and the same picture must be the same file.
NO_DATE = rb"\g<1>19700101000000"


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The picture as the browser prints it."""
    _, drawn = painted(description, options, "pdf")
    return WHEN_MADE.sub(NO_DATE, drawn)
