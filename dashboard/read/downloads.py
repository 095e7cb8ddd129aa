"""Parts of the page Biểu đồ và dữ liệu as HTML: a chart as it leaves the house, its files, citation, all figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

import rendering
from dxkpi.charts import CHARTS
from dxkpi.domain.views.citation import CitationLength, VintageEdition
from dxkpi.domain.views.view import View
from dxkpi.exports import FORMATS
from dxkpi.exports.dataset import DATASET_FORMATS
from dxkpi.locale import N_, Language, day, say

KIND = N_("Chart")
EDITIONS_SHOWN = 20
EMBED_HEIGHT = 640
SIZES = {
    "1200x628": N_("wide, for sharing"),
    "800x418": N_("small"),
    "1080x1080": N_("square"),
    "a4-half": N_("half a page of A4"),
}


def kinds(language: Language) -> dict[str, str]:
    """Every kind of chart by its name."""
    return {name: kind.heading.text(language) for name, kind in CHARTS.items()}


def preview(view: View) -> str:
    """The picture as it will look alone, and in its place what is said until it is there (`front/take.js`)."""
    address = escape(f"/charts/{view.kind.name}.svg?{urlencode(view.address)}")
    making = escape(say(N_("The picture is being drawn…"), view.language))
    return (
        f'<p class="dx-picture"><img src="{address}" alt="{escape(view.alt)}" width="1200" height="628">'
        f'<span class="dx-making" role="status">{making}</span></p>'
    )


def files(view: View) -> str:
    """Every format of the chart at its fixed address."""
    language = view.language

    def link(ending: str, text: str = "", **choices: str) -> str:
        address = f"/charts/{view.kind.name}.{ending}?{urlencode(view.address | choices)}"
        return rendering.link_to(address, text or ending.upper(), download=True)

    rows = []
    if "png" in FORMATS:
        pictures = [link("png", say(name, language), size=size, scale="2") for size, name in SIZES.items()]
        rows.append((say(N_("Picture (PNG)"), language), " · ".join(pictures)))
    drawn = [link(ending) for ending, each in FORMATS.items() if each.drawn and ending != "png"]
    if drawn:
        bare = link("svg", say(N_("SVG without headline and footer"), language), plain="true")
        rows.append((say(N_("Picture for print"), language), " · ".join([*drawn, bare])))
    tables = [
        link("xlsx", say(N_("Workbook (XLSX)"), language)),
        link("csv", say(N_("CSV for spreadsheets"), language)),
        link("csv", say(N_("CSV for machines"), language), reader="machines", rows="all"),
        link("json"),
    ]
    rows.append((say(N_("Data"), language), " · ".join(tables)))
    return _part(say(N_("Take this chart"), language), _listed(rows))


def embed(view: View, server: str) -> str:
    """The code that shows the chart on another page."""
    language = view.language
    address = f"{server}/charts/{view.kind.name}.html?{urlencode(view.address)}"
    code = (
        f'<iframe src="{escape(address)}" title="{escape(view.title)}" width="100%" height="{EMBED_HEIGHT}" '
        'style="border:0" loading="lazy"></iframe>'
    )
    about = say(N_("The chart on your own page: it fits the width, needs no sign-in and sets no cookie."), language)
    seen = rendering.link_to(address, say(N_("See it"), language), same_page=False)
    name = say(N_("Code to embed"), language)
    body = f"<p>{escape(about)} {seen}</p>{_copied(code, name, language)}"
    return _part(name, body)


def words(view: View, paragraph: str, citations: Mapping[CitationLength, str]) -> str:
    """The sentence, the paragraph, the citation short and long, each to copy."""
    language = view.language
    told = {
        say(N_("Short citation"), language): citations[CitationLength.SHORT],
        say(N_("Long citation"), language): citations[CitationLength.LONG],
        say(N_("The finding"), language): f"{view.title}. {view.source_line}.",
        say(N_("The period in words"), language): paragraph,
    }
    body = "".join(f"<h3>{escape(name)}</h3>{_copied(text, name, language)}" for name, text in told.items() if text)
    return _part(say(N_("Cite it"), language), body)


def whole(vintage: int, citations: Mapping[CitationLength, str], language: Language) -> str:
    """All published figures, in every format, and how to cite them."""
    about = say(
        N_(
            "All published figures with locality, period, measure, source, submission. The sample province is left out."
        ),
        language,
    )
    address = {"vintage": str(vintage), "lang": language.value}
    links = [
        rendering.link_to(f"/data/figures.{ending}?{urlencode(address)}", say(known.label, language), download=True)
        for ending, known in DATASET_FORMATS.items()
    ]
    made_up = rendering.link_to(
        f"/data/figures.zip?{urlencode(address | {'simulated': 'yes'})}",
        say(N_("with the simulated figures, marked"), language),
        download=True,
    )
    name = say(N_("Long citation"), language)
    body = (
        f"<p>{escape(about)}</p><p>{' · '.join([*links, made_up])}</p>"
        + _copied(citations[CitationLength.LONG], name, language)
    )  # fmt: skip
    return _part(say(N_("The whole data set"), language), body)


def editions(known: Iterable[VintageEdition], here: Mapping[str, str], language: Language) -> str:
    """Every vintage with its day and reason, and where this page and the data stand as they were then."""
    lines = []
    listed = list(known)
    for each in listed[:EDITIONS_SHOWN]:
        number = str(each.vintage)
        page = rendering.link_to(f"?{urlencode({**here, 'vintage': number})}", say(N_("this page then"), language))
        data = rendering.link_to(f"/data/figures.zip?vintage={number}", say(N_("all figures"), language), download=True)
        lines.append(
            f'<tr><th scope="row">{number}</th><td>{escape(day(each.day))}</td><td>{escape(_why(each, language))}</td>'
            f"<td>{page} · {data}</td></tr>"
        )
    name = say(N_("Fixed versions"), language)
    headings = N_("Vintage"), N_("Day"), N_("Reason"), N_("Take")
    head = "".join(f'<th scope="col">{escape(say(each, language))}</th>' for each in headings)
    about = say(N_("A version never changes: what you cite with its number gives the same figures for ever."), language)
    more = ""
    if len(listed) > EDITIONS_SHOWN:
        older = say(N_("{count} older versions are at the same addresses, with their number."), language,
                    count=len(listed) - EDITIONS_SHOWN)  # fmt: skip
        more = f"<p>{escape(older)}</p>"
    table = (
        f'<div class="dx-scroll" tabindex="0" role="region" aria-label="{escape(name)}"><table><thead><tr>{head}</tr>'
        f"</thead><tbody>{''.join(lines)}</tbody></table></div>"
    )
    return _part(name, f"<p>{escape(about)}</p>{table}{more}")


def _why(edition: VintageEdition, language: Language) -> str:
    """The reason that was written; without one, since no figure was changed, what the vintage brought."""
    came = N_("Figures that came with the program") if edition.shipped else N_("New figures")
    return edition.reason or say(came, language)


def _part(name: str, body: str) -> str:
    return f'<section class="dx-take">{rendering.heading(name)}{body}</section>'


def _listed(rows: Iterable[tuple[str, str]]) -> str:
    """Names, and HTML beside each."""
    return "<dl>" + "".join(f"<dt>{escape(name)}</dt><dd>{told}</dd>" for name, told in rows) + "</dl>"


def _copied(text: str, name: str, language: Language) -> str:
    """A text in a box, and the button that copies it."""
    button = say("Copy", language)
    return (
        f'<div class="dx-copied"><pre tabindex="0" role="region" aria-label="{escape(name)}">{escape(text)}</pre>'
        f'<button type="button" class="dx-copy" data-copy="{escape(text)}" aria-label="{escape(f"{button}: {name}")}">'
        f"{escape(button)}</button></div>"
    )
