"""SVG: letters stay letters, their fonts in the file; title and description for who cannot see it."""

from __future__ import annotations

from html import escape

from dxkpi.domain.views.text.description import Description
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import Picture, painted, sandwich, shape_of
from dxkpi.exports.pictures.browser_fallback import page


def write(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The picture, with its title and in words what it shows, from where, and where it is found."""
    picture, drawn = painted(description, options, "svg")
    return drawn.decode().replace(">", _told(description, picture), 1).encode()


def hand_over(description: Description, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws the same file."""
    picture = sandwich(description, options)
    return page(description, picture, shape_of(picture, "svg"), _told(description, picture))


def _told(description: Description, picture: Picture) -> str:
    """What ends the opening tag, and the words after it."""
    title = f'<title id="title">{escape(picture.title)}</title>'
    described = f'<desc id="description">{escape(f"{picture.description} {picture.address}")}</desc>'
    spoken = f' role="img" xml:lang="{description.language.value}" aria-labelledby="title description">'
    return f"{spoken}{title}{described}"
