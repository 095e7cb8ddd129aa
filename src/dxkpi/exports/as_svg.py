"""SVG: letters stay letters, their fonts in the file; title and description for who cannot see it."""

from __future__ import annotations

from html import escape

from dxkpi.domain.view import View
from dxkpi.exports.options import STANDARD, Options
from dxkpi.exports.pictures import painted


def write(view: View, options: Options = STANDARD) -> bytes:
    """The picture, with its title and in words what it shows, from where, and where it is found."""
    picture, drawn = painted(view, options, "svg")
    opening, _, rest = drawn.decode().partition(">")
    title = f'<title id="title">{escape(picture.title)}</title>'
    described = f'<desc id="description">{escape(f"{picture.description} {picture.address}")}</desc>'
    spoken = f' role="img" xml:lang="{view.language.value}" aria-labelledby="title description">'
    return f"{opening}{spoken}{title}{described}{rest}".encode()
