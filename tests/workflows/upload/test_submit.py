"""The result of a submission is kept, wherever a second click ends the run of the first one."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import SimpleNamespace

import pytest

DASHBOARD = Path(__file__).parents[3] / "dashboard"


class Ended(BaseException):
    """The end of a run, as a second click brings it."""


def test_what_a_second_click_interrupts_is_done_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The receipt stays, what is left after it is done once more and then no more."""
    monkeypatch.syspath_prepend(DASHBOARD)
    desk = importlib.import_module("submit.submit").SubmitSession()
    receipt, done = SimpleNamespace(), []

    def interrupted_once() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise Ended

    desk.keep(receipt, interrupted_once)
    with pytest.raises(Ended):
        desk.clear()
    assert (desk.received, desk.count) == (receipt, 1)
    desk.clear()
    desk.clear()
    assert done == [0, 1]
