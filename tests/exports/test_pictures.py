"""What may be chosen of a picture, and letters that are letters."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from pypdf import PdfReader
from tests.exports.table import Ways

from dxkpi.exports.pictures.renderer import Renderer
from dxkpi.locale import Language

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("kept_renderer")]


def test_scale_size_and_plain_are_obeyed(ways: Ways) -> None:
    """Twice as fine is twice as large; a plain picture is another one."""
    fine = Image.open(io.BytesIO(ways.typed("trend", Language.VI, "png", size="800x418", scale="2")))
    plain = Image.open(io.BytesIO(ways.typed("trend", Language.VI, "png", size="1080x1080", plain="true")))
    assert (fine.size, plain.size) == ((1600, 836), (1080, 1080))


def test_vietnamese_letters_are_letters(kept_renderer: Renderer) -> None:
    """All of them are in a PDF; none is drawn as the box for what a font lacks, nor as another letter."""
    letters = "ẮằẵợữĐ"
    shape = {"width": 300, "height": 100, "scale": 1}
    read = PdfReader(io.BytesIO(kept_renderer.render(one_text(letters), format="pdf", **shape)))
    assert letters in read.pages[0].extract_text()
    drawn = [kept_renderer.render(one_text(letter), format="png", **shape) for letter in (*letters, "\ue000")]
    assert len(set(drawn)) == len(letters) + 1


def one_text(text: str) -> dict:
    """A figure of one text."""
    axis = {"visible": False}
    note = {"text": text, "showarrow": False, "x": 0, "y": 0, "font": {"family": "Be Vietnam Pro", "size": 40}}
    return {"data": [], "layout": {"annotations": [note], "xaxis": axis, "yaxis": axis, "meta": {"title": "x"}}}
