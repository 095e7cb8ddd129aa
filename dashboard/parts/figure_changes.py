"""What saving would do: the figures that are new or change, and what becomes of the published rates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

import rendering
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.period import Cutoff, label
from dxkpi.domain.views import text as wording
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.upload.effects import Effect
from dxkpi.workflows.upload.preview import FigureChange, FigureStatus, Preview

# What a person may still read; the rest is told as a number, and all of it stands in the marked file.
SHOWN = 200
POINTS_DECIMALS = 2
OPEN = 15  # a list of at most so many lines is not folded


def figures(preview: Preview, language: Language, *, on_screen: bool) -> str:
    """Changed figures first, then new ones; those that stay as they are folded away."""
    counts = preview.counts
    parts = (
        (FigureStatus.CHANGED, counts.changed, N_("Figures that change ({n})")),
        (FigureStatus.NEW, counts.new, N_("New figures ({n})")),
        (FigureStatus.UNCHANGED, counts.unchanged, N_("Figures that stay as they are ({n})")),
    )
    found = ""
    for status, count, title in parts:
        if count:
            lines = islice((each for each in preview.changes if each.status is status), SHOWN)
            name = say(title, language, n=count)
            shown = _table(preview, lines, name, language, on_screen) + more(count - SHOWN, language)
            found += rendering.details(name, shown, is_open=status is not FigureStatus.UNCHANGED and count <= OPEN)
    return found


def rates(effects: Sequence[Effect], cutoff: Cutoff, language: Language) -> str:
    """What the published rates become."""
    name = say("Effect on the published rates", language)
    title = f'<div class="dx-head"><h3>{escape(name)}</h3></div>'
    if not effects:
        return f"{title}<p>{escape(say('No published rate changes.', language))}</p>"
    several = len({each.period for each in effects}) > 1
    rows = [_effect(each, cutoff, several, language) for each in effects[:SHOWN]]
    headings = (N_("Indicator, locality"), N_("Before"), N_("After"), N_("Difference"))
    shown = rendering.table([say(each, language) for each in headings], rows, label=name)
    return title + shown + more(len(effects) - SHOWN, language)


def more(count: int, language: Language) -> str:
    """How many lines are left out, where any are."""
    if count <= 0:
        return ""
    text = say("… and {n} more; all of them stand in the file with the marked cells.", language, n=count)
    return f'<p class="dx-small">{escape(text)}</p>'


def _table(preview: Preview, lines: Iterable[FigureChange], name: str, language: Language, on_screen: bool) -> str:
    here = preview.workspace
    places, periods = (len(each) > 1 for each in (preview.figures.localities, preview.figures.periods))
    leads = [*([N_("Locality")] if places else []), *([N_("Period")] if periods else []), N_("Measure")]
    ends = [N_("Standing"), N_("Read, and taken as"), *([] if on_screen else [N_("Cell")])]
    rows = []
    for each in lines:
        row = [here.registry.by_key(each.locality).name] if places else []
        row += [label(each.period, here.cutoff, language)] if periods else []
        row.append(here.catalogue.measure(each.measure).names.text(language))
        old, new = _old_and_new(each, language)
        rows.append((*row, old, f"“{each.written}” → {new}", *([] if on_screen else [each.cell])))
    headings = [say(each, language) for each in (*leads, *ends)]
    return rendering.table(headings, rows, numeric_from=len(leads), label=name)


def _old_and_new(change: FigureChange, language: Language) -> tuple[str, str]:
    """Both figures; where only their being provisional differs, which of them is."""
    new = wording.number_of(change.new, None, language)
    if change.old is None:
        return wording.MISSING, new
    old = wording.number_of(change.old, None, language)
    if change.status is not FigureStatus.CHANGED or change.old != change.new:
        return old, new
    provisional = f" ({say('provisional', language)})"
    return (old, new + provisional) if change.provisional else (old + provisional, new)


def _effect(effect: Effect, cutoff: Cutoff, several: bool, language: Language) -> Sequence[str]:
    place = wording.named_with_gaps(effect.locality.name, effect.after, language)
    if several:
        place += f" · {label(effect.period, cutoff, language)}"
    points = effect.after.change_from(effect.before)
    return (
        f"{effect.indicator.names.text(language)} · {place}",
        wording.written(effect.before, effect.indicator, language),
        wording.written(effect.after, effect.indicator, language),
        say("new", language) if points is None else _points(points, effect.indicator, language),
    )


def _points(points: float, indicator: Indicator, language: Language) -> str:
    """A difference, finer than the rates beside it are shown."""
    size = wording.number(abs(points), language, decimals=POINTS_DECIMALS)
    unit = say("percentage points", language) if indicator.unit == "percent" else ""
    return f"{'+' if points > 0 else '−'}{size} {unit}".strip()
