"""Parts of the page Xu hướng: the table of who made a change."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

import rendering
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.views import text
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import N_, Language, say
from dxkpi.templates import HtmlTable


@lru_cache(maxsize=rendering.PARTS_CACHED)
def contributions(description: Description) -> Markup:
    """What the localities that did most did, each by every effect, and the sum of all."""
    language, view = description.language, description.view
    headings = (
        say("Locality", language),
        *(series.names.text(language) for series in view.series),
        say(N_("Together"), language),
    )
    rows = []
    sums = [0.0] * len(view.series)
    for values in zip(*(series.values for series in view.series), strict=True):
        sizes = [value.value or 0.0 for value in values]
        sums = [total + size for total, size in zip(sums, sizes, strict=True)]
        rows.append((description.name_of(values[0]), *(_written(size, language) for size in (*sizes, sum(sizes)))))
    rows.append((say(N_("Sum of all"), language), *(_written(size, language) for size in (*sums, sum(sums)))))
    title = say(N_("Contribution of each locality"), language)
    return rendering.render("frame_table.html", table=HtmlTable(headings, rows, label=title))


def nothing_below(place: Locality, language: Language) -> Markup:
    """Instead of contributions, where there is nothing to split by."""
    message = N_("{place} has no localities below it, so its change is its own.")
    return rendering.notice(say(message, language, place=place.name))


def _written(size: float, language: Language) -> str:
    return text.signed(size, language, decimals=2)
