"""PDF of one page with text as text and the fonts inside the file. Its title is the headline."""

from __future__ import annotations

import re

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import render_picture

DATES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
# A date of the same length, so that the offsets in the file's index stay right. The same picture gives the same file.
NO_DATE = rb"\g<1>19700101000000"


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The file as the browser prints it."""
    _, pdf = render_picture(description, options, "pdf")
    return DATES.sub(NO_DATE, pdf)
