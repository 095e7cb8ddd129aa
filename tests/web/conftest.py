"""A real server around a page of a few lines, as a reader's browser sees it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import pytest
from tests.conftest import Serving, share_front_end
from tests.people import PASSWORD, make_accounts

PAGE = """
import time
import streamlit as st

st.html("<h1>Tỷ lệ đúng hạn</h1>")
st.selectbox("Chọn", ["ă", "â"], index=None)
st.file_uploader("Tệp", type=["csv"])
if st.button("Lỗi"):
    raise ValueError("bí mật")
"""

START = """
import sys
from pathlib import Path
from starlette.routing import Route
from dxkpi.web.api.embed_scripts import embed_script_routes
from dxkpi.web.server import create_app, serve

def fail(request):
    raise LookupError("bí mật")

reason = sys.argv[2] or None
def make_app():
    routes = [Route("/faulty", fail), *embed_script_routes(Path("cache"))]
    return create_app(script=Path(sys.argv[1]), cache=Path("cache"), readiness=lambda: reason, routes=routes)

serve(make_app, host="127.0.0.1", port=int(sys.argv[3]), on_ready=lambda address: print(address, flush=True))
print("ended", flush=True)
"""

NUMBERS = count(2)
PROXIES = "127.0.1.0/24"
FONTS = Path(__file__).parents[2] / "dashboard" / "static"


class Served:
    """One running server: its process and its address."""

    def __init__(self, folder: Path, *, reason: str = "", port: int = 0) -> None:
        page = folder / "pages" / "app.py"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE, encoding="utf-8")
        (page.parent / "static").symlink_to(FONTS)
        share_front_end(folder / "cache")
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, str(page), reason, str(port)],
            cwd=folder,
            env={**os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def logged(self) -> str:
        """What the server has written into its log since it was asked last."""
        assert self.process.stderr is not None
        os.set_blocking(self.process.stderr.fileno(), False)
        return (os.read(self.process.stderr.fileno(), 1_000_000)).decode()

    def get(self, path: str, **headers: str) -> httpx.Response:
        """One answer, its headers as sent."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        # Nothing is verified at http:, and to be ready for it takes longer than most answers.
        return httpx.get(f"{self.address}{path}", headers=named, timeout=30, verify=False)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that is ready."""
    served = Served(tmp_path_factory.mktemp("served"))
    yield served
    served.process.terminate()
    served.process.wait(timeout=20)


@dataclass(frozen=True)
class Office:
    """A running product and its home."""

    address: str
    home: Path

    def browser(self, machine: str = "") -> httpx.Client:
        """A browser of its own, on a machine of its own; `machine`: on the one with this address."""
        transport = httpx.HTTPTransport(verify=False, local_address=machine or f"127.0.0.{next(NUMBERS)}")
        return httpx.Client(base_url=self.address, transport=transport, timeout=60)

    def post(self, browser: httpx.Client, path: str, *, origin: str = "", **form: str) -> httpx.Response:
        """Send a form from a page of this server, or of another one."""
        return browser.post(path, data=form, headers={"Origin": origin or self.address})

    def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Client:
        """A browser in which somebody has signed in."""
        browser = self.browser()
        assert self.post(browser, "/sign-in", name=name, password=password).status_code == 303
        return browser


@pytest.fixture(scope="session")
def office(
    serve: Serving,
    filled_home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Office]:
    """The product with a few accounts, behind reverse proxies in the network `PROXIES`."""
    folder = tmp_path_factory.mktemp("signing")
    shutil.copytree(filled_home, folder / "home")
    make_accounts(folder / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DXKPI_TRUSTED_PROXIES", f"192.0.2.1, {PROXIES}")
        with serve(folder) as address:
            yield Office(address, folder / "home")
