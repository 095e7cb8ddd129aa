"""What the browser loads before any page: small, kept for ever, safe, and in the page's language."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import brotli
import httpx
import pytest
import streamlit

from dxkpi.web.encoding import choose_encoding

from ..conftest import Served

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture(scope="module")
def script() -> str:
    """The name of the script that Streamlit's page starts with."""
    return next(STATIC.glob("static/js/index.*.js")).name


def raw(served: Served, path: str, accept: str) -> tuple[httpx.Headers, bytes]:
    """Headers and the bytes as they went over the wire."""
    with httpx.stream("GET", served.address + path, headers={"Accept-Encoding": accept}, timeout=60) as answer:
        return answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("accept", "named", "undo"),
    [("gzip, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("identity", None, bytes)],
)
def test_every_encoding_gives_the_same_file(server: Served, script: str, accept: str, named, undo) -> None:
    """Whatever the browser accepts, what it unpacks is Streamlit's own file."""
    headers, body = raw(server, f"/static/js/{script}", accept)
    assert headers.get("Content-Encoding") == named
    assert undo(body) == (STATIC / "static" / "js" / script).read_bytes()
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.5, br;q=0.1", "br"),
        ("", "identity"),
        ("deflate", "identity"),
        ("br;q=x", "identity"),
    ],
)
def test_refused_encodings_are_not_used(accept: str, chosen: str) -> None:
    """An encoding of weight 0, unknown or malformed is not sent."""
    assert choose_encoding(accept) == chosen


def test_hashed_files_are_kept_for_ever(server: Served, script: str) -> None:
    """A file whose name carries its hash may be kept for a year, and asked about again costs no bytes."""
    first = server.get(f"/static/js/{script}")
    again = server.get(f"/static/js/{script}", If_None_Match=first.headers["ETag"])
    assert first.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_is_asked_for_again(server: Served) -> None:
    """The page itself is never taken from a cache unasked, and unchanged it is 304."""
    first = server.get("/")
    again = server.get("/", If_None_Match=first.headers["ETag"])
    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


def test_a_missing_file_is_404(server: Served) -> None:
    """A file that is not there is 404, not the page."""
    assert server.get("/static/js/nothing.js").status_code == 404
    assert server.get("/static/../index.html").status_code != 500


@pytest.mark.parametrize(
    ("query", "language", "title"),
    [
        ("", "vi", "Chỉ số chuyển đổi số"),
        ("?lang=en", "en", "Digital transformation indicators"),
        ("?lang=fr", "vi", "Chỉ số chuyển đổi số"),
    ],
)
def test_the_page_says_its_language(server: Served, query: str, language: str, title: str) -> None:
    """The page declares the language its address asks for, Vietnamese where it asks for none we have."""
    page = server.get(f"/trang{query}").text
    assert f'<html lang="{language}">' in page
    assert f"<title>{title}</title>" in page
    assert "Streamlit" not in re.sub(r"<link[^>]*>", "", page)


def test_everything_the_page_names_is_there(server: Served) -> None:
    """Every file that the page tells the browser to load answers, the component's script among them."""
    page = server.get("/").text
    named = re.findall(r'(?:href|src)="\./([^"]+)"', page)
    assert any("dxkpi.content/content.js" in name for name in named)
    assert [name for name in named if server.get(f"/{name}").status_code != 200] == []


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/static/none.js", "/_stcore/host-config", "/charts/trend.html", "/charts/trend.csv"]
)
def test_safety_headers_are_on_every_answer(server: Served, path: str) -> None:
    """No answer may be sniffed or load from another host; only an embed may be framed by another site."""
    headers = server.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert "default-src 'self'" in policy
    assert "https:" not in policy
    is_embed = path.endswith(".html")
    assert ("frame-ancestors 'self'" in policy) == (not is_embed)
    assert ("frame-ancestors *" in policy) == is_embed
    assert ("X-Frame-Options" in headers) == (not is_embed)


def test_a_foreign_origin_gets_no_socket(server: Served) -> None:
    """A page of another site cannot open the socket, and no other host is asked about it."""
    answer = server.get(
        "/_stcore/stream",
        Origin="http://else.example",
        Connection="Upgrade",
        Upgrade="websocket",
        Sec_WebSocket_Version="13",
        Sec_WebSocket_Key="dGhlIHNhbXBsZSBub25jZQ==",
    )
    assert answer.status_code == 403
