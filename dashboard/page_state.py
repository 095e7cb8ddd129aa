"""What pages share: the workspace, who acts, and the choices, which the page's address holds."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

import streamlit as st

import rendering
import urls
from choices import from_address
from dxkpi.charts import CHARTS
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.queries import QueryText, parse_page_address, snapshot_key, view_settings
from dxkpi.workflows.sign_in import SESSION_COOKIE, actor_of
from dxkpi.workspace import Workspace, current
from page_content import show_html
from parts import notices

_OWNER = "owner of the session"


def workspace() -> Workspace:
    """The workspace of this process."""
    return current()


def actor() -> Actor:
    """Who acts, read from the store at every call, so that signing out everywhere takes effect at once."""
    return actor_later()()


def actor_later() -> Callable[[], Actor]:
    """Who acts when this is called, for what runs apart from a page (a file made when it is downloaded)."""
    opened, token = workspace(), st.context.cookies.get(SESSION_COOKIE, "")
    return lambda: actor_of(opened, token)


def query_text(*names: str) -> QueryText:
    """What the address says of these parameters, parsed as the fixed addresses are; without values that mean
    nothing."""
    values = [(name, from_address(name)) for name in names]
    return parse_page_address((name, value) for name, value in values if value is not None)


def language() -> Language:
    """The language of the address, else the operator's."""
    return query_text("lang").language or workspace().language


def addresses_in_other_languages() -> dict[Language, str]:
    """This page's address in every other language."""
    query, current = st.query_params.to_dict(), language()
    return {other: "?" + urlencode(query | {"lang": other.value}) for other in Language if other is not current}


def own_address() -> str:
    """This page with its choices, as a path of this server."""
    choices = st.query_params.to_dict()
    return (urlsplit(urls.page_address()).path or "/") + (f"?{urlencode(choices)}" if choices else "")


def forget_others(by: Actor) -> None:
    """Clear the session state when another person signed in: a tab may come back with another's cookie."""
    if st.session_state.setdefault(_OWNER, by.name) != by.name:
        for key in list(st.session_state):
            del st.session_state[key]
        st.session_state[_OWNER] = by.name


def vintage_number() -> int | None:
    """The vintage that the address names; None where it names none, or one that does not exist."""
    number = query_text("vintage").vintage
    return number if number is not None and 1 <= number <= workspace().vintage else None


def vintage() -> SnapshotKey:
    """The figures, as reported, of the vintage in the address; the newest, with a notice, where it does not exist."""
    number, newest = vintage_number(), workspace().vintage
    if number is None and (requested := from_address("vintage")):
        notice(N_("There is no vintage “{value}”; the newest is shown."), requested)
    if number is not None and number < newest:
        newest_address = {name: value for name, value in st.query_params.to_dict().items() if name != "vintage"}
        show_html(notices.older_vintage(number, newest, "?" + urlencode(newest_address), language()))
    return snapshot_key(workspace(), vintage=number)


def query_from_page(
    kind: str, place: Locality, period: Period, at: SnapshotKey, indicator: Indicator | None = None
) -> ViewQuery:
    """The query for a kind of chart that a page's choices make, in the page's language."""
    return ViewQuery(CHARTS[kind], place, period, at, language(), view_settings(workspace()), indicator)


def notice(message: str, value: str) -> None:
    """Say something about a value of the address."""
    show_html(rendering.notice(say(message, language(), value=value)))
