"""Parts of the page Biểu đồ và dữ liệu: a chart as it looks alone, its files and citation; the whole data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

import rendering
from dxkpi.charts import CHARTS
from dxkpi.domain.views.text.citation import CitationLength, VintageEdition
from dxkpi.domain.views.text.description import Description
from dxkpi.exports import FORMATS, DownloadGroup
from dxkpi.exports.dataset import DATASET_FORMATS
from dxkpi.locale import N_, Language, day, say
from dxkpi.templates import HtmlCell, HtmlTable, Link

KIND = N_("Chart")
EDITIONS_SHOWN = 20
EMBED_HEIGHT = 640


def kinds(language: Language) -> dict[str, str]:
    """Every kind of chart by its name."""
    return {name: kind.heading.text(language) for name, kind in CHARTS.items()}


def preview(description: Description) -> Markup:
    """The picture as it looks alone, and a text until it has been drawn (`static/take.js`)."""
    address = f"/charts/{description.view.kind.name}.svg?{urlencode(description.address)}"
    return rendering.render("picture.html", language=description.language, address=address, alt=description.alt)


def files(description: Description) -> Markup:
    """Every format of the chart at its fixed address, under the headings of their groups."""
    language = description.language
    groups = [
        (say(group.value, language), [link for name in FORMATS for link in _buttons(description, name, group)])
        for group in DownloadGroup
    ]
    return rendering.render("download_files.html", language=language, groups=groups)


def _buttons(description: Description, extension: str, group: DownloadGroup) -> list[Link]:
    file_format = FORMATS[extension]
    if file_format.group is not group:
        return []
    path = f"/charts/{description.view.kind.name}.{extension}"
    return [
        Link(
            f"{path}?{urlencode({**description.address, **button.choices})}",
            say(button.label, description.language) if button.label else extension.upper(),
            download=True,
        )
        for button in file_format.buttons
    ]


def embed(description: Description, server: str) -> Markup:
    """The code that shows the chart on another page."""
    address = f"{server}/charts/{description.view.kind.name}.html?{urlencode(description.address)}"
    code = rendering.render("embed_code.html", address=address, title=description.title, height=EMBED_HEIGHT)
    link = Link(address, say(N_("See it"), description.language), same_tab=False)
    return rendering.render("download_embed.html", language=description.language, code=str(code), link=link)


def words(description: Description, paragraph: str, citations: Mapping[CitationLength, str]) -> Markup:
    """The sentence, the paragraph, the citation short and long, each to copy."""
    language = description.language
    texts = [
        (say(N_("Short citation"), language), citations[CitationLength.SHORT]),
        (say(N_("Long citation"), language), citations[CitationLength.LONG]),
        (say(N_("The finding"), language), f"{description.title}. {description.source_line}."),
        (say(N_("The period in words"), language), paragraph),
    ]
    return rendering.render("download_words.html", language=language, texts=[text for text in texts if text[1]])


def whole(vintage: int, citations: Mapping[CitationLength, str], language: Language) -> Markup:
    """All published figures, in every format, and how to cite them."""
    choices = {"vintage": str(vintage), "lang": language.value}
    links = [
        Link(f"/data/figures.{ending}?{urlencode(choices)}", say(file_format.label, language), download=True)
        for ending, file_format in DATASET_FORMATS.items()
    ]
    with_simulated = f"/data/figures.zip?{urlencode(choices | {'simulated': 'yes'})}"
    links.append(Link(with_simulated, say(N_("with the simulated figures, marked"), language), download=True))
    return rendering.render(
        "download_dataset.html", language=language, links=links, citation=citations[CitationLength.LONG]
    )


def editions(listed: Sequence[VintageEdition], choices: Mapping[str, str], language: Language) -> Markup:
    """Every vintage with its day and reason, with links to this page (of these choices) and the data as they were."""
    rows = []
    for edition in listed[:EDITIONS_SHOWN]:
        number = str(edition.vintage)
        links = (
            Link(f"?{urlencode({**choices, 'vintage': number})}", say(N_("this page as it was"), language)),
            Link(f"/data/figures.zip?vintage={number}", say(N_("all figures"), language), download=True),
        )
        rows.append((number, day(edition.day), _reason(edition, language), HtmlCell(links=links)))
    headings = [say(text, language) for text in (N_("Vintage"), N_("Day"), N_("Reason"), N_("Download"))]
    table = HtmlTable(headings, rows, numeric=(), label=say(N_("Fixed versions"), language))
    older = len(listed) - EDITIONS_SHOWN
    return rendering.render("download_editions.html", language=language, table=table, older=older)


def _reason(edition: VintageEdition, language: Language) -> str:
    """The reason that was written; without one, since no figure was changed, what the vintage brought."""
    content = N_("Figures that came with the program") if edition.shipped else N_("New figures")
    return edition.reason or say(content, language)
