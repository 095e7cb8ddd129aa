"""Figures of a file against those before and after them: what does not fit is reported at its cell."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxkpi.intake import ProblemCode, Severity
from dxkpi.locale import Language

from ..past import (
    HUE,
    Figures,
    ProblemKey,
    of,
    problem_keys,
    problems,
    quarters,
    sample_figures,
    sample_quarter,
    sample_registry,
)
from ..uploads import MEASURES

REASON, NOTE = Severity.REASON, Severity.NOTE
PENDING, CARRIED, RECEIVED, RESOLVED = (
    "dossiers_pending",
    "dossiers_carried_over",
    "dossiers_received",
    "dossiers_resolved",
)
OTHER = "480@2021-07-01"


def test_carried_over_is_what_the_quarter_before_left_pending() -> None:
    """600 carried over after 607 pending: 7 dossiers are missing, reported at the carried over with both quarters."""
    (problem,) = problems(of(CARRIED, {"2023-Q1": 600}), of(PENDING, {"2022-Q4": 607}))
    assert (problem.code, problem.severity, problem.cell) == (ProblemCode.CARRY_OVER_MISMATCH, REASON, "D2")
    words = problem.message.text(Language.VI)
    for part in ("607", "600", "lệch 7 hồ sơ", "Quý IV/2022", "Quý I/2023", "ghi rõ lý do"):
        assert part in words


def test_carried_over_is_compared_within_one_file() -> None:
    """Two quarters in one file: the mismatch is reported once, at the later quarter."""
    new = of(PENDING, {"2022-Q4": 607}) | of(CARRIED, {"2023-Q1": 600})
    assert problem_keys(problems(new, {})) == {(ProblemCode.CARRY_OVER_MISMATCH, REASON, HUE, "2023-Q1", CARRIED)}


def test_a_corrected_quarter_is_compared_with_the_next_published_one() -> None:
    """Pending corrected from 600 to 607 while 600 are carried over: reported at the corrected cell."""
    past = of(PENDING, {"2022-Q4": 600}) | of(CARRIED, {"2023-Q1": 600})
    (problem,) = problems(of(PENDING, {"2022-Q4": 607}), past)
    assert (problem.code, problem.measure, problem.cell) == (ProblemCode.CARRY_OVER_MISMATCH, PENDING, "D2")


@pytest.mark.parametrize("later", ["2023-Q2", "2023-3M", "2022-Q4"])
def test_only_adjoining_quarters_carry_over(later: str) -> None:
    """A quarter further on, a cumulative period and the same quarter are no quarter after."""
    assert problems(of(CARRIED, {later: 600}), of(PENDING, {"2022-Q4": 607})) == []


def test_a_published_problem_is_not_reported_again() -> None:
    """The same file a second time: every figure was looked at when it came."""
    new = of(PENDING, {"2022-Q4": 607}) | of(CARRIED, {"2023-Q1": 600}) | of(RECEIVED, quarters([100] * 9 + [9000]))
    assert problems(new, {})
    assert problems(new, new) == []


def test_a_cumulative_figure_does_not_fall() -> None:
    """Nine months with 900 after six months with 1,000: both figures and both periods are named."""
    (problem,) = problems(of(RECEIVED, {"2022-9M": 900}), of(RECEIVED, {"2022-H1": 1000}))
    assert (problem.code, problem.severity, problem.cell) == (ProblemCode.CUMULATIVE_DECREASES, REASON, "D2")
    words = problem.message.text(Language.VI)
    assert all(part in words for part in ("900", "1.000", "9 tháng đầu năm 2022", "6 tháng đầu năm 2022"))


def test_a_cumulative_figure_is_not_above_a_later_one() -> None:
    """Six months corrected to 1,000 while the year has 900: reported at the corrected cell."""
    reported = problems(of(RECEIVED, {"2022-H1": 1000}), of(RECEIVED, {"2022": 900}))
    assert problem_keys(reported) == {(ProblemCode.CUMULATIVE_DECREASES, REASON, HUE, "2022-H1", RECEIVED)}


@pytest.mark.parametrize(
    "new",
    [
        of(RECEIVED, {"2022-9M": 1000}),
        of(RECEIVED, {"2023-9M": 900}),
        of(RECEIVED, {"2022-Q3": 900}),
        of(RESOLVED, {"2022-9M": 900}),
        of(PENDING, {"2022-9M": 900}),
        of(RECEIVED, {"2022-9M": 900}, OTHER),
    ],
    ids=["equal", "another year", "a quarter", "another measure", "a stock", "another locality"],
)
def test_only_sums_of_one_start_are_compared(new: Figures) -> None:
    """Equal figures, other years, quarters, other measures, stocks and other localities do not fall."""
    past = of(RECEIVED, {"2022-H1": 1000}) | of(PENDING, {"2022-H1": 1000})
    assert ProblemCode.CUMULATIVE_DECREASES not in {problem.code for problem in problems(new, past)}


PLAIN = {RECEIVED: 200, RESOLVED: 190, "dossiers_digitized": 150, "dossiers_paid_online": 30}


def row(period: str, counts: dict[str, int], locality: str = HUE) -> dict[tuple[str, str, str], int]:
    return {(locality, period, measure): count for measure, count in counts.items()}


def test_a_row_copied_from_the_quarter_before_is_reported_once() -> None:
    """Four flows with last quarter's digits: one problem, at the first of them, with both quarters."""
    (problem,) = problems(row("2022-Q2", PLAIN), row("2022-Q1", PLAIN))
    assert (problem.code, problem.severity, problem.cell) == (ProblemCode.COPIED_FORWARD, REASON, "D2")
    words = problem.message.text(Language.VI)
    assert all(part in words for part in ("Quý I/2022", "Quý II/2022", "hồ sơ được số hóa 150"))


def test_a_flow_that_was_not_reported_before_cannot_be_a_copy() -> None:
    """Four flows as before and a fifth that is new: copied all the same."""
    reported = problems(row("2022-Q2", PLAIN | {"documents": 70}), row("2022-Q1", PLAIN))
    assert [problem.severity for problem in reported] == [REASON]


def test_zeros_do_not_make_a_copy() -> None:
    """Two flows above 0 are too few to call a row copied, whatever the number of zeros."""
    counts = {RECEIVED: 20, RESOLVED: 19, "dossiers_digitized": 0, "dossiers_paid_online": 0}
    assert problems(row("2022-Q2", counts), row("2022-Q1", counts)) == []


@pytest.mark.parametrize(("count", "severity"), [(99, None), (100, NOTE)])
def test_a_single_equal_figure_is_noted_from_a_hundred_on(count: int, severity: Severity | None) -> None:
    """Small figures are often the same by chance."""
    reported = problems(of(RECEIVED, {"2022-Q2": count}), of(RECEIVED, {"2022-Q1": count}))
    assert [problem.severity for problem in reported] == ([severity] if severity else [])


def test_a_row_of_sums_since_the_start_of_the_year_is_reported_once() -> None:
    """The second quarter given as the first half, 200 + 210 and so on: one problem, which names the flows."""
    past = row("2021-Q4", PLAIN) | row("2022-Q1", PLAIN)
    new = row("2022-Q2", {measure: 2 * count + 10 for measure, count in PLAIN.items()})
    (problem,) = problems(new, past)
    assert (problem.code, problem.severity, problem.cell) == (ProblemCode.LOOKS_CUMULATIVE, REASON, "D2")
    words = problem.message.text(Language.VI)
    assert all(part in words for part in ("Quý II/2022", "410", "200", "hồ sơ được số hóa"))


def test_a_whole_year_of_sums_is_reported_quarter_by_quarter() -> None:
    """Each quarter after the first has the sum so far: the second to the fourth are reported, all at once."""
    new = {}
    for number in range(1, 5):
        new |= row(f"2022-Q{number}", {measure: number * count + number for measure, count in PLAIN.items()})
    reported = [problem for problem in problems(new, {}) if problem.code is ProblemCode.LOOKS_CUMULATIVE]
    assert {period for *_, period, _ in problem_keys(reported)} == {"2022-Q2", "2022-Q3", "2022-Q4"}


def test_a_quarter_equal_to_the_known_sum_is_reported_even_alone() -> None:
    """The first half is 410 and its first quarter 200, so its second quarter is not 410."""
    past = of(RECEIVED, {"2022-Q1": 200, "2022-H1": 410})
    assert problem_keys(problems(of(RECEIVED, {"2022-Q2": 410}), past)) == {
        (ProblemCode.LOOKS_CUMULATIVE, REASON, HUE, "2022-Q2", RECEIVED)
    }
    assert problems(of(RECEIVED, {"2022-Q2": 210}), past) == []


# 1.5 times 200 are 300; 200 and twice 200 are 600.
@pytest.mark.parametrize(("count", "alike"), [(300, False), (301, True), (600, True), (601, False)])
def test_a_sum_is_far_above_a_quarter_and_leaves_a_usual_quarter(count: int, alike: bool) -> None:
    """After 200: beyond 1.5 times as many, and what is beyond the 200 is at most twice a usual quarter."""
    flat = dict.fromkeys(PLAIN, 200)
    codes = {problem.code for problem in problems(row("2022-Q2", dict.fromkeys(PLAIN, count)), row("2022-Q1", flat))}
    assert (ProblemCode.LOOKS_CUMULATIVE in codes) is alike


@pytest.mark.parametrize(("count", "alike"), [(699, False), (700, True)])
def test_what_a_sum_leaves_is_at_least_half_a_usual_quarter(count: int, alike: bool) -> None:
    """After three quarters of 200, 700 leave 100, which may be a quarter."""
    past = {}
    for number in range(1, 4):
        past |= row(f"2022-Q{number}", dict.fromkeys(PLAIN, 200))
    codes = {problem.code for problem in problems(row("2022-Q4", dict.fromkeys(PLAIN, count)), past)}
    assert (ProblemCode.LOOKS_CUMULATIVE in codes) is alike


@pytest.mark.parametrize(("summed", "alike"), [(1, False), (2, True)])
def test_half_of_the_flows_and_at_least_two_must_look_so(summed: int, alike: bool) -> None:
    """Of four flows two are enough, one is not."""
    new = {measure: 410 if place < summed else 207 for place, measure in enumerate(PLAIN)}
    codes = {problem.code for problem in problems(row("2022-Q2", new), row("2022-Q1", dict.fromkeys(PLAIN, 200)))}
    assert (ProblemCode.LOOKS_CUMULATIVE in codes) is alike


def test_two_of_five_flows_are_too_few() -> None:
    """Less than half of the row."""
    flows = (*PLAIN, "documents")
    new = {measure: 410 if place < 2 else 207 for place, measure in enumerate(flows)}
    reported = problems(row("2022-Q2", new), row("2022-Q1", dict.fromkeys(flows, 200)))
    assert ProblemCode.LOOKS_CUMULATIVE not in {problem.code for problem in reported}


def test_one_doubled_flow_is_no_sum() -> None:
    """One flow of four that doubled does not make the row cumulative."""
    new = row("2022-Q2", {measure: count + 7 for measure, count in PLAIN.items()} | {RECEIVED: 400})
    assert problems(new, row("2022-Q1", PLAIN)) == []


MEASURED = (PENDING, CARRIED, RECEIVED, RESOLVED, "dossiers_digitized")
PERIODS = ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4", "2022-3M", "2022-H1", "2022-9M", "2022")
KEYS = [(place, period, measure) for place in (HUE, OTHER) for period in PERIODS for measure in MEASURED]
# So near to each other that nothing is unusual or far above; half of them missing.
FIGURES = st.lists(st.sampled_from((None, None, None, 99, 100, 100)), min_size=len(KEYS), max_size=len(KEYS)).map(
    lambda counts: {key: count for key, count in zip(KEYS, counts, strict=True) if count}
)


def plainly(new: Figures, past: Figures) -> set[ProblemKey]:
    """The same rules once more, figure by figure."""
    both = {**past, **new}
    fresh = {key for key in new if past.get(key) != new[key]}
    expected: set[ProblemKey] = set()
    for before, after in pairwise(PERIODS[:4]):
        for place in (HUE, OTHER):
            pending, carried = (place, before, PENDING), (place, after, CARRIED)
            if pending in both and carried in both and both[pending] != both[carried]:
                stock = next((key for key in (carried, pending) if key in fresh), None)
                expected |= {(ProblemCode.CARRY_OVER_MISMATCH, REASON, *stock)} if stock else set()
            flows = {
                key: both[key]
                for key in new
                if key[:2] == (place, after) and key[2] not in (PENDING, CARRIED) and (place, before, key[2]) in both
            }
            same = [key for key in flows if both[place, before, key[2]] == flows[key]]
            equal = [key for key in same if key in fresh]
            if len(same) == len(flows) >= 3 and equal:
                expected.add((ProblemCode.COPIED_FORWARD, REASON, *equal[0]))
            else:
                expected |= {(ProblemCode.COPIED_FORWARD, NOTE, *key) for key in equal if flows[key] >= 100}
    for place in (HUE, OTHER):
        for measure in MEASURED[2:]:
            sums = [(place, period, measure) for period in PERIODS[4:] if (place, period, measure) in both]
            for before, after in pairwise(sums):
                stock = next((key for key in (after, before) if key in fresh), None)
                if both[after] < both[before] and stock:
                    expected.add((ProblemCode.CUMULATIVE_DECREASES, REASON, *stock))
    return expected


@settings(deadline=None, max_examples=30)
@given(new=FIGURES, past=FIGURES)
def test_neighbours_are_found_as_by_hand(new: Figures, past: Figures) -> None:
    """For any stored and any new figures, the tables find what a walk from figure to figure finds."""
    reported = [problem for problem in problems(new, past) if problem.code is not ProblemCode.LOOKS_CUMULATIVE]
    assert problem_keys(reported) == plainly(new, past)
    assert len(reported) == len(problem_keys(reported))


@settings(deadline=None, max_examples=10)
@given(new=FIGURES, past=FIGURES, seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_matter(new: Figures, past: Figures, seed: int) -> None:
    """The same rows in another order have the same problems; of a row of many cells only the one named may differ."""
    rows = list(new.items())
    random.Random(seed).shuffle(rows)

    def kinds(figures: Figures) -> Counter[tuple[object, ...]]:
        return Counter(entry[:4] for entry in problem_keys(problems(figures, past)))

    assert kinds(dict(rows)) == kinds(new)


CLEAN = "2024-Q4"
FLOWS = tuple(code for code, measure in MEASURES.measures.items() if measure.kind == "flow")


def test_planted_errors_are_found_where_they_were_planted_and_nowhere_else() -> None:
    """Of a quarter of the sample province: a digit too many, one too few, a sum, a copy and a wrong carry-over."""
    honest, past = sample_quarter(CLEAN)
    before = problem_keys(problems(honest, past, sample_registry()))
    quiet = sorted({key[0] for key in honest} - {place for _, _, place, _, _ in before})
    more, less, summed, copied, carried = quiet[:5]
    every, planted = sample_figures(), dict(honest)
    planted[more, CLEAN, RECEIVED] *= 10
    planted[less, CLEAN, RECEIVED] //= 10
    for measure in FLOWS:
        if (summed, CLEAN, measure) in planted:
            planted[summed, CLEAN, measure] = sum(every[summed, f"2024-Q{number}", measure] for number in range(1, 5))
        if (copied, CLEAN, measure) in planted:
            planted[copied, CLEAN, measure] = every[copied, "2024-Q3", measure]
    planted[carried, CLEAN, CARRIED] += 7
    first_flow = "dossiers_to_process"
    reported = problems(planted, past, sample_registry())
    assert problem_keys(reported) - before == {
        (ProblemCode.UNUSUAL_VALUE, REASON, more, CLEAN, RECEIVED),
        (ProblemCode.UNUSUAL_VALUE, REASON, less, CLEAN, RECEIVED),
        (ProblemCode.LOOKS_CUMULATIVE, REASON, summed, CLEAN, first_flow),
        (ProblemCode.COPIED_FORWARD, REASON, copied, CLEAN, first_flow),
        (ProblemCode.CARRY_OVER_MISMATCH, REASON, carried, CLEAN, CARRIED),
    }
    assert before <= problem_keys(reported)
    rows = {key: f"D{line}" for line, key in enumerate(planted, start=2)}
    assert all(problem.cell == rows[problem.locality, CLEAN, problem.measure] for problem in reported)
