"""Two at the same moment, a hundred times: everything is kept, nothing is mixed, the second is refused."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from threading import Barrier
from typing import Any, TypeVar

from dxkpi.domain.model.permissions import Actor
from dxkpi.errors import AlreadyDecided
from dxkpi.store import Store, SubmissionState

from .helpers import AN, BINH, CHI, HUONG_TRA, NOON, seen, send

TIMES = 100
CODES = ("dossiers_resolved", "dossiers_received", "dossiers_pending")
T = TypeVar("T")


def at_once(pool: ThreadPoolExecutor, *acts: Callable[[], T]) -> list[T]:
    """Starts all of them at the same moment, and waits for them."""
    line = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T:
        line.wait()
        return act()

    return list(pool.map(run, acts))


def test_two_reviewers_who_approve_at_once(store: Store) -> None:
    """The first decision makes the vintage; the second is refused with who did, and nothing happens twice."""

    def approve(number: int, by: Actor) -> Callable[[], Any]:
        def act() -> Any:
            try:
                return store.approve(number, by=by, at=NOON)
            except AlreadyDecided as refusal:
                return str(refusal)

        return act

    with ThreadPoolExecutor(2) as pool:
        for time in range(1, TIMES + 1):
            number = send(store, seen(time), by=AN, approve=False).submission
            answers = at_once(pool, approve(number, BINH), approve(number, CHI))
            submission = store.submission(number)
            message = f"Submission {number} was already approved by {submission.decided_by} at 12:00 21/09/2022."
            assert sorted(answers, key=str) == [time, message]
    assert store.vintage() == TIMES
    assert [vintage.by for vintage in store.vintages()] == [submission.decided_by for submission in store.submissions()]
    assert store.check() == []


def test_two_contributors_who_submit_the_same_cells_at_once(store: Store) -> None:
    """Both wait; approved at once, each is a vintage, and every vintage is what one of them said, whole.

    Each repeats a part of what is stored, so that a mixture of both would show.
    """
    pair = [Actor(name, AN.role, AN.scope) for name in ("an", "dung")]

    def submit_figures(time: int, who: int) -> Callable[[], int]:
        values = [time if code == CODES[who] else 7 for code in CODES]
        rows = [seen(value, measure=code) for code, value in zip(CODES, values, strict=True)]
        return lambda: send(store, *rows, by=pair[who], approve=False, sha256=f"{time} {who}").submission

    said: dict[int, tuple[int, str]] = {}
    with ThreadPoolExecutor(2) as pool:
        send(store, *(seen(7, measure=code) for code in CODES))
        for time in range(8, 8 + TIMES):
            numbers = at_once(pool, submit_figures(time, 0), submit_figures(time, 1))
            vintages = at_once(
                pool, *(lambda number=number: store.approve(number, by=BINH, at=NOON) for number in numbers)
            )
            said |= {vintage: (time, CODES[who]) for who, vintage in enumerate(vintages)}
            send(store, *(seen(7, measure=code) for code in CODES), sha256=f"{time} again")
    assert len(store.submissions(SubmissionState.APPROVED)) == 1 + 3 * TIMES
    revisions = sorted(store.corrected()[HUONG_TRA], key=lambda revision: revision.vintage)
    stood: dict[str, object] = dict.fromkeys(CODES, 7)
    for vintage, news in groupby(revisions, key=lambda revision: revision.vintage):
        stood |= {revision.measure: revision.value for revision in news}
        time, changed = said.get(vintage, (7, ""))
        assert stood == {code: time if code == changed else 7 for code in CODES}
    assert store.check() == []
