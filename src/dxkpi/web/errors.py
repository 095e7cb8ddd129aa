"""Last-resort error handlers: the log gets the traceback under a random number, the user sees only the number."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dxkpi.locale import N_, Language, say
from dxkpi.templates import render
from dxkpi.web.private_api import silence_uncaught_exception_log

INTERNAL_ERROR = N_(
    "The program failed (error number {number}). Reload the page. If the error repeats, give this number to the "
    "administrator: the server's log has the details under it."
)
NUMBER_BYTES = 4
_LOG = logging.getLogger("dxkpi.web")


def configure_log() -> None:
    """Write warnings and errors with date and time to stderr. Call it before the application is created."""
    if not _LOG.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _LOG.addHandler(handler)
        _LOG.propagate = False
        silence_uncaught_exception_log()  # it would log the same error again, without a number


def log_error(error: Exception, where: str) -> str:
    """Log an error with its traceback. Returns its number in the log."""
    number = secrets.token_hex(NUMBER_BYTES)
    _LOG.error("Error %s at %r", number, where, exc_info=error)
    return number


def script_error_handler(default: Language) -> Callable[[Exception], bool]:
    """Streamlit's handler for an error in a page. `default`: the language where the address names none."""

    def show_error(error: Exception) -> bool:
        number = log_error(error, str(st.context.url or ""))
        text = say(INTERNAL_ERROR, _language(st.query_params.get("lang"), default), number=number)
        st.html(render("internal_error.html", text=text))
        return True

    return show_error


def route_error_handler(default: Language) -> Callable[[Request, Exception], Response]:
    """Starlette's handler for an error in a route: 500 and one sentence."""

    def answer_error(request: Request, error: Exception) -> Response:
        number = log_error(error, request.url.path)
        language = _language(request.query_params.get("lang"), default)
        return PlainTextResponse(say(INTERNAL_ERROR, language, number=number), 500)

    return answer_error


def _language(code: str | None, default: Language) -> Language:
    return Language(code) if code in list(Language) else default
