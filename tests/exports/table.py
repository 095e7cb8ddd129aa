"""Every kind of chart in every language, as the sample province has it: one row of the table of all files."""

from __future__ import annotations

import importlib
import json
import re
from contextlib import nullcontext
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from html import unescape
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from tests.queries import describe_view
from typer.testing import CliRunner

from dxkpi.charts import CHARTS
from dxkpi.cli import app, chart, figures
from dxkpi.domain.views.text.description import Description
from dxkpi.locale import Language
from dxkpi.web.api.charts import FILE_PARAMETERS, fixed_routes
from dxkpi.workspace import Workspace

SAMPLE, PERIOD = "90", "2026-Q2"
DASHBOARD = Path(__file__).parents[2] / "dashboard"
SVG = "{http://www.w3.org/2000/svg}"
ROWS = [(kind, language) for kind in CHARTS for language in Language]

Row = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Ways:
    """The three ways to a file, over one workspace: what the page offers, an address, a command."""

    workspace: Workspace
    folder: Path
    answered: dict[str, bytes] = field(default_factory=dict)
    offered: dict[tuple[str, Language], dict[str, list[str]]] = field(default_factory=dict)

    @cached_property
    def client(self) -> TestClient:
        app = Starlette(routes=fixed_routes(self.workspace))
        return TestClient(app, headers={"Accept-Encoding": "identity"})

    @cached_property
    def taking(self) -> ModuleType:
        """The part of the page that writes its links."""
        with pytest.MonkeyPatch.context() as patch:
            patch.syspath_prepend(DASHBOARD)
            return importlib.import_module("read.downloads")

    def view(self, kind: str, language: Language) -> Description:
        return describe_view(self.workspace, kind, locality=SAMPLE, period=PERIOD, language=language)

    def links(self, kind: str, language: Language) -> dict[str, list[str]]:
        """Every file that the page offers of a chart, by format: picture shown, buttons, embed."""
        if (kind, language) not in self.offered:
            self.offered[kind, language] = self.links_of(self.view(kind, language))
        return self.offered[kind, language]

    def links_of(self, description: Description) -> dict[str, list[str]]:
        """The same of one view."""
        embed = unescape(self.taking.embed(description, ""))
        page = f"{self.taking.preview(description)}{self.taking.files(description)}{embed}"
        links: dict[str, list[str]] = {}
        for address in re.findall(r'(?:href|src)="(/charts/[^"]+)"', page):
            extension = re.match(r"/charts/\w+\.(\w+)\?", address)
            assert extension, address
            links.setdefault(extension[1], []).append(unescape(address))
        return links

    def get(self, address: str) -> bytes:
        """What an address answers, asked for once."""
        if address not in self.answered:
            answer = self.client.get(address)
            assert answer.status_code == 200, answer.text
            self.answered[address] = answer.content
        return self.answered[address]

    def typed(self, kind: str, language: Language, extension: str, **choices: str) -> bytes:
        """What the address gives that somebody types: without vintage and level, the place by its code."""
        return self.get(f"/charts/{kind}.{extension}?{urlencode(asked_for(language) | choices)}")

    def command(self, kind: str, language: Language, extension: str, **choices: str) -> bytes:
        """What `dxkpi chart` writes, with a cache of its own: nothing that was drawn before is found."""
        file = self.folder / f"{kind}.{extension}"
        away = self.workspace.settings.model_copy(update={"home": self.folder})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.workspace, "settings", away)
            options = asked_for(language) | choices
            self.run("chart", kind, "-o", str(file), *(f"--{name}={option}" for name, option in options.items()))
        return file.read_bytes()

    def values(self, *arguments: str) -> list[dict[str, Any]]:
        """The rows of `dxkpi values --json`, numbers with every digit they are written with."""
        rows: list[dict[str, Any]] = exactly(self.run("values", *arguments, "--json"))["rows"]
        return rows

    def run(self, *arguments: str) -> str:
        """What a command prints."""
        with pytest.MonkeyPatch.context() as patch:
            for module in (figures, chart):
                patch.setattr(module, "opened_workspace", lambda: nullcontext(self.workspace))
            ran = CliRunner().invoke(app, list(arguments))
        assert ran.exit_code == 0, ran.output
        return ran.stdout


def asked_for(language: Language) -> dict[str, str]:
    """What a person says; the rest is the view's own choice."""
    return {"locality": SAMPLE, "period": PERIOD, "lang": language.value}


def choices_of(address: str) -> dict[str, str]:
    """What an address chooses about the file, as options of the command."""
    return {name: text for name, text in parse_qsl(urlsplit(address).query) if name in FILE_PARAMETERS}


def exactly(text: str | bytes) -> Any:
    """A JSON document whose numbers keep their digits."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


def squeezed(text: str) -> str:
    """Without the spaces, which break lines."""
    return re.sub(r"\s", "", text)


def rows_of(ways: Ways, kind: str, language: Language) -> list[Row]:
    """The rows of a chart's JSON."""
    rows: list[Row] = exactly(ways.get(ways.links(kind, language)["json"][0]))["rows"]
    return rows


def letters(svg: ElementTree.Element) -> str:
    """All that is written in a picture."""
    return " ".join("".join(element.itertext()) for element in svg.iter(f"{SVG}text"))
