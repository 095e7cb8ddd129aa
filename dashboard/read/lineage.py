"""What a place was made of and what became of it, as tables whose last line is the sum."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from urllib.parse import urlencode

import rendering
from dxkpi.domain.model.period import Cutoff, label
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.lineage import Lineage, LineageSide, LineageUnit


@lru_cache(maxsize=rendering.PIECES_KEPT)
def section(lineage: Lineage, language: Language, cutoff: Cutoff) -> str:
    """Both sides of a place's changes; empty where it has none."""
    sides = (
        (lineage.before, N_("Before {day} it was")),
        (lineage.after, N_("Since {day} it is")),
    )
    parts = (
        rendering.heading(say(words, language, day=side.day)) + _table(lineage, side, language, cutoff)
        for side, words in sides
        if side is not None
    )
    return "".join(f"<section>{part}</section>" for part in parts)


def _table(lineage: Lineage, side: LineageSide, language: Language, cutoff: Cutoff) -> str:
    headings = [say("Locality", language), say("How much", language)]
    if side.total:
        headings += [each.text(language) for each in lineage.headings]
    head = "".join(f'<th scope="col"{_numeric(at)}>{escape(text)}</th>' for at, text in enumerate(headings))
    rows = [_row(_named(line, language), _share(line.whole, language), line.values, language) for line in side.lines]
    name = escape(say(N_("Together: {place}"), language, place=lineage.place.name))
    if side.total and len(side.lines) > 1:
        rows.append(_row(f"<b>{name}</b>", "", side.total, language))
    label_ = say("What it was before and what became of it", language)
    told = _caption(side, language, cutoff)
    table = (
        f'<div class="dx-scroll" tabindex="0" role="region" aria-label="{escape(label_)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    return table + (f'<p class="dx-small">{escape(told)}</p>' if told else "")


def _row(name: str, share: str, values: tuple[Value, ...], language: Language) -> str:
    numbers = "".join(f'<td class="num">{escape(_written(value, language))}</td>' for value in values)
    return f'<tr><th scope="row">{name}</th><td>{escape(share)}</td>{numbers}</tr>'


def _written(value: Value, language: Language) -> str:
    return wording.written(value, None, language)


def _caption(side: LineageSide, language: Language, cutoff: Cutoff) -> str:
    said = []
    if side.period is not None:
        said.append(say(N_("Figures of {period}."), language, period=label(side.period, cutoff, language)))
    else:
        said.append(say("They have no figures.", language))
    notes = () if side.lost else tuple(dict.fromkeys(note.text(language) for each in side.total for note in each.notes))
    if side.lost:
        said.append(f"{side.lost.text(language)}.")
    if len(side.lines) > 1:
        said += [f"{note}." for note in notes]
    return " ".join(said)


def _named(line: LineageUnit, language: Language) -> str:
    """The unit, as a link where its page has something to show."""
    if all(value.value is None for value in line.values):
        return escape(line.unit.name)
    return rendering.link_to("?" + urlencode({"locality": line.unit.key, "lang": language.value}), line.unit.name)


def _share(whole: bool, language: Language) -> str:
    return say("the whole", language) if whole else say("a part", language)


def _numeric(at: int) -> str:
    return ' class="num"' if at > 1 else ""
