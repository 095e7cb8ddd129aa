"""Pickers: what a page asks for. The address decides first; a choice is written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

import choices
import page_state
from dxkpi.domain.boundaries.notation import since_label
from dxkpi.domain.model.indicator import Indicator
from dxkpi.domain.model.locality import Level, Locality
from dxkpi.domain.model.period import Period
from dxkpi.domain.model.period import label as period_label
from dxkpi.domain.model.permissions import Actor
from dxkpi.domain.views.query import SnapshotKey
from dxkpi.errors import DxkpiError
from dxkpi.locale import N_, say
from dxkpi.workflows.choices import indicator_to_begin_with, period_notation, periods
from dxkpi.workflows.lookup import enclosing_localities, find_indicator, indicators
from dxkpi.workflows.queries import find_locality, snapshot_key
from dxkpi.workflows.report_forms import period_to_report, periods_to_report
from page_content import show_html
from parts import notices
from parts.names import place_name

LEVEL_NAMES = {
    Level.PROVINCE: N_("Provinces"),
    Level.DISTRICT: N_("Districts"),
    Level.COMMUNE: N_("Communes and wards"),
}


@dataclass(frozen=True)
class Picker:
    """A list to choose from. `key`: its parameter of the address; `label`: a message id; `name`: an option in words;
    `preset`: what is chosen where the address says nothing, else the first option; `widget`: how it looks."""

    key: str
    label: str
    options: Sequence[str]
    name: Callable[[str], str]
    preset: str | None = None
    widget: Callable[..., str] = st.selectbox

    def ask(self, requested: str | None) -> str:
        """The chosen option. `requested`: what the address says; a value that is no option gets a notice."""
        if requested is not None and requested not in self.options:
            if choices.is_from_outside(self.key, requested):
                message = N_("“{value}” is not among the choices here; the default is shown.")
                page_state.notice(message, requested)
            requested = None
        widget_key = f"pick {self.key}"
        st.session_state[widget_key] = requested or self.preset or self.options[0]

        def write() -> None:
            choices.remember_choice(self.key, st.session_state[widget_key])

        label = say(self.label, page_state.language())
        return self.widget(label, self.options, key=widget_key, format_func=self.name, on_change=write)


def pick_place(places: Sequence[Locality], *, key: str = "locality", others: Iterable[Locality] = ()) -> Locality:
    """Ask for a locality; the address decides first, then the first of the list.

    `others`: localities that are offered too where a link names them.
    """
    workspace, language = page_state.workspace(), page_state.language()
    if not places:
        show_html(notices.no_figures(workspace.home, language))
        st.stop()
    by_key = {place.key: place for place in places}
    requested = choices.from_address(key)
    if requested and requested not in by_key:
        if choices.is_from_outside(key, requested):
            named = _locality_named(requested)
            by_key |= {place.key: place for place in others if place == named}
        requested = _resolved(requested, by_key)
    picker = Picker(key, N_("Locality"), list(by_key), lambda option: place_name(by_key[option], language))
    return by_key[picker.ask(requested)]


def pick_boundaries() -> SnapshotKey:
    """Ask on whose boundaries figures are read: as reported, today's, or those of the day that the address names.

    Returns the figures of the address's vintage on these boundaries.
    """
    language, requested = page_state.language(), choices.from_address("boundaries")
    ways = {"reported": say(N_("As reported"), language), "current": say(N_("Today's boundaries"), language)}
    if requested and requested not in ways and (day := since_label(requested)):
        ways[requested] = day.text(language)
    picker = Picker("boundaries", N_("Boundaries"), list(ways), ways.__getitem__, widget=_segments)
    boundaries = picker.ask(requested)
    return snapshot_key(page_state.workspace(), vintage=page_state.vintage_number(), boundaries=boundaries)


def pick_period(place: Locality, at: SnapshotKey) -> Period:
    """Ask for a period that the locality has figures for; the newest first."""
    return _pick_period(place, periods(page_state.workspace(), place, at))


def pick_period_to_report(place: Locality, by: Actor) -> Period:
    """Ask for a period to report; the address decides first, then the newest that waits for figures."""
    workspace = page_state.workspace()
    offered = periods_to_report(workspace, place, requested=choices.from_address("period"))
    return _pick_period(place, offered, preset=period_to_report(workspace, place, by=by))


def pick_last_quarter(place: Locality, offered: Iterable[Period]) -> Period:
    """Ask with which quarter a row of quarters ends."""
    return _pick_period(place, offered, key="until", label=N_("Twelve quarters up to"))


def pick_level(levels: Iterable[Level]) -> Level:
    """Ask for the level whose localities are compared."""
    language = page_state.language()

    def name(option: str) -> str:
        return say(LEVEL_NAMES[Level(option)], language)

    picker = Picker("level", N_("Level"), [level.value for level in levels], name)
    return Level(picker.ask(choices.from_address("level")))


def pick_indicator(place: Locality) -> Indicator:
    """Ask for an indicator of the catalogue; first is one that is known of the locality."""
    workspace, language = page_state.workspace(), page_state.language()
    names = {indicator.id: indicator.names.text(language) for indicator in indicators(workspace)}
    at = snapshot_key(workspace, vintage=page_state.vintage_number())
    first = indicator_to_begin_with(workspace, place, at)
    picker = Picker("indicator", N_("Indicator"), list(names), names.__getitem__, preset=first)
    return find_indicator(workspace, picker.ask(choices.from_address("indicator")))


def pick_named(label: str, names: Mapping[str, str], key: str) -> str:
    """Ask for one of a list, each with its name."""
    return Picker(key, label, list(names), names.__getitem__).ask(choices.from_address(key))


def pick_way(ways: Mapping[str, str], *, key: str = "way", label: str = N_("How to submit")) -> str:
    """Ask for one of a few ways, side by side; their names by the words of the address."""
    language = page_state.language()
    picker = Picker(key, label, list(ways), lambda option: say(ways[option], language), widget=_segments)
    return picker.ask(choices.from_address(key))


def pick_submission(names: Mapping[str, str], captions: Sequence[str]) -> str:
    """Ask for one of the submissions that wait, by number, each with a caption under its name."""

    def radio(label: str, options: list[str], **more: Any) -> str:
        return st.radio(label, options, captions=captions, **more)

    picker = Picker("submission", N_("Waiting for review"), list(names), names.__getitem__, widget=radio)
    return picker.ask(choices.from_address("submission"))


def _pick_period(
    place: Locality,
    offered: Iterable[Period],
    *,
    preset: Period | None = None,
    key: str = "period",
    label: str = N_("Period"),
) -> Period:
    workspace, language = page_state.workspace(), page_state.language()
    by_notation = {period_notation(workspace, period): period for period in offered}
    if not by_notation:
        show_html(notices.no_figures(place, language))
        st.stop()

    def name(notation: str) -> str:
        return period_label(by_notation[notation], workspace.cutoff, language)

    first = period_notation(workspace, preset) if preset else None
    picker = Picker(key, label, list(by_notation), name, preset=first)
    return by_notation[picker.ask(choices.from_address(key))]


def _segments(label: str, options: list[str], **more: Any) -> str:
    return st.segmented_control(label, options, required=True, **more)


def _locality_named(text: str) -> Locality | None:
    """The locality that a code or name means; None where it means none or several."""
    workspace = page_state.workspace()
    try:
        return find_locality(workspace, text, at=snapshot_key(workspace, vintage=page_state.vintage_number()))
    except DxkpiError:
        return None


def _resolved(requested: str, by_key: Mapping[str, Locality]) -> str:
    """The key that a code or name means, where it is among the localities; else that of the one it lies in."""
    of_code = next((key for key in by_key if key.split("@")[0] == requested), None)
    place = _locality_named(of_code or requested)
    if place is None:
        return requested
    inside = enclosing_localities(page_state.workspace(), place)
    return next((locality.key for locality in inside if locality.key in by_key), requested)
