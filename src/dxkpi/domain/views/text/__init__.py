"""Views in Vietnamese and English: titles, subtitles, notes, tables, citations, paragraphs.

It may use views and everything below them; views know no language and do not use it.
"""

from dxkpi.domain.views.text.format import (
    change,
    is_better,
    named_with_gaps,
    number_of,
    quotient_words,
    reporting_words,
    signed,
    written,
)
from dxkpi.locale import MISSING, count

__all__ = [
    "MISSING",
    "change",
    "count",
    "is_better",
    "named_with_gaps",
    "number_of",
    "quotient_words",
    "reporting_words",
    "signed",
    "written",
]
