"""Parameters of the fixed addresses, validated once. A name or value that is not known is refused."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import TypeVar

from starlette.requests import Request

from dxkpi.errors import WrongUsage
from dxkpi.locale import N_, Message
from dxkpi.workflows.queries import no_value

TRACKING = re.compile("fbclid|gclid|zarsrc|utm_[a-z]+")
Choice = TypeVar("Choice", bound=str)
Parameters = list[tuple[str, str]]


def parameters_of(request: Request, known: Collection[str]) -> Parameters:
    """The parameters of an address in order, without empty ones and without what other sites add to follow a reader.

    Raises `WrongUsage` for a name not in `known`.
    """
    parameters = [
        (name, value) for name, value in request.query_params.multi_items() if value and not TRACKING.fullmatch(name)
    ]
    for name, _ in parameters:
        if name not in known:
            values = {"name": name, "known": ", ".join(sorted(known))}
            raise WrongUsage(what=Message(N_("There is no parameter “{name}”. Known: {known}."), values))
    return parameters


def choice_of(choices: Iterable[Choice], name: str, parameters: Mapping[str, str], default: Choice) -> Choice:
    """The value of a parameter, one of `choices`. Raises `WrongUsage` for any other value."""
    value = parameters.get(name, default)
    choice = next((choice for choice in choices if choice == value), None)
    if choice is None:
        raise no_value(name, value)
    return choice
