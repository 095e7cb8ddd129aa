"""Pictures of a view: the whole sandwich in each format, the same bytes by every way, letters that are letters."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dxkpi import cli, workflows
from dxkpi.domain.view import View
from dxkpi.exports.options import Options, Size
from dxkpi.exports.pictures.renderer import Renderer
from dxkpi.locale import Language
from dxkpi.web.routes import fixed_routes
from dxkpi.workspace import Workspace

SAMPLE, PERIOD = "90", "2026-Q2"
CASES = [("trend", Language.VI), ("ranking", Language.EN)]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("kept_renderer")]


def asked(workspace: Workspace, kind: str, language: Language) -> View:
    return workflows.view(workspace, kind, locality=SAMPLE, period=PERIOD, language=language)


@pytest.fixture(scope="module")
def made(workspace: Workspace) -> Callable[..., bytes]:
    """`made(kind, language, extension, **options)`: a file as a button gives it."""

    def make(kind: str, language: Language, extension: str, **options: object) -> bytes:
        return workflows.export(workspace, asked(workspace, kind, language), extension, Options(**options))  # type: ignore[arg-type]

    return make


@pytest.mark.parametrize("kind, language", CASES)
@pytest.mark.parametrize("extension", ["svg", "png", "pdf"])
def test_command_button_and_address_give_the_same_bytes(
    workspace: Workspace,
    made: Callable[..., bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    language: Language,
    extension: str,
) -> None:
    """One view of one vintage is one file, drawn anew for each of them."""
    button = made(kind, language, extension)
    for at, folder in enumerate((tmp_path / "address", tmp_path / "command")):
        away = workspace.settings.model_copy(update={"home": folder})
        monkeypatch.setattr(workspace, "settings", away)  # another cache: nothing made before is found
        if at == 0:
            where = f"/charts/{kind}.{extension}?locality={SAMPLE}&period={PERIOD}&lang={language.value}"
            found = TestClient(Starlette(routes=fixed_routes(workspace))).get(where).content
        else:
            found = by_command(workspace, monkeypatch, tmp_path / f"file.{extension}", kind, language)
        assert found == button


def by_command(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, file: Path, kind: str, language: Language
) -> bytes:
    """What `dxkpi chart` writes."""
    monkeypatch.setattr(cli, "opened_workspace", lambda: nullcontext(workspace))
    told = ["chart", kind, "-o", str(file), "--locality", SAMPLE, "--period", PERIOD, "--lang", language.value]
    ran = CliRunner().invoke(cli.app, told)
    assert ran.exit_code == 0, ran.output
    return file.read_bytes()


@pytest.mark.parametrize("kind, language", CASES)
def test_a_png_is_as_large_as_asked_and_full(made: Callable[..., bytes], kind: str, language: Language) -> None:
    """Ink in every quarter, many colours, and its width and height are those of the size."""
    picture = Image.open(io.BytesIO(made(kind, language, "png")))
    assert picture.size == (1200, 628)
    grey = picture.convert("L")
    assert len(grey.getcolors() or ()) > 20
    for left, top in ((0, 0), (600, 0), (0, 314), (600, 314)):
        assert grey.crop((left, top, left + 600, top + 314)).getextrema()[0] < 128


def test_scale_size_and_plain_are_obeyed(made: Callable[..., bytes]) -> None:
    """Twice as fine is twice as large; a plain picture is another one."""
    fine = Image.open(io.BytesIO(made("trend", Language.VI, "png", size=Size.SMALL, scale=2)))
    plain = Image.open(io.BytesIO(made("trend", Language.VI, "png", size=Size.SQUARE, plain=True)))
    assert (fine.size, plain.size) == ((1600, 836), (1080, 1080))


@pytest.mark.parametrize("kind, language", CASES)
def test_title_and_source_are_text_in_every_format(
    workspace: Workspace, made: Callable[..., bytes], kind: str, language: Language
) -> None:
    """A picture alone says what, where, when, from whom: in its letters, and in what it says of itself."""
    view = asked(workspace, kind, language)
    png = Image.open(io.BytesIO(made(kind, language, "png")))
    svg = ElementTree.fromstring(made(kind, language, "svg"))
    pdf = PdfReader(io.BytesIO(made(kind, language, "pdf")))
    assert (png.info["Title"], png.info["Source"], png.info["Vintage"]) == (
        view.title,
        view.source_line,
        str(view.vintage),
    )
    assert svg.findtext("{*}title") == view.title
    assert view.alt in (svg.findtext("{*}desc") or "")
    assert pdf.metadata is not None
    assert pdf.metadata.title == view.title
    drawn = " ".join("".join(each.itertext()) for each in svg.iter("{http://www.w3.org/2000/svg}text"))
    for text in (drawn, pdf.pages[0].extract_text()):
        assert squeezed(view.title) in squeezed(text)
        assert squeezed(view.source_line) in squeezed(text)


def test_vietnamese_letters_are_letters_of_the_products_font(
    kept_renderer: Renderer, made: Callable[..., bytes]
) -> None:
    """All of them are in the font of a PDF; none is drawn as the box for what a font lacks, nor as another letter."""
    letters = "ẮằẵợữĐ"
    assert "Be Vietnam Pro" in made("trend", Language.VI, "svg").decode()
    shape = {"width": 300, "height": 100, "scale": 1}
    read = PdfReader(io.BytesIO(kept_renderer.render(one_text(letters), format="pdf", **shape)))
    assert letters in read.pages[0].extract_text()
    fonts = [str(each) for each in re.findall(rb"/BaseFont /\w+\+([\w-]+)", made("trend", Language.VI, "pdf"))]
    assert fonts
    assert all("BeVietnamPro" in each for each in fonts)
    drawn = [kept_renderer.render(one_text(each), format="png", **shape) for each in (*letters, "\ue000")]
    assert len(set(drawn)) == len(letters) + 1


def one_text(text: str) -> dict:
    """A figure of one text."""
    axis = {"visible": False}
    note = {"text": text, "showarrow": False, "x": 0, "y": 0, "font": {"family": "Be Vietnam Pro", "size": 40}}
    return {"data": [], "layout": {"annotations": [note], "xaxis": axis, "yaxis": axis, "meta": {"title": "x"}}}


def squeezed(text: str) -> str:
    """Without the spaces, which break lines."""
    return re.sub(r"\s", "", text)
