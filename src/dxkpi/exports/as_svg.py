"""SVG: letters stay letters, their fonts in the file; title and description for who cannot see it."""

from __future__ import annotations

from html import escape

from dxkpi.domain.views.view import View
from dxkpi.exports.options import STANDARD, ExportOptions
from dxkpi.exports.pictures import Picture, painted, sandwich, shape_of
from dxkpi.exports.pictures.browser_fallback import page


def write(view: View, options: ExportOptions = STANDARD) -> bytes:
    """The picture, with its title and in words what it shows, from where, and where it is found."""
    picture, drawn = painted(view, options, "svg")
    return drawn.decode().replace(">", _told(view, picture), 1).encode()


def hand_over(view: View, options: ExportOptions = STANDARD) -> bytes:
    """The page on which a reader's browser draws the same file."""
    picture = sandwich(view, options)
    return page(view, picture, shape_of(picture, "svg"), _told(view, picture))


def _told(view: View, picture: Picture) -> str:
    """What ends the opening tag, and the words after it."""
    title = f'<title id="title">{escape(picture.title)}</title>'
    described = f'<desc id="description">{escape(f"{picture.description} {picture.address}")}</desc>'
    spoken = f' role="img" xml:lang="{view.language.value}" aria-labelledby="title description">'
    return f"{spoken}{title}{described}"
