"""Parts of a page as HTML: the frame, notices, tables, and what stands around a chart. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from dxkpi.domain.model.locality import Locality
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.views import text as wording
from dxkpi.domain.views.view import View
from dxkpi.exports import FORMATS
from dxkpi.locale import N_, Language, say
from dxkpi.workspace.workspace import Workspace

# A view stays the same object while its vintage stands, and so does what is written of it: some 10 kB each.
PIECES_KEPT = 2000
# Every unit of the country in both languages.
NAMES_KEPT = 32_000
CHART_CONFIG = {"displayModeBar": False, "showTips": False, "responsive": True, "doubleClick": False, "locale": "vi"}


def masthead(workspace: Workspace, language: Language, other: str, person: str) -> str:
    """Product and province, who is signed in (as HTML), and the way to the other language."""
    home = workspace.home
    other_name = "English" if language is Language.VI else "Tiếng Việt"
    other_code = "en" if language is Language.VI else "vi"
    return (
        '<header class="dx-mast"><div><b>'
        + escape(say("Digital transformation indicators", language))
        + f"</b> · {escape(home.name)}</div>"
        + f'<div class="dx-person">{person} '
        + f'<a href="{escape(other)}" target="_self" lang="{other_code}">{other_name}</a></div></header>'
    )


@lru_cache(maxsize=NAMES_KEPT)
def place_name(place: Locality, language: Language) -> str:
    """A place in a list: its name, its end where it has ended, and whether it is simulated."""
    name = place.name
    if place.valid_to is not None:
        name += say(" (until {day})", language, day=place.valid_to)
    return f"{name} – {say('simulated', language)}" if place.simulated else name


def name_of(value: Value, language: Language) -> str:
    """A value's locality; where it is summed over others, of how many of them."""
    if value.value is None or value.expected <= 1:
        return value.locality_name
    return f"{value.locality_name} ({wording.reporting_words(value, language)})"


def notice(text: str, *, kind: str = "note") -> str:
    """One sentence that must be seen."""
    return f'<p class="dx-notice dx-{kind}" role="status">{escape(text)}</p>'


def simulated(province: Locality, language: Language) -> str:
    """What must be said wherever the sample province is shown."""
    message = N_("Simulated: these are figures of {place}, a fictional province that shows every screen in full.")
    return say(message, language, place=province.name)


def marks(view: View, province: Locality) -> str:
    """What must be said above a view: simulated, provisional; empty where neither is."""
    said = []
    if view.simulated:
        said.append(simulated(province, view.language))
    if view.provisional:
        said.append(say(N_("Provisional: some figures of this period may still change."), view.language))
    return notice(" ".join(said), kind="simulated" if view.simulated else "note") if said else ""


def nothing_yet(place: Locality, language: Language) -> str:
    """What a place without figures shows."""
    return notice(say("There are no figures for {place} yet.", language, place=place.name))


def older_vintage(asked: int, newest: int, address: str, language: Language) -> str:
    """The line above an older vintage."""
    text = say("You are reading vintage {asked}; a newer one exists ({newest}).", language, asked=asked, newest=newest)
    link = say("Show the newest", language)
    return f'<p class="dx-notice" role="status">{escape(text)} {link_to(address, link)}</p>'


def link_to(address: str, text: str, *, download: bool = False, same_page: bool = True) -> str:
    """A link."""
    more = " download" if download else ' target="_self"' if same_page else ""
    return f'<a href="{escape(address)}"{more}>{escape(text)}</a>'


def table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    numeric_from: int = 1,
    numeric_to: int = 99,
    label: str = "",
    stacks: bool = False,
) -> str:
    """A plain table; columns from `numeric_from` to before `numeric_to` are numbers, set right.

    `label`: the name of a table that may be too wide for a phone, so that keys can reach and move it. `stacks`: on a
    phone every row is a block of its own, each cell beside its heading.
    """

    def numeric(at: int) -> str:
        return ' class="num"' if numeric_from <= at < numeric_to else ""

    named = [f' data-label="{escape(text)}"' if stacks else "" for text in headings]
    head = "".join(f'<th scope="col"{numeric(at)}>{escape(text)}</th>' for at, text in enumerate(headings))
    lines = []
    for row in rows:
        cells = "".join(f"<td{numeric(at)}{named[at]}>{escape(text)}</td>" for at, text in enumerate(row) if at)
        lines.append(f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>')
    reach = f' tabindex="0" role="region" aria-label="{escape(label)}"' if label else ""
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody>"
    kind = "dx-scroll dx-stacks" if stacks else "dx-scroll"
    return f'<div class="{kind}"{reach}><table>{body}</table></div>'


def heading(text: str) -> str:
    """The head of a part of a page."""
    return f'<div class="dx-head"><h2>{escape(text)}</h2></div>'


def details(summary: str, body: str, *, is_open: bool = False) -> str:
    """Something to unfold."""
    return f"<details{' open' if is_open else ''}><summary>{escape(summary)}</summary>{body}</details>"


@lru_cache(maxsize=PIECES_KEPT)
def chart_head(view: View) -> str:
    """The finding and what the chart shows."""
    return f'<div class="dx-head"><h3>{escape(view.title)}</h3><p>{escape(view.subtitle)}</p></div>'


@lru_cache(maxsize=PIECES_KEPT)
def chart_foot(view: View, permalink: str, citation: str) -> str:
    """Source and notes; then, to unfold, the table, the files, the permalink and the citation."""
    language = view.language
    address = urlencode(view.address)
    notes = "".join(f"<li>{escape(note)}</li>" for note in view.notes)
    files = " · ".join(
        link_to(f"/charts/{view.kind.name}.{ending}?{address}", ending.upper(), download=True) for ending in FORMATS
    )
    numbers_end = len(view.table.headings) - (2 if view.indicator is not None else 0)
    body = table(view.table.headings, view.table.cells, numeric_to=numbers_end)
    more = link_to(f"/charts?{urlencode({'kind': view.kind.name} | view.address)}", say(N_("Embed, cite"), language))
    permanent = link_to(permalink, say("Address of this view", language))
    links = f"{escape(say('Files', language))}: {files} · {more} · {permanent}"
    below = f'{body}<p>{links}</p><p class="dx-cite">{escape(citation)}</p>'
    return (
        f'<footer class="dx-foot"><p>{escape(view.source_line)}</p>'
        + (f"<ul>{notes}</ul>" if notes else "")
        + details(say("Table, files, citation", language), below)
        + "</footer>"
    )
