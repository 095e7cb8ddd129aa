"""Our own scripts and styles of the front end, each under a name with a hash of its content."""

from __future__ import annotations

import json
from hashlib import sha256
from importlib.resources import files

from dxkpi.web.frontend.index_html import without_source_sans
from dxkpi.web.frontend.theme import page_colours
from dxkpi.web.frontend.translations import DEFAULT_LANGUAGE, DOWNLOAD_WORDS, ENGLISH, LOCALES, WORDS

FOLDER = files("dxkpi.web.frontend") / "static"


def our_files(streamlit_styles: str) -> dict[str, bytes]:
    """Streamlit's main styles without its font, our styles and our scripts, by hashed name."""
    settings = {"language": DEFAULT_LANGUAGE, "locales": LOCALES, "words": WORDS, "english": ENGLISH}
    texts = {
        "index.css": without_source_sans(streamlit_styles),
        "page.css": stylesheet("page.css"),
        "page.js": _script("page.js", "{/* settings */}", settings),
        "download.js": _script("download.js", "{/* words */}", DOWNLOAD_WORDS),
    }
    contents = {name: text.encode() for name, text in texts.items()}
    return {hashed_name(name, data): data for name, data in contents.items()}


def stylesheet(name: str) -> str:
    """One of our style sheets, with the colours of both themes."""
    return (FOLDER / name).read_text(encoding="utf-8").replace("/* colours */", page_colours(), 1)


def hashed_name(name: str, data: bytes) -> str:
    """A name that browsers may cache for ever, because other content has another name."""
    stem, _, ending = name.partition(".")
    return f"dxkpi/{stem}.{sha256(data).hexdigest()[:12]}.{ending}"


def _script(name: str, placeholder: str, content: object) -> str:
    literal = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return (FOLDER / name).read_text(encoding="utf-8").replace(placeholder, literal, 1)
