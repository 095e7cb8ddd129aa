"""The audit log as text: who did what to what, when, from where."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from types import MappingProxyType
from typing import Any

from dxkpi.domain.model.audit import WORDS, AuditAction
from dxkpi.domain.model.datetimes import format_deadline, format_moment
from dxkpi.domain.model.period import Basis, Period, in_words, parse_period
from dxkpi.domain.model.permissions import OPERATOR, ROLE_WORDS, SHIPPED, Actor, Permission, Role
from dxkpi.errors import UnknownPeriod
from dxkpi.locale import N_, Message
from dxkpi.store import StoredAuditLine
from dxkpi.workspace import Workspace

LINES_A_PAGE = 50
MOST_OF_AN_AGENT = 60
# What a user agent has before its version, the most specific first: nearly all contain "Chrome/" too.
BROWSERS = {"coc_coc_browser/": "Cốc Cốc", "Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome",
            "Version/": "Safari"}  # fmt: skip
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_OBJECT = re.compile(
    r"(?P<what>submission|account|boundaries) (?P<name>.+)"
    r"|period (?P<first>[\d-]+)\.\.(?P<last>[\d-]+) (?P<basis>\w+)(?:, locality (?P<code>\w+))?"
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d")
# Details in the order in which they are shown.
DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "file_name": N_("file: {value}"),
        "role": N_("role: {value}"),
        "scope": N_("localities: {value}"),
        "issuer": N_("identity provider: {value}"),
        "subject": N_("known there as: {value}"),
        "old": N_("before: {value}"),
        "new": N_("after: {value}"),
        "must_change": N_("to be changed at the next sign-in: {value}"),
        "sessions": N_("sessions ended: {value}"),
        "agent": N_("browser: {value}"),
        "opens_at": N_("opens: {value}"),
        "deadline_at": N_("deadline: {value}"),
        "grace_until": N_("late figures until: {value}"),
        "until": N_("until: {value}"),
        "reason": N_("reason: {value}"),
        "indicator": N_("indicator: {value}"),
        "level": N_("level: {value}"),
        "value": N_("value: {value}"),
        "source": N_("source: {value}"),
        "vintage": N_("vintage: {value}"),
        "repeated": N_("the same file again: {value}"),
        "comment": N_("comment number: {value}"),
        "units_ended": N_("units that end: {value}"),
        "units_begun": N_("units that begin: {value}"),
    }
)
EVERYWHERE = N_("all")
# Actors without an account.
WITHOUT_ACCOUNT = {
    OPERATOR.name: N_("operator of the server"),
    SHIPPED: N_("the program itself"),
    "": N_("nobody signed in"),
}


@dataclass(frozen=True)
class AuditLogLine:
    """One line as text. `at`: in Hanoi, with seconds."""

    number: int
    at: str
    actor: str | Message
    action: Message
    object: Message
    details: tuple[Message, ...]
    address: str


def audit_log(
    workspace: Workspace, *, account: str = "", before: int | None = None, by: Actor
) -> tuple[AuditLogLine, ...]:
    """A page of the log, newest first.

    `account`: only what it did and what was done to it. `before`: only lines with a smaller number.

    Raises `NotAllowed`.
    """
    by.require(Permission.MANAGE)
    found = workspace.store.audit_log.lines(LINES_A_PAGE, before, account)
    return tuple(_line(workspace, each) for each in found)


def _line(workspace: Workspace, line: StoredAuditLine) -> AuditLogLine:
    actor = Message(WITHOUT_ACCOUNT[line.actor]) if line.actor in WITHOUT_ACCOUNT else line.actor
    details = tuple(_details(workspace, line))
    thing = _object(workspace, line.object)
    at, words = format_moment(line.at, seconds=True), Message(WORDS[line.action])
    return AuditLogLine(line.number, at, actor, words, thing, details, line.address)


def _object(workspace: Workspace, text: str) -> Message:
    """The object of an action; one that is not written as the store writes it is shown unchanged."""
    found = _OBJECT.fullmatch(text)
    if found is None:
        return Message("{text}", {"text": text})
    parts = found.groupdict()
    if parts["what"] == "submission":
        return Message(N_("submission {number}"), {"number": parts["name"]})
    if parts["what"] == "boundaries":
        return Message(N_("boundaries from {day}"), {"day": date.fromisoformat(parts["name"])})
    if parts["what"] == "account":
        unknown = parts["name"] == "?"
        return Message(N_("no such account")) if unknown else Message(N_("account {name}"), {"name": parts["name"]})
    first, last = (datetime.fromisoformat(parts[each]).date() for each in ("first", "last"))
    period = {"period": in_words(Period(last, first, Basis(parts["basis"])), workspace.cutoff)}
    if not parts["code"]:
        return Message("{period}", period)
    versions = workspace.registry.versions(parts["code"])
    place = versions[-1].name if versions else parts["code"]
    return Message(N_("{place}, {period}"), period | {"place": place})


def _details(workspace: Workspace, line: StoredAuditLine) -> Iterator[Message]:
    known = {key: line.details[key] for key in DETAILS if key in line.details}
    for key, value in (known | dict(line.details)).items():
        if value in (None, "", False, 0) and not (key == "scope" and line.action is AuditAction.ADD_ACCOUNT):
            continue
        yield Message(DETAILS.get(key, f"{key}: {{value}}"), {"value": _value(workspace, line.action, key, value)})


def _value(workspace: Workspace, act: AuditAction, key: str, value: Any) -> object:
    """The text of a detail."""
    if act is AuditAction.SET_ROLE and isinstance(value, list):
        return _role_and_scope(workspace, *value)
    if isinstance(value, list):
        return " · ".join(str(each) for each in value if each) or "–"
    if key == "scope" and value is None:
        return Message(EVERYWHERE)
    if key == "scope" and value:
        return _places_and_periods(workspace, str(value))
    if isinstance(value, bool):
        return Message(N_("yes") if value else N_("no"))
    if key == "agent":
        return _browser(str(value))
    if key == "role":
        return Message(ROLE_WORDS[Role(value)])
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return format_deadline(datetime.fromisoformat(value))
    return value or "–"


def _browser(agent: str) -> str:
    """Browser, version and system of a user agent; the beginning of one that is not recognised."""
    sign = next((each for each in BROWSERS if each in agent), "")
    version = re.search(re.escape(sign) + r"(\d+)", agent) if sign else None
    system = next((each for each in SYSTEMS if each in agent), "")
    if version is None or not system:
        return shorten(agent, MOST_OF_AN_AGENT, placeholder=" …")
    return f"{BROWSERS[sign]} {version[1]}, {system}"


def _role_and_scope(workspace: Workspace, role: str, scope: str | None) -> Message:
    where: object = Message(EVERYWHERE) if scope is None else _places_and_periods(workspace, scope) or "–"
    return Message(N_("{role} ({scope})"), {"role": Message(ROLE_WORDS[Role(role)]), "scope": where})


def _places_and_periods(workspace: Workspace, text: str) -> tuple[object, ...]:
    """The names of codes, keys and periods, separated by spaces; other words are shown unchanged."""
    return tuple(_place_or_period(workspace, part) for part in text.split())


def _place_or_period(workspace: Workspace, text: str) -> object:
    registry = workspace.registry
    if text in registry:
        return registry.by_key(text).name
    if text in registry.codes:
        return registry.versions(text)[-1].name
    try:
        return in_words(parse_period(text, workspace.cutoff), workspace.cutoff)
    except UnknownPeriod:
        return text
