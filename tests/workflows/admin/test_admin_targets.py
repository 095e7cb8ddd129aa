"""Targets from those who manage to those who read: set, seen in every vintage as it was, taken away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.queries import ask_overview, ask_values

from dxkpi.domain.model.locality import Level
from dxkpi.domain.model.permissions import OPERATOR, Actor, Role
from dxkpi.domain.views.overview import Overview
from dxkpi.errors import UnknownIndicator, UnknownTarget, WrongUsage
from dxkpi.locale import Language
from dxkpi.workflows.admin import audit_log
from dxkpi.workflows.admin.targets import remove_target, set_target, target_summaries, targets
from dxkpi.workspace import Workspace

CHI = Actor("chi", Role.ADMINISTRATOR, None, "10.0.0.7")
PROVINCE, COMMUNE, QUARTER = "90@2020-12-15", "90051@2025-07-01", "2026-Q2"
PLAN = "Kế hoạch số 12/KH-UBND"


def aim(workspace: Workspace, value: str, **more: object) -> int:
    """A target for the sample province's share on time in 2026."""
    request: dict[str, object] = {"locality": "90", "period": "2026", "source": PLAN, "by": CHI} | more
    return set_target(workspace, "on_time_rate", value=value, **request)  # type: ignore[arg-type]


def of(workspace: Workspace, locality: str = PROVINCE, vintage: int | None = None) -> Overview:
    return ask_overview(workspace, locality=locality, period=QUARTER, language=Language.VI, vintage=vintage)


def test_a_target_holds_from_its_vintage_on(own_workspace: Workspace) -> None:
    """The figures stay, the vintage grows; an older vintage answers as it did; a change needs no restart."""
    before = own_workspace.vintage
    request = {"indicators": ["on_time_rate"], "locality": PROVINCE, "period": QUARTER}
    figures = ask_values(own_workspace, **request)  # type: ignore[arg-type]
    assert [aim(own_workspace, value) for value in ("95", "99,5 %")] == [before + 1, before + 2]
    assert own_workspace.vintage == before + 2
    assert [entry.target.value for entry in targets(own_workspace, by=CHI)] == [Decimal("99.5")]
    assert remove_target(own_workspace, 2, by=CHI) == before + 3
    assert ask_values(own_workspace, **request) == figures  # type: ignore[arg-type]
    lines = [of(own_workspace, vintage=vintage).cards[0].target_progress for vintage in range(before, before + 4)]
    assert [line and line.line.value for line in lines] == [None, 95, Decimal("99.5"), None]
    assert own_workspace.store.check() == []


def test_a_target_of_a_level_is_for_each_inside(own_workspace: Workspace) -> None:
    """Not for the province itself, and not for another province; the page says for whom."""
    aim(own_workspace, "95", level=Level.COMMUNE)
    inside, itself = of(own_workspace, COMMUNE).cards[0], of(own_workspace).cards[0]
    assert (inside.target_progress is not None, itself.target_progress is not None) == (True, False)
    (line,) = target_summaries(own_workspace, Language.VI, by=CHI)
    assert (line.whom.text(Language.VI), line.value) == ("từng xã, phường thuộc Tỉnh Mẫu", "95\xa0%")


@pytest.mark.parametrize(
    ("value", "more", "why"),
    [
        ("", {}, "no value"), ("nhiều", {}, "no value"), ("-5", {}, "no value"), ("1e2", {}, "no value"),
        ("100,1", {}, "at most 100"), ("95", {"source": " "}, "laid down"),
        ("95", {"locality": COMMUNE, "level": Level.COMMUNE}, "no localities of that level"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_refused(own_workspace: Workspace, value: str, more: dict[str, object], why: str) -> None:
    """With a sentence, and without a vintage."""
    before = own_workspace.vintage
    with pytest.raises(WrongUsage, match=why):
        aim(own_workspace, value, **more)
    assert own_workspace.vintage == before


def test_what_makes_no_sense_is_refused(own_workspace: Workspace) -> None:
    """The same again, an indicator that is not there or has no better direction, a target that is not set."""
    aim(own_workspace, "95")
    with pytest.raises(WrongUsage, match="already set"):
        aim(own_workspace, "95,0")
    for indicator, refusal in (("khong_co", UnknownIndicator), ("members_per_team", WrongUsage)):
        with pytest.raises(refusal):
            set_target(own_workspace, indicator, locality="90", period="2026", value="5", source=PLAN, by=CHI)
    with pytest.raises(UnknownTarget):
        remove_target(own_workspace, 5, by=OPERATOR)


def test_the_log_says_what_was_set_for_whom(own_workspace: Workspace) -> None:
    """Who, for which period and locality, how much, from which source."""
    aim(own_workspace, "95")
    line = audit_log.audit_log(own_workspace, by=CHI)[0]
    assert (line.actor, line.action.text(Language.VI), line.object.text(Language.VI)) == (
        "chi", "đặt chỉ tiêu", "Tỉnh Mẫu, Năm 2026"
    )  # fmt: skip
    details = [detail.text(Language.VI) for detail in line.details]
    assert f"nguồn: {PLAN}" in details
    assert "giá trị: 95" in details
