"""Why a whole changed: by hand, and the law that parts sum to the change without any remainder."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.stats.decomposition import rounded_to_sum, split_change

COUNTS = st.integers(0, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
PERIOD = st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, max_size=8)
PARTS = st.lists(st.builds(Fraction, st.integers(-5000, 5000), st.integers(1, 999)), max_size=12)


def test_by_hand() -> None:
    """a: 80 to 90 of 100; b: 50 of 100 to 150 of 300. The whole 65 % to 60 %.

    Weights of a: 1/2 and 1/4. a: rate effect 3/8 × 10 points, mix -1/4 × (85 - 62.5). b: 5/8 × 0 and 1/4 × (50 - 62.5).
    """
    split = split_change({"a": (80, 100), "b": (50, 100)}, {"a": (90, 100), "b": (150, 300)})
    assert split is not None
    assert (split.earlier, split.later, split.change) == (Fraction(65, 100), Fraction(60, 100), Fraction(-5, 100))
    b, a = sorted(split.parts, key=lambda part: part.key, reverse=True)
    assert (a.rate, a.mix) == (Fraction(375, 10_000), Fraction(-5625, 100_000))
    assert (b.rate, b.mix) == (0, Fraction(-3125, 100_000))


def test_a_part_of_one_period_enters_or_leaves_with_its_weight() -> None:
    """a stays at 50 of 100; b comes with 100 of 100: the whole rises from 50 to 75 %, all of it because b came.

    b: weight 1/2 × (100 - 62.5) = 18.75 points. a: weight 1 to 1/2, -1/2 × (50 - 62.5) = 6.25 points.
    """
    split = split_change({"a": (50, 100)}, {"a": (50, 100), "b": (100, 100)})
    assert split is not None
    parts = {part.key: part for part in split.parts}
    assert parts["b"].presence == Fraction(1875, 10_000)
    assert (parts["a"].rate, parts["a"].mix) == (0, Fraction(625, 10_000))
    assert parts["b"].earlier is None


def test_counts_without_a_denominator_are_a_part_too() -> None:
    """a: 1 of 0, b: 1 of 2, together 100 %; without a 50 %: all of the change because a left."""
    split = split_change({"a": (1, 0), "b": (1, 2)}, {"b": (1, 2)})
    assert split is not None
    assert split.change == Fraction(-1, 2)
    assert {part.key: part.total for part in split.parts} == {"a": Fraction(-1, 2), "b": 0}


def test_a_whole_that_did_not_change_in_any_part() -> None:
    """The same counts twice: nothing anywhere."""
    split = split_change({"a": (3, 7), "b": (0, 2)}, {"a": (3, 7), "b": (0, 2)})
    assert split is not None
    assert {part.total for part in split.parts} == {Fraction(0)}


@given(PERIOD, PERIOD)
def test_parts_sum_to_the_change_exactly(
    earlier: dict[str, tuple[int, int]], later: dict[str, tuple[int, int]]
) -> None:
    """For keys in one period or both, with dossiers or none: no remainder, and every key once."""
    split = split_change(earlier, later)
    if not sum(n for _, n in earlier.values()) or not sum(n for _, n in later.values()):
        assert split is None
        return
    assert split is not None
    wholes = [
        Fraction(sum(x for x, _ in period.values()), sum(n for _, n in period.values())) for period in (earlier, later)
    ]
    assert sum((part.total for part in split.parts), Fraction(0)) == wholes[1] - wholes[0] == split.change
    assert sorted(part.key for part in split.parts) == sorted({*earlier, *later})


@given(PERIOD, PERIOD)
def test_back_again_undoes_it(earlier: dict[str, tuple[int, int]], later: dict[str, tuple[int, int]]) -> None:
    """From the second period to the first, each effect is the opposite."""
    forward, back = split_change(earlier, later), split_change(later, earlier)
    if forward is None or back is None:
        assert forward is back
        return
    opposite = {part.key: (-part.rate, -part.mix, -part.presence) for part in back.parts}
    assert {part.key: (part.rate, part.mix, part.presence) for part in forward.parts} == opposite


@given(PARTS, st.integers(0, 4))
def test_rounded_parts_sum_to_the_rounded_whole(parts: list[Fraction], decimals: int) -> None:
    """Each within one unit of its last place, and no remainder."""
    rounded = rounded_to_sum(parts, decimals)
    unit = Fraction(1, 10**decimals)
    assert sum(rounded, Fraction(0)) == round(sum(parts, Fraction(0)) / unit) * unit
    assert all(abs(rounded_part - part) < unit for rounded_part, part in zip(rounded, parts, strict=True))


def test_tens_are_rounded_too() -> None:
    """14, 14 and 14 are 40 in tens: 20, 10 and 10."""
    assert rounded_to_sum([Fraction(14)] * 3, -1) == (20, 10, 10)


def test_three_thirds_are_one() -> None:
    """0.33, 0.33 and 0.33 would be 0.99: one of them is shown as 0.34."""
    third = Fraction(1, 3)
    assert rounded_to_sum([third] * 3, 2) == (Fraction(34, 100), Fraction(33, 100), Fraction(33, 100))
