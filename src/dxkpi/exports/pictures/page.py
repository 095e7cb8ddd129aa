"""What we add to the page that Kaleido draws on: our fonts, and a script between Kaleido and Plotly."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from dxkpi.charts.parts.theme import FONT
from dxkpi.exports.pictures.text import BOLD, PLAIN, font_file

SCRIPT = Path(__file__).with_name("page.js")
# In a PDF a ligature has no letters: "figures" would be copied as "gures".
NO_LIGATURES = "text{font-variant-ligatures:none}"


@cache
def page_head() -> str:
    """Style and script for the head of the page, in ASCII. The style is also written into every picture."""
    return f'<style id="faces">{font_faces()}</style>\n<script>{page_script()}</script>\n'


def page_script() -> str:
    """The script, which must come after Plotly."""
    return SCRIPT.read_text(encoding="ascii")


@cache
def font_faces() -> str:
    """The fonts as CSS rules with embedded data."""
    rules = []
    for weight in (PLAIN, BOLD):
        data = b64encode(font_file(weight).read_bytes()).decode("ascii")
        source = f"url(data:font/woff2;base64,{data}) format('woff2')"
        rules.append(f"@font-face{{font-family:'{FONT}';font-weight:{weight};src:{source}}}")
    return "".join([*rules, NO_LIGATURES])
