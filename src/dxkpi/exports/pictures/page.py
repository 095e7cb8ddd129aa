"""What the product adds to the page that Kaleido draws on: its fonts, and the script between Kaleido and Plotly."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from dxkpi.charts.theme import FONT
from dxkpi.exports.pictures.text import BOLD, PLAIN, font_file

SCRIPT = Path(__file__).with_name("page.js")
# A ligature has no letters in a PDF: who copies "figures" would get "gures".
LETTER_BY_LETTER = "text{font-variant-ligatures:none}"


@cache
def own_head() -> str:
    """Style and script, in ASCII; the style goes into every picture."""
    return f'<style id="faces">{faces()}</style>\n<script>{script_between()}</script>\n'


def script_between() -> str:
    """The script, which must come after Plotly."""
    return SCRIPT.read_text(encoding="ascii")


@cache
def faces() -> str:
    """The fonts as rules that need no other file."""
    rules = []
    for weight in (PLAIN, BOLD):
        data = b64encode(font_file(weight).read_bytes()).decode("ascii")
        source = f"url(data:font/woff2;base64,{data}) format('woff2')"
        rules.append(f"@font-face{{font-family:'{FONT}';font-weight:{weight};src:{source}}}")
    return "".join([*rules, LETTER_BY_LETTER])
