"""Streamlit's index.html, rewritten: language, title, icon, font, and which files to preload.

Streamlit's page names the files it always needs; those of charts and widgets are discovered while it runs, one round
trip after another. Preloading them lets the browser fetch all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxkpi.templates import render
from dxkpi.web.frontend.components import CONTENT_SCRIPT
from dxkpi.web.frontend.theme import FONT_WEIGHTS, font_address
from dxkpi.web.frontend.translations import NO_SCRIPT, TITLES

FIRST_PAGE_ELEMENTS = ("BidiComponent", "Selectbox", "ButtonGroup")
"""Streamlit's names of the elements on our first page."""

LAZY = r"import\(`\./({name}\.[\w-]+\.js)`\),__vite__mapDeps\(\[([\d,]*)\]\)"
TABLE = re.compile(r"m\.f=\[(.*?)\]", re.DOTALL)
ENTRY = re.compile(r'src="\./static/(js/index\.[\w-]+\.js)"')
PRELOADED = re.compile(r'href="\./static/([^"]+)"')

CUTS = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"<link\s+rel=\"preload\".*?/>", re.DOTALL),
    re.compile(r"<link rel=\"service-desc\"[^>]*>"),
    re.compile(r"<link rel=\"shortcut icon\"[^>]*>"),
    re.compile(r"<script>.*?</script>", re.DOTALL),
    re.compile(r"<link rel=\"stylesheet\"[^>]*>"),
)
"""Removed from Streamlit's page: comments, its own font, icon and styles, and a script for crawlers."""

SOURCE_SANS = re.compile(r"@font-face\{font-family:Source Sans;[^}]*\}")


def first_files(index: str, entry_script: str) -> list[str]:
    """The files that the first page needs, as paths below `/static/`, in loading order."""
    entry = ENTRY.search(index)
    named = [entry.group(1)] if entry else []
    named += [name for name in PRELOADED.findall(index) if name.endswith((".js", ".css"))]
    return list(dict.fromkeys([*named, *lazy_files(entry_script, FIRST_PAGE_ELEMENTS)]))


def lazy_files(entry_script: str, elements: Iterable[str]) -> list[str]:
    """The scripts that the entry script loads for these elements. Empty if Streamlit changed how it lists them."""
    table = TABLE.search(entry_script)
    dependencies = re.findall(r"\"([^\"]+)\"", table.group(1)) if table else []
    names = []
    for element in elements:
        if match := re.search(LAZY.replace("{name}", element), entry_script):
            numbers = [int(number) for number in match.group(2).split(",") if number]
            names += [f"./{match.group(1)}", *(dependencies[at] for at in numbers if at < len(dependencies))]
    return [f"js/{name.removeprefix('./')}" for name in names if name.endswith(".js")]


@dataclass(frozen=True)
class PageFiles:
    """What a page names besides Streamlit's own entry script.

    `preloaded`: Streamlit's files to preload; `included`: our style sheets and scripts; `chart_script`: the script that
    draws charts, where the page has some.
    """

    preloaded: Sequence[str]
    included: Sequence[str]
    chart_script: str = ""


def make_page(index: str, *, language: str, files: PageFiles) -> str:
    """Streamlit's page in one language."""
    for cut in CUTS:
        index = cut.sub("", index)
    named = set(PRELOADED.findall(index)) | {match.group(1) for match in ENTRY.finditer(index)}
    head = render(
        "front_end_head.html",
        title=TITLES[language],
        fonts=[font_address(weight) for weight in FONT_WEIGHTS],
        styles=[name for name in files.included if name.endswith(".css")],
        scripts=[name for name in files.included if name.endswith(".js")],
        content_script=CONTENT_SCRIPT,
        chart_script=files.chart_script,
    )
    modules = [name for name in files.preloaded if name.endswith(".js") and name not in named]
    preloads = render("front_end_preloads.html", modules=modules)
    index = re.sub(r"<html lang=\"[^\"]*\">", f'<html lang="{language}">', index)
    index = re.sub(r"<title>.*?</title>", lambda _: head, index)
    no_script = render("front_end_no_script.html", text=NO_SCRIPT[language])
    index = re.sub(r"<noscript>.*?</noscript>", lambda _: no_script, index, flags=re.DOTALL)
    return re.sub(r"\n\s*\n+", "\n", index.replace("</head>", preloads))


def without_source_sans(styles: str) -> str:
    """Streamlit's styles without its text font (170 KB), which browsers would load before the theme sets ours."""
    return SOURCE_SANS.sub("", styles)
