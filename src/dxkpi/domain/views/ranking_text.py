"""What a comparison of localities says: title, table, what is read aloud, what files carry beside each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.stats.intervals import Interval
from dxkpi.domain.views import text
from dxkpi.domain.views.interpretation import Interpretation
from dxkpi.domain.views.query import ViewQuery
from dxkpi.domain.views.ranking import RankedLocality, are_wide, fifths_of, placings_of
from dxkpi.domain.views.series import across_view
from dxkpi.domain.views.view import Table, View
from dxkpi.locale import N_, Language, number, percent, say

VERDICT_WORDS = {
    Verdict.BETTER: N_("better than the whole"),
    Verdict.SIMILAR: N_("no different from the whole"),
    Verdict.WORSE: N_("worse than the whole"),
}
SHORT_WORDS = {Verdict.BETTER: N_("better"), Verdict.SIMILAR: N_("no different"), Verdict.WORSE: N_("worse")}
VERDICT_SIGNS = {Verdict.BETTER: "▲", Verdict.SIMILAR: "●", Verdict.WORSE: "▼"}
PROCESS = N_(
    "The counts are complete. An interval (95%) says how far chance alone moves a rate of this process, not how far a "
    "sample misses it"
)
RANGES = N_("The ranges of ranks hold for all localities at once with 95%")


@dataclass(frozen=True, eq=False)
class RankingInterpretation(Interpretation):
    """The words of localities in order."""

    placings: tuple[RankedLocality, ...]

    @cached_property
    def by_locality(self) -> dict[str, RankedLocality]:
        """Placings by the key of their locality."""
        return {each.value.locality: each for each in self.placings}

    @cached_property
    def ranked(self) -> tuple[RankedLocality, ...]:
        """Those that have a rank."""
        return tuple(each for each in self.placings if each.rank is not None)

    @cached_property
    def wide(self) -> bool:
        """Whether fifths say more than ranks."""
        return are_wide(self.placings)

    def title(self, view: View) -> str:
        """How many are better and worse than the whole; where that cannot be said, from which value to which."""
        verdicts = Counter(each.verdict for each in self.placings if each.verdict is not None)
        if not verdicts or view.indicator is None:
            return text.title(view)
        told = {
            "indicator": view.indicator.names,
            "n": verdicts.total(),
            "better": verdicts[Verdict.BETTER],
            "worse": verdicts[Verdict.WORSE],
            "whole": view.written(view.reference),
        }
        if verdicts[Verdict.SIMILAR] == verdicts.total():
            message = N_("{indicator}: none of {n} localities differs from the whole ({whole}) by more than chance")
            return view.say(message, **told)
        message = N_("{indicator}: of {n} localities {better} are better and {worse} worse than the whole ({whole})")
        return view.say(message, **told)

    def subtitle(self, view: View) -> str:
        """What is measured, where, when, of how many; what the shapes mean."""
        plain = text.subtitle(view)
        if not any(each.verdict for each in self.placings):
            return plain
        shapes = " ".join(f"{VERDICT_SIGNS[each]}\u00a0{say(SHORT_WORDS[each], view.language)}" for each in Verdict)
        return f"{plain} · {view.say(N_('beside the whole: {shapes}'), shapes=shapes)}"

    def notes(self, view: View) -> tuple[str, ...]:
        """What an interval and a range of ranks mean, and how many are not ranked."""
        told = [PROCESS] if any(each.interval for each in self.placings) else []
        told += [RANGES] if any(each.best for each in self.ranked) else []
        apart = Counter(each.apart for each in self.placings if each.apart is not None)
        counted = (view.say(N_("{count} localities {why}"), count=count, why=why) for why, count in apart.items())
        return (*(view.say(each) for each in told), *counted)

    def aside(self, view: View, value: Value) -> str:
        """Interval, verdict and rank in brackets."""
        placing = self.by_locality[value.locality]
        parts = (
            interval_words(placing, view.language),
            verdict_words(placing, view.language),
            self.rank_words(placing, view.language),
            placing.apart.text(view.language) if placing.apart else "",
        )
        told = "; ".join(part for part in parts if part)
        return f" ({told})" if told else ""

    def rank_words(self, placing: RankedLocality, language: Language) -> str:
        """Rank 7, possibly 4 to 15; empty where there is none."""
        if placing.rank is None:
            return ""
        if placing.best is None or placing.best == placing.worst:
            return say(N_("rank {rank}"), language, rank=placing.rank)
        told = {"rank": placing.rank, "best": placing.best, "worst": placing.worst}
        return say(N_("rank {rank}, possibly {best} to {worst}"), language, **told)

    def rank_range(self, placing: RankedLocality, language: Language) -> str:
        """7 (4–15), with its fifth where ranges are wide; a dash where there is none."""
        if placing.rank is None:
            return text.MISSING
        rank = number(placing.rank, language)
        if placing.best is None or placing.worst is None or placing.best == placing.worst:
            return rank
        return f"{rank} ({number(placing.best, language)}–{number(placing.worst, language)})"

    def fifth_range(self, placing: RankedLocality) -> str:
        """2 or 1–4: the fifths it may belong to; a dash where there are none."""
        fifths = fifths_of(placing, len(self.ranked))
        if fifths is None:
            return text.MISSING
        return str(fifths[0]) if fifths[0] == fifths[1] else f"{fifths[0]}–{fifths[1]}"

    def table(self, view: View) -> Table:
        """The plain table with interval, verdict, rank and its range behind the denominator."""
        return with_columns(
            text.table(view),
            (
                view.say(N_("95% from")),
                view.say(N_("95% to")),
                view.say(N_("Beside the whole")),
                view.say(N_("Rank")),
                view.say(N_("Best rank possible")),
                view.say(N_("Worst rank possible")),
            ),
            [self._cells(view, each) for each in view.values],
            [self._numbers(view, each) for each in view.values],
        )

    def extras(self, view: View, value: Value) -> dict[str, object]:
        """The same for machines."""
        placing = self.by_locality[value.locality]
        return {
            "low": placing.interval.low if placing.interval else None,
            "high": placing.interval.high if placing.interval else None,
            "verdict": placing.verdict.value if placing.verdict else None,
            "rank": placing.rank,
            "rank_best": placing.best,
            "rank_worst": placing.worst,
        }

    def _cells(self, view: View, value: Value) -> tuple[str, ...]:
        placing = self.by_locality[value.locality]
        ends = (percent(end, view.language) for end in placing.interval) if placing.interval else (text.MISSING,) * 2
        ranks = (
            text.MISSING if each is None else number(each, view.language)
            for each in (placing.rank, placing.best, placing.worst)
        )
        return (*ends, verdict_words(placing, view.language) or text.MISSING, *ranks)

    def _numbers(self, view: View, value: Value) -> tuple[str | float | int | None, ...]:
        placing = self.by_locality[value.locality]
        verdict = verdict_words(placing, view.language)
        return (*(placing.interval or (None, None)), verdict or None, placing.rank, placing.best, placing.worst)


def ranking_view(query: ViewQuery, snapshot: Snapshot) -> View:
    """One indicator over localities in order."""
    return placed(across_view(query, snapshot))


def placed(view: View) -> View:
    """A view over localities with its values in order and their places judged."""
    if view.indicator is None:
        return view
    placings = placings_of(view.values, view.indicator, view.reference)
    series = replace(view.series[0], values=tuple(each.value for each in placings))
    return replace(view, series=(series,), reading=RankingInterpretation(placings))


def interval_words(placing: RankedLocality, language: Language) -> str:
    """From 92,1 to 94,3 %; empty where there is no interval."""
    if placing.interval is None:
        return ""
    low, high = (percent(end, language) for end in placing.interval)
    return say(N_("95% interval {low} to {high}"), language, low=low, high=high)


def interval_range(placing: RankedLocality, language: Language) -> str:
    """Its interval as 92,1–94,3 %; a dash where there is none."""
    return range_words(placing.interval, language) if placing.interval else text.MISSING


def range_words(interval: Interval, language: Language) -> str:
    """92,1–94,3 %."""
    return f"{number(interval.low, language, decimals=1)}–{percent(interval.high, language)}"


def sign_words(placing: RankedLocality, language: Language) -> str:
    """▲ better; empty where nothing is judged."""
    if placing.verdict is None:
        return ""
    return f"{VERDICT_SIGNS[placing.verdict]} {say(SHORT_WORDS[placing.verdict], language)}"


def verdict_words(placing: RankedLocality, language: Language) -> str:
    """Better, worse or no different; empty where nothing is judged."""
    return say(VERDICT_WORDS[placing.verdict], language) if placing.verdict else ""


def with_columns(
    table: Table,
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    numbers: Sequence[Sequence[str | float | int | None]],
) -> Table:
    """A table of an indicator with more columns between the denominator and the last two."""
    return replace(
        table,
        headings=(*table.headings[:-2], *headings, *table.headings[-2:]),
        cells=tuple((*row[:-2], *more, *row[-2:]) for row, more in zip(table.cells, cells, strict=True)),
        numbers=tuple((*row[:-2], *more, *row[-2:]) for row, more in zip(table.numbers, numbers, strict=True)),
    )
