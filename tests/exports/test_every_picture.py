"""The table of all pictures: every kind of chart, every picture format, both languages; drawn once for the address and
once more for the command, so that equal bytes are those of two drawings."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.exports.table import ROWS, Ways, choices_of, letters, squeezed

from dxkpi.exports import FORMATS
from dxkpi.locale import Language

DRAWN = [extension for extension, export_format in FORMATS.items() if export_format.drawn]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("kept_renderer")]
each_row = pytest.mark.parametrize("kind, language", ROWS)


def picture(ways: Ways, kind: str, language: Language, extension: str) -> bytes:
    """What the first button of a format gives; kept on disk once it is drawn."""
    return ways.get(ways.links(kind, language)[extension][0])


@each_row
@pytest.mark.parametrize("extension", DRAWN)
def test_command_button_and_address_give_the_same_bytes(
    ways: Ways, kind: str, language: Language, extension: str
) -> None:
    """One view of one vintage is one file."""
    button = ways.links(kind, language)[extension][0]
    address = ways.get(button)
    assert ways.typed(kind, language, extension, **choices_of(button)) == address
    assert ways.command(kind, language, extension, **choices_of(button)) == address


@each_row
def test_a_png_is_full_and_says_what_it_is(ways: Ways, kind: str, language: Language) -> None:
    """As large as asked, ink in every quarter, many greys; title, alternative text, source and vintage in the file."""
    description = ways.view(kind, language)
    drawn = Image.open(io.BytesIO(picture(ways, kind, language, "png")))
    assert drawn.size == (2400, 1256)
    grey = drawn.convert("L")
    assert len(grey.getcolors() or ()) > 20
    for left, top in ((0, 0), (1200, 0), (0, 628), (1200, 628)):
        assert grey.crop((left, top, left + 1200, top + 628)).getextrema()[0] < 128
    metadata = [drawn.info[name] for name in ("Title", "Description", "Source", "Vintage")]
    assert metadata == [description.title, description.alt, description.source_line, str(description.view.vintage)]


@each_row
def test_an_svg_is_text_in_its_own_font(ways: Ways, kind: str, language: Language) -> None:
    """Title and source can be searched, alternative text is read aloud, and nothing else is needed to show it."""
    description = ways.view(kind, language)
    content = picture(ways, kind, language, "svg")
    svg = ElementTree.fromstring(content)
    assert svg.findtext("{*}title") == description.title
    assert description.alt in (svg.findtext("{*}desc") or "")
    for needed in (description.title, description.source_line):
        assert squeezed(needed) in squeezed(letters(svg))
    assert re.findall(rb"url\((?!data:|&quot;#|#|'#)[^)]*\)|href=\"(?!#)[^\"]*\"", content) == []
    assert content.count(b"url(data:font/woff2;base64,") == 2


@each_row
def test_a_pdf_is_text_in_the_products_font_alone(ways: Ways, kind: str, language: Language) -> None:
    """Every letter of the drawing is one in the PDF too, and none is borrowed from a font of this computer."""
    description = ways.view(kind, language)
    content = picture(ways, kind, language, "pdf")
    read = PdfReader(io.BytesIO(content))
    text = read.pages[0].extract_text()
    assert read.metadata is not None
    assert read.metadata.title == description.title
    assert len(read.pages) == 1
    for needed in (description.title, description.source_line):
        assert squeezed(needed) in squeezed(text)
    drawn = letters(ElementTree.fromstring(picture(ways, kind, language, "svg")))
    assert set(squeezed(drawn)) <= set(squeezed(text))
    fonts = {name.decode() for name in re.findall(rb"/BaseFont /\w+\+([\w-]+)", content)}
    assert fonts == {"BeVietnamPro-Regular", "BeVietnamPro-SemiBold"}
