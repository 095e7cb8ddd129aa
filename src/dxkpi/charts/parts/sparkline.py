"""A word-sized line of an indicator's history, as SVG, without axes; it belongs to a number in the text."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dxkpi.domain.snapshot.value import Value

WIDTH, HEIGHT, EDGE = 96, 24, 3
# Visible on the light and on the dark background.
COLOUR = "#3C7AB0"


def draw_sparkline(values: Sequence[Value]) -> str:
    """An `img` element with gaps for unknown values; empty with fewer than two known values."""
    known = [value.value for value in values if value.value is not None]
    if len(known) < 2:
        return ""
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (WIDTH - 2 * EDGE) / (len(values) - 1)
    commands, drawing, end = [], False, (0.0, 0.0)
    for at, value in enumerate(values):
        if value.value is None:
            drawing = False
            continue
        end = (EDGE + at * step, HEIGHT - EDGE - (value.value - low) / span * (HEIGHT - 2 * EDGE))
        commands.append(f"{'L' if drawing else 'M'}{end[0]:.1f} {end[1]:.1f}")
        drawing = True
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<path d="{"".join(commands)}" fill="none" stroke="{COLOUR}" stroke-width="1.5"/>'
        f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="2.5" fill="{COLOUR}"/></svg>'
    )
    return f'<img class="dx-spark" alt="" width="{WIDTH}" height="{HEIGHT}" src="data:image/svg+xml,{quote(svg)}">'
