"""Notices: sentences above a page that must be seen."""

from __future__ import annotations

from markupsafe import Markup

import rendering
from dxkpi.domain.model.locality import Locality
from dxkpi.domain.views.view import View
from dxkpi.locale import N_, Language, say
from dxkpi.templates import Link


def simulated(province: Locality, language: Language) -> str:
    """The sentence that is shown wherever figures of the sample province are."""
    message = N_("Simulated: these are figures of {place}, a fictional province that shows every screen in full.")
    return say(message, language, place=province.name)


def marks(view: View, province: Locality, language: Language) -> Markup | None:
    """The notice above a view that is simulated or provisional; None where it is neither."""
    sentences = []
    if view.simulated:
        sentences.append(simulated(province, language))
    if view.provisional:
        sentences.append(say(N_("Provisional: some figures of this period may still change."), language))
    if not sentences:
        return None
    return rendering.notice(" ".join(sentences), kind="simulated" if view.simulated else "note")


def no_figures(place: Locality, language: Language) -> Markup:
    """The notice of a place without figures."""
    return rendering.notice(say("There are no figures for {place} yet.", language, place=place.name))


def older_vintage(vintage: int, newest: int, address: str, language: Language) -> Markup:
    """The notice above an older vintage, with the address of the newest."""
    text = say(
        "You are reading vintage {asked}; a newer one exists ({newest}).", language, asked=vintage, newest=newest
    )
    return rendering.notice(text, kind="", link=Link(address, say("Show the newest", language)))


def link_to_sample(sample: Locality, language: Language) -> Link:
    """The link to a province where every screen is full."""
    text = say("See an example with complete figures: {place} (simulated)", language, place=sample.name)
    return Link(f"?locality={sample.key}&lang={language.value}", text)
