"""Streamlit's private API that this program uses, in one place.

Streamlit may change any of it in a minor release, which is why pyproject.toml bounds its version. `PRIVATE_NAMES` says
for each name what breaks without it, and tests/web/test_private_api.py checks them: run it before raising the bound.
Lists of the same kind: `exports/pictures/private_api.py` for Kaleido, `intake/annotate/private_api.py` for openpyxl.

Not names, but equally private, and tested in tests/web/frontend: the text of index.html and of the front end's entry
script (frontend/index_html.py), `window.__streamlit` (static/page.js), and the data-testid attributes in page.css.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from streamlit import config, error_util, file_util, net_util

PRIVATE_NAMES: Mapping[str, str] = {
    "streamlit.config.set_option": "set_options: the server would run with Streamlit's default options",
    "streamlit.net_util.get_external_ip": "never_ask_for_public_address: the server would ask a host on the internet",
    "streamlit.file_util.get_static_dir": "front_end_folder: the front end would not be found, no page would load",
    "streamlit.error_util._LOGGER": "silence_uncaught_exception_log: page errors would be logged twice",
}
UNCAUGHT_EXCEPTION = "Uncaught app execution"


def set_options(options: Mapping[str, object]) -> None:
    """Set options by their full name, such as `server.headless`. `st.set_option` refuses most of them."""
    for name, value in options.items():
        config.set_option(name, value)


def never_ask_for_public_address() -> None:
    """Checking the origin of a request, Streamlit asks a host on the internet for this machine's public address."""
    net_util.get_external_ip = lambda: None


def front_end_folder() -> Path:
    """The folder of Streamlit's compiled front end: index.html and `static/`."""
    return Path(file_util.get_static_dir())


def is_front_end_route(scope: Scope) -> bool:
    """Whether Streamlit's front end folder answered a request, directly or as the fallback for any other path."""
    endpoint = scope.get("endpoint")
    return isinstance(endpoint, StaticFiles) and str(endpoint.directory) == str(front_end_folder())


def silence_uncaught_exception_log() -> None:
    """Keep Streamlit from logging an error of a page, which our own handler logs."""
    logging.getLogger(error_util.__name__).addFilter(lambda record: record.msg != UNCAUGHT_EXCEPTION)
