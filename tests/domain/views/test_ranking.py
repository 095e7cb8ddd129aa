"""Ranked localities: who has a rank, who has none and why, what may be said about a locality and the whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxkpi.catalogue import load_catalogue
from dxkpi.domain.model.indicator import Unit
from dxkpi.domain.model.period import Cutoff, quarter
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.views.ranking import (
    RankedLocality,
    fifth_span,
    has_wide_ranges,
    interval_of,
    rank_localities,
    verdict_of,
)
from dxkpi.locale import Language

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "data")
ON_TIME, OVERDUE = CATALOGUE.indicator("on_time_rate"), CATALOGUE.indicator("overdue_rate")
MEMBERS = CATALOGUE.indicator("members_per_team")
PERIOD = quarter(2025, 4, Cutoff.DECREE09)


def rate(name: str, numerator: int | None, denominator: int | None, **more: object) -> Value:
    value = 100 * numerator / denominator if numerator is not None and denominator else None
    base = Value("on_time_rate", name, name, PERIOD, value, unit=Unit.PERCENT.value)
    return replace(base, numerator=numerator, denominator=denominator, **more)  # type: ignore[arg-type]


def ranks(localities: tuple[RankedLocality, ...]) -> dict[str, tuple[int | None, int | None, int | None]]:
    return {ranked.value.locality: (ranked.rank, ranked.best, ranked.worst) for ranked in localities}


WHOLE = rate("province", 900, 1000)


def test_the_interval_is_in_percent() -> None:
    """65 of 100: 55.2544 to 73.6358 %."""
    assert interval_of(rate("a", 65, 100)) == pytest.approx((55.2544, 73.6358), abs=1e-4)


@pytest.mark.parametrize(
    "value",
    [
        rate("stated", None, None, stated=True, value=93.0),
        rate("of received alone", 90, 100, fallback=True),
        rate("more than the whole", 101, 100),
        rate("nothing", 0, 0),
        replace(rate("a count", 90, 100), of_measure=True),
        replace(rate("members a team", 30, 70), unit=Unit.PER_ONE.value),
    ],
)
def test_without_a_share_of_counts_there_is_no_interval_and_no_judgement(value: Value) -> None:
    """Stated shares, counts, ratios, and numerators that are no part of their denominator."""
    assert interval_of(value) is None
    assert verdict_of(value, WHOLE, ON_TIME.higher_is_better) is None


def test_a_value_is_compared_with_the_whole_by_its_interval() -> None:
    """990 of 1000 is better than 90 %, 850 worse, 905 similar; the other way round where fewer is better."""
    cases = {990: Verdict.BETTER, 850: Verdict.WORSE, 905: Verdict.SIMILAR}
    for numerator, verdict in cases.items():
        assert verdict_of(rate("a", numerator, 1000), WHOLE, ON_TIME.higher_is_better) is verdict
    assert verdict_of(rate("a", 990, 1000), WHOLE, OVERDUE.higher_is_better) is Verdict.WORSE
    assert verdict_of(rate("a", 990, 1000), WHOLE, MEMBERS.higher_is_better) is None


@pytest.mark.parametrize(
    "whole",
    [None, rate("stated", None, None, stated=True, value=90.0), replace(WHOLE, fallback=True), rate("no", None, 0)],
)
def test_without_a_whole_that_compares_nothing_is_judged(whole: Value | None) -> None:
    """A whole that is missing, stated, or rests on another denominator."""
    assert verdict_of(rate("a", 990, 1000), whole, ON_TIME.higher_is_better) is None


def test_a_place_is_not_compared_with_itself() -> None:
    """The whole is not compared with itself."""
    assert verdict_of(WHOLE, WHOLE, ON_TIME.higher_is_better) is None


def test_ranks_and_ranges() -> None:
    """99 % and 60 % of a thousand are clearly apart; two of a hundred between them may swap ranks."""
    values = [rate("d", 600, 1000), rate("b", 92, 100), rate("a", 990, 1000), rate("c", 90, 100)]
    localities = rank_localities(values, ON_TIME, WHOLE)
    assert ranks(localities) == {"a": (1, 1, 1), "b": (2, 2, 3), "c": (3, 2, 3), "d": (4, 4, 4)}
    assert [ranked.value.locality for ranked in localities] == ["a", "b", "c", "d"]
    assert ranks(rank_localities(values, OVERDUE, WHOLE))["d"] == (1, 1, 1)


def test_equal_values_share_a_rank() -> None:
    """Two of 90 % are both second."""
    values = [rate("a", 90, 100), rate("b", 95, 100), rate("c", 180, 200)]
    assert [ranked.rank for ranked in rank_localities(values, ON_TIME, WHOLE)] == [1, 2, 2]


def test_unranked_localities_are_listed_apart_with_the_reason() -> None:
    """Too few, stated, another denominator; those without a value are last and have no reason here."""
    values = [
        rate("unknown", None, None),
        rate("few", 20, 20, small=True),
        rate("stated", None, None, stated=True, value=95.0),
        rate("other", 90, 100, fallback=True),
        rate("ranked", 80, 100),
    ]
    localities = rank_localities(values, ON_TIME, WHOLE)
    assert [ranked.value.locality for ranked in localities] == ["ranked", "few", "stated", "other", "unknown"]
    assert [ranked.rank for ranked in localities] == [1, None, None, None, None]
    reasons = [ranked.unranked_reason.text(Language.EN) if ranked.unranked_reason else "" for ranked in localities]
    assert (reasons[0], reasons[4]) == ("", "")
    assert ["few" in reasons[1], "without counts" in reasons[2], "denominator" in reasons[3]] == [True, True, True]


def test_where_no_whole_is_known_most_localities_decide_on_the_denominator() -> None:
    """Two on received alone and one on the full workload: the one is not ranked with them."""
    values = [rate("a", 90, 100, fallback=True), rate("b", 80, 100, fallback=True), rate("c", 70, 100)]
    assert [ranked.rank for ranked in rank_localities(values, ON_TIME, None)] == [1, 2, None]


def test_ratios_have_an_order_without_ranges() -> None:
    """Members a team: places, no interval, no range, no verdict."""
    values = [replace(rate("a", 30, 10), unit=Unit.PER_ONE.value), replace(rate("b", 50, 10), unit=Unit.PER_ONE.value)]
    assert ranks(rank_localities(values, MEMBERS, WHOLE)) == {"b": (1, None, None), "a": (2, None, None)}


def test_fifths_say_more_where_ranges_are_wide() -> None:
    """Twenty localities that chance alone parts may each be anywhere; twenty far apart are where they are."""
    alike = rank_localities([rate(f"{at}", 90 + at % 2, 100) for at in range(20)], ON_TIME, WHOLE)
    assert has_wide_ranges(alike)
    assert fifth_span(alike[0], 20) == (1, 5)
    apart = rank_localities([rate(f"{at}", 49_000 * at // 20, 50_000) for at in range(20)], ON_TIME, WHOLE)
    assert not has_wide_ranges(apart)
    assert fifth_span(apart[19], 20) == (5, 5)
    assert not has_wide_ranges(alike[:9])
