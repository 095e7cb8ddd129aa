"""What becomes of an error of the program: the log has all of it under a number, the screen that number alone."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from html import escape

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dxkpi.locale import N_, Language, say

FAULT = N_(
    "The program met an error of its own (number {number}). Load the page again; if it comes back, tell the "
    "administrator this number, under which the server's log has the details."
)
NUMBER_BYTES = 4
STREAMLITS_LOG, STREAMLITS_LINE = "streamlit.error_util", "Uncaught app execution"
_LOG = logging.getLogger("dxkpi.faults")


def keep_log() -> None:
    """Write errors with day and time to stderr, each once; to be called before the application is made."""
    if not _LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _LOG.addHandler(handler)
        _LOG.propagate = False
        # Streamlit writes the same before it calls us, but without a number.
        logging.getLogger(STREAMLITS_LOG).addFilter(lambda record: record.msg != STREAMLITS_LINE)


def logged(fault: Exception, where: str) -> str:
    """Write an error and its traceback into the log: the number it has there."""
    number = secrets.token_hex(NUMBER_BYTES)
    _LOG.error("Error %s at %r", number, where, exc_info=fault)
    return number


def on_page(language: Language) -> Callable[[Exception], bool]:
    """What a page says that met an error; `language` where its address names none."""

    def told(fault: Exception) -> bool:
        number, asked = logged(fault, str(st.context.url or "")), str(st.query_params.get("lang", ""))
        spoken = Language(asked) if asked in list(Language) else language
        text = escape(say(FAULT, spoken, number=number))
        st.html(f'<p class="dx-notice dx-fault" role="alert">{text}</p>')
        return True

    return told


def at_address(language: Language) -> Callable[[Request, Exception], Response]:
    """What a fixed address answers that met an error."""

    def answered(request: Request, fault: Exception) -> Response:
        asked = request.query_params.get("lang", "")
        spoken = Language(asked) if asked in list(Language) else language
        return PlainTextResponse(say(FAULT, spoken, number=logged(fault, request.url.path)), 500)

    return answered
