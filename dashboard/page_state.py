"""What pages share: the workspace, the pickers, and the bond between choices and the page's address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

import rendering
import urls
from dxkpi.charts import CHARTS
from dxkpi.domain.boundaries.notation import since_label
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.period import label as period_label
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.views.query import SnapshotKey, ViewQuery
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.choices import indicator_to_begin_with, period_notation, periods
from dxkpi.workflows.queries import find_locality, snapshot_key, view_settings
from dxkpi.workflows.report_forms import period_to_report, periods_to_report
from dxkpi.workflows.sign_in import SESSION_COOKIE, actor_of
from dxkpi.workspace import Workspace, current
from parts import notices
from parts.names import place_name

LEVEL_NAMES = {
    Level.PROVINCE: N_("Provinces"),
    Level.DISTRICT: N_("Districts"),
    Level.COMMUNE: N_("Communes and wards"),
}
_CHOICES, _MADE, _WHOSE = "choices", "choices of this session", "whose"


def workspace() -> Workspace:
    """The workspace of this process."""
    return current()


def actor() -> Actor:
    """Who acts, read from the store at every call, so that signing out everywhere takes effect at once."""
    return actor_later()()


def actor_later() -> Callable[[], Actor]:
    """Who acts when this is called, for what runs apart from a page (a file made when it is downloaded)."""
    here, token = workspace(), st.context.cookies.get(SESSION_COOKIE, "")
    return lambda: actor_of(here, token)


def language() -> Language:
    """The language of the address, else the operator's."""
    requested = _from_address("lang")
    return Language(requested) if requested in list(Language) else workspace().language


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
    if st.session_state.setdefault(_WHOSE, by.name) != by.name:
        for key in list(st.session_state):
            del st.session_state[key]
        st.session_state[_WHOSE] = by.name


def vintage() -> SnapshotKey:
    """The figures, as reported, of the vintage in the address; the newest, with a notice, where it does not exist."""
    requested = _from_address("vintage")
    if requested is None:
        return snapshot_key(workspace())
    newest = workspace().vintage
    if not requested.isdecimal() or not 1 <= int(requested) <= newest:
        _notice(N_("There is no vintage “{value}”; the newest is shown."), requested)
        return snapshot_key(workspace())
    if int(requested) < newest:
        fresh = {name: value for name, value in st.query_params.to_dict().items() if name != "vintage"}
        st.html(notices.older_vintage(int(requested), newest, "?" + urlencode(fresh), language()))
    return snapshot_key(workspace(), vintage=int(requested))


def view_query(
    kind: str, place: Locality, period: Period, at: SnapshotKey, indicator: Indicator | None = None
) -> ViewQuery:
    """The query for a kind of chart, in the page's language."""
    return ViewQuery(CHARTS[kind], place, period, at, language(), view_settings(workspace()), indicator)


def pick_place(places: Sequence[Locality], *, key: str = "locality") -> Locality:
    """Ask for a place; the address decides first, then the first of the list."""
    if not places:
        st.html(notices.no_figures(workspace().home, language()))
        st.stop()
    by_key = {place.key: place for place in places}
    requested = _from_address(key)
    if requested and requested not in by_key:
        requested = _resolved(requested, by_key)
    spoken = language()
    chosen = _pick(N_("Place"), list(by_key), requested, key, lambda each: place_name(by_key[each], spoken))
    return by_key[chosen]


def pick_boundaries() -> SnapshotKey:
    """Ask on whose boundaries figures are read: as reported, today's, or those of the day that the address names.

    Returns the figures of the address's vintage on these boundaries.
    """
    requested = _from_address("boundaries")
    ways = {"reported": say(N_("As reported"), language()), "current": say(N_("Today's boundaries"), language())}
    if requested and requested not in ways and (day := since_label(requested)):
        ways[requested] = day.text(language())

    def asks(label: str, options: list[str], **more: Any) -> str:
        return st.segmented_control(label, options, required=True, **more)

    chosen = _pick(N_("Boundaries"), list(ways), requested, "boundaries", ways.__getitem__, asks=asks)
    return snapshot_key(workspace(), vintage=_vintage_of_address(), boundaries=chosen)


def pick_period(place: Locality, at: SnapshotKey) -> Period:
    """Ask for a period that the place has figures for; the newest first."""
    return _pick_period(place, periods(workspace(), place, at))


def pick_period_to_report(place: Locality, by: Actor) -> Period:
    """Ask for a period to report; the address decides first, then the newest that waits for figures."""
    here = workspace()
    offered = periods_to_report(here, place, requested=_from_address("period"))
    return _pick_period(place, offered, preset=period_to_report(here, place, by=by))


def pick_last_quarter(place: Locality, offered: Iterable[Period]) -> Period:
    """Ask with which quarter a row of quarters ends."""
    return _pick_period(place, offered, key="until", asks=N_("Twelve quarters up to"))


def _pick_period(
    place: Locality,
    offered: Iterable[Period],
    *,
    preset: Period | None = None,
    key: str = "period",
    asks: str = N_("Period"),
) -> Period:
    here, spoken = workspace(), language()
    by_notation = {period_notation(here, period): period for period in offered}
    if not by_notation:
        st.html(notices.no_figures(place, spoken))
        st.stop()

    def named(notation: str) -> str:
        return period_label(by_notation[notation], here.cutoff, spoken)

    first = period_notation(here, preset) if preset else None
    return by_notation[_pick(asks, list(by_notation), _from_address(key), key, named, preset=first)]


def pick_level(levels: Iterable[Level]) -> Level:
    """Ask for the level whose localities are compared."""
    options = [level.value for level in levels]
    return Level(
        _pick(
            N_("Level"),
            options,
            _from_address("level"),
            "level",
            lambda each: say(LEVEL_NAMES[Level(each)], language()),
        )
    )


def pick_indicator(place: Locality) -> Indicator:
    """Ask for an indicator of the catalogue; first is one that is known of the place."""
    names = {indicator.id: indicator.names.text(language()) for indicator in workspace().catalogue.indicators}
    at = snapshot_key(workspace(), vintage=_vintage_of_address())
    first = indicator_to_begin_with(workspace(), place, at)
    chosen = _pick(
        N_("Indicator"), list(names), _from_address("indicator"), "indicator", names.__getitem__, preset=first
    )
    return workspace().catalogue.indicator(chosen)


def pick_named(label: str, names: Mapping[str, str], key: str) -> str:
    """Ask for one of a list, each with its name."""
    return _pick(label, list(names), _from_address(key), key, names.__getitem__)


def pick_way(ways: Mapping[str, str], *, key: str = "way", label: str = N_("How to submit")) -> str:
    """Ask for one of a few ways, side by side; their names by the words of the address."""

    def named(each: str) -> str:
        return say(ways[each], language())

    def asks(label: str, options: list[str], **more: Any) -> str:
        return st.segmented_control(label, options, required=True, **more)

    return _pick(label, list(ways), _from_address(key), key, named, asks=asks)


def pick_submission(names: Mapping[str, str], captions: Sequence[str]) -> str:
    """Ask for one of the submissions that wait, by number, each with a caption under its name."""

    def asks(label: str, options: list[str], **more: Any) -> str:
        return st.radio(label, options, captions=captions, **more)

    requested = _from_address("submission")
    return _pick(N_("Waiting for review"), list(names), requested, "submission", names.__getitem__, asks=asks)


def forget_choice(key: str) -> None:
    """Take a choice out of the address, as if none had been made."""
    st.query_params.pop(key, None)
    st.session_state.get(_CHOICES, {}).pop(key, None)


def _from_address(key: str) -> str | None:
    """What the address says; where it says nothing, what was chosen on the page before, put into the address."""
    choices: dict[str, str] = st.session_state.setdefault(_CHOICES, {})
    if key in st.query_params:
        choices[key] = st.query_params[key]
    elif key in choices:
        st.query_params[key] = choices[key]
    return choices.get(key)


def _pick(
    label: str,
    options: list[str],
    requested: str | None,
    key: str,
    named: Callable[[str], str],
    *,
    preset: str | None = None,
    asks: Callable[..., str] = st.selectbox,
) -> str:
    """A list whose choice is kept in the address. An address that names none of the options gets a notice."""
    if requested is not None and requested not in options:
        if _is_from_outside(key, requested):
            _notice(N_("“{value}” is not among the choices here; the default is shown."), requested)
        requested = None
    chosen = requested if requested is not None else preset or options[0]
    widget = f"pick {key}"
    st.session_state[widget] = chosen

    def write() -> None:
        st.query_params[key] = st.session_state[widget]
        st.session_state.setdefault(_MADE, {}).setdefault(key, set()).add(st.session_state[widget])

    return asks(say(label, language()), options, key=widget, format_func=named, on_change=write)


def _is_from_outside(key: str, value: str) -> bool:
    """Whether a value came with an address and not from a choice made here, which need not fit every page."""
    return value not in st.session_state.get(_MADE, {}).get(key, ())


def _resolved(requested: str, by_key: dict[str, Locality]) -> str:
    """The key that a code or name means, where it is among the places; else that of the place it lies in."""
    try:
        of_code = next((key for key in by_key if key.split("@")[0] == requested), None)
        place = find_locality(
            workspace(), of_code or requested, at=snapshot_key(workspace(), vintage=_vintage_of_address())
        )
    except DxkpiError:
        return requested
    inside = (place, *workspace().registry.ancestors(place, place.valid_to or place.valid_from))
    return next((unit.key for unit in inside if unit.key in by_key), requested)


def _vintage_of_address() -> int | None:
    requested = _from_address("vintage") or ""
    return int(requested) if requested.isdecimal() and 1 <= int(requested) <= workspace().vintage else None


def _notice(message: str, value: str) -> None:
    st.html(rendering.notice(say(message, language(), value=value)))
