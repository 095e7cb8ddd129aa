"""Addresses that leave the page: how readers reach the server, and where a view is found for ever."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import streamlit as st

from dxkpi.domain.views.text.description import Description
from dxkpi.workflows.lookup import public_address
from dxkpi.workspace import current


def page_address() -> str:
    """This page's address without its parameters."""
    return (st.context.url or "").split("?")[0]


def server_address() -> str:
    """How readers reach the server: as the operator says, else as this one did."""
    if public := public_address(current()):
        return public.rstrip("/")
    address = urlsplit(page_address())
    return f"{address.scheme}://{address.netloc}" if address.netloc else ""


def permalink(description: Description, **also: str) -> str:
    """This page's address with the choices that make a view, its vintage among them: the same figures for ever."""
    return f"{server_address()}{urlsplit(page_address()).path or '/'}?{urlencode(also | description.address)}"
