"""What a locality was formed from and what became of it: tables whose last line is the sum."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlencode

from markupsafe import Markup

import rendering
from dxkpi.domain.model.period import Cutoff, label
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, say
from dxkpi.templates import HtmlCell, HtmlTable, Link, Row
from dxkpi.workflows.lineage import Lineage, LineageSide, LineageUnit


@lru_cache(maxsize=rendering.PARTS_CACHED)
def section(lineage: Lineage, language: Language, cutoff: Cutoff) -> Markup:
    """Both sides of a locality's changes; empty where it has none."""
    sides = (
        (lineage.before, N_("Before {day} it was")),
        (lineage.after, N_("Since {day} it is")),
    )
    sections = [
        (say(title, language, day=side.day), _table(lineage, side, language), _caption(side, language, cutoff))
        for side, title in sides
        if side is not None
    ]
    return rendering.render("lineage.html", sections=sections)


def _table(lineage: Lineage, side: LineageSide, language: Language) -> HtmlTable:
    headings = [say("Locality", language), say("How much", language)]
    if side.total:
        headings += [heading.text(language) for heading in lineage.headings]
    rows: list[Row] = [
        (_named(line, language), _share(line.whole, language), *_numbers(line.values, language)) for line in side.lines
    ]
    if side.total and len(side.lines) > 1:
        name = say(N_("Together: {place}"), language, place=lineage.place.name)
        rows.append((HtmlCell(name, is_strong=True), "", *_numbers(side.total, language)))
    label_ = say("What it was before and what it became", language)
    return HtmlTable(headings, rows, numeric=range(2, 99), label=label_)


def _numbers(values: tuple[Value, ...], language: Language) -> list[str]:
    return [wording.written(value, None, language) for value in values]


def _caption(side: LineageSide, language: Language, cutoff: Cutoff) -> str:
    sentences = []
    if side.period is not None:
        sentences.append(say(N_("Figures of {period}."), language, period=label(side.period, cutoff, language)))
    else:
        sentences.append(say("They have no figures.", language))
    notes = (
        () if side.lost else tuple(dict.fromkeys(note.text(language) for value in side.total for note in value.notes))
    )
    if side.lost:
        sentences.append(f"{side.lost.text(language)}.")
    if len(side.lines) > 1:
        sentences += [f"{note}." for note in notes]
    return " ".join(sentences)


def _named(line: LineageUnit, language: Language) -> str | HtmlCell:
    """The unit, as a link where its page has something to show."""
    if all(value.value is None for value in line.values):
        return line.unit.name
    address = "?" + urlencode({"locality": line.unit.key, "lang": language.value})
    return HtmlCell(links=(Link(address, line.unit.name),))


def _share(whole: bool, language: Language) -> str:
    return say("the whole", language) if whole else say("a part", language)
