"""SVG with text as text, the fonts inside the file, and title and description for screen readers."""

from __future__ import annotations

from html import escape

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import Picture, browser_fallback, compose_picture, plotly_options, render_picture


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The file, with the title, the alt text and the address of the chart as metadata."""
    picture, svg = render_picture(description, options, "svg")
    return svg.decode().replace(">", _metadata(description, picture), 1).encode()


def drawing_page(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The page on which the user's browser draws the same file."""
    picture = compose_picture(description, options)
    shape = plotly_options(picture, "svg")
    return browser_fallback.drawing_page(description, picture, shape, _metadata(description, picture))


def _metadata(description: Description, picture: Picture) -> str:
    """The end of the opening tag, then title and description."""
    attributes = f' role="img" xml:lang="{description.language.value}" aria-labelledby="title description">'
    title = f'<title id="title">{escape(picture.title)}</title>'
    desc = f'<desc id="description">{escape(f"{picture.description} {picture.address}")}</desc>'
    return f"{attributes}{title}{desc}"
