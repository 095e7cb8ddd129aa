"""The words of a ranking of localities: title, table, what is read aloud; ranks, intervals and verdicts as shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.stats.intervals import Interval
from dxkpi.domain.views.ranking import RankedLocality, RankingFindings, fifths_of
from dxkpi.domain.views.text.description import Description, Number, Table
from dxkpi.domain.views.text.format import MISSING
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


class RankingDescription(Description):
    """The words of localities in order."""

    def finding(self) -> str:
        """How many are better and worse than the whole; without verdicts, from which value to which."""
        verdicts = Counter(placing.verdict for placing in self._found.placings if placing.verdict is not None)
        if not verdicts:
            return super().finding()
        values = {
            "indicator": self.subject,
            "n": verdicts.total(),
            "better": verdicts[Verdict.BETTER],
            "worse": verdicts[Verdict.WORSE],
            "whole": self.written(self.view.reference),
        }
        if verdicts[Verdict.SIMILAR] == verdicts.total():
            message = N_("{indicator}: none of {n} localities differs from the whole ({whole}) by more than chance")
            return self.say(message, **values)
        message = N_("{indicator}: of {n} localities {better} are better and {worse} worse than the whole ({whole})")
        return self.say(message, **values)

    def scope(self) -> str:
        """The plain one, and what the shapes mean."""
        plain = super().scope()
        if not any(placing.verdict for placing in self._found.placings):
            return plain
        shapes = " ".join(f"{VERDICT_SIGNS[each]}\u00a0{say(SHORT_WORDS[each], self.language)}" for each in Verdict)
        return f"{plain} · {self.say(N_('beside the whole: {shapes}'), shapes=shapes)}"

    def method_notes(self) -> tuple[str, ...]:
        """What an interval and a range of ranks mean, and how many localities are not ranked."""
        placings = self._found.placings
        notes = [PROCESS] if any(placing.interval for placing in placings) else []
        notes += [RANGES] if any(placing.best for placing in self._found.ranked) else []
        apart = Counter(placing.apart for placing in placings if placing.apart is not None)
        counted = (self.say(N_("{count} localities {why}"), count=count, why=why) for why, count in apart.items())
        return (*map(self.say, notes), *counted)

    def aside(self, value: Value) -> str:
        """Interval, verdict and rank in brackets."""
        placing = self._found.by_locality[value.locality]
        parts = (
            interval_words(placing, self.language),
            verdict_words(placing, self.language),
            rank_words(placing, self.language),
            placing.apart.text(self.language) if placing.apart else "",
        )
        joined = "; ".join(part for part in parts if part)
        return f" ({joined})" if joined else ""

    def make_table(self) -> Table:
        """The plain table with interval, verdict, rank and its range behind the denominator."""
        headings = (
            N_("95% from"),
            N_("95% to"),
            N_("vs. province rate"),
            N_("Rank"),
            N_("Best rank possible"),
            N_("Worst rank possible"),
        )
        placings = [self._found.by_locality[value.locality] for value in self.view.values]
        return with_columns(
            super().make_table(),
            [self.say(heading) for heading in headings],
            [self._placing_cells(placing) for placing in placings],
            [self._placing_numbers(placing) for placing in placings],
        )

    @property
    def _found(self) -> RankingFindings:
        return self.view.found(RankingFindings)

    def _placing_cells(self, placing: RankedLocality) -> tuple[str, ...]:
        ends = (percent(end, self.language) for end in placing.interval) if placing.interval else (MISSING,) * 2
        ranks = (
            MISSING if rank is None else number(rank, self.language)
            for rank in (placing.rank, placing.best, placing.worst)
        )
        return (*ends, verdict_words(placing, self.language) or MISSING, *ranks)

    def _placing_numbers(self, placing: RankedLocality) -> tuple[Number, ...]:
        verdict = verdict_words(placing, self.language) or None
        return (*(placing.interval or (None, None)), verdict, placing.rank, placing.best, placing.worst)


def rank_words(placing: RankedLocality, language: Language) -> str:
    """Rank 7, possibly 4 to 15; empty without a rank."""
    if placing.rank is None:
        return ""
    if placing.best is None or placing.best == placing.worst:
        return say(N_("rank {rank}"), language, rank=placing.rank)
    values = {"rank": placing.rank, "best": placing.best, "worst": placing.worst}
    return say(N_("rank {rank}, possibly {best} to {worst}"), language, **values)


def rank_range(placing: RankedLocality, language: Language) -> str:
    """7 (4–15); a dash without a rank."""
    if placing.rank is None:
        return MISSING
    rank = number(placing.rank, language)
    if placing.best is None or placing.worst is None or placing.best == placing.worst:
        return rank
    return f"{rank} ({number(placing.best, language)}–{number(placing.worst, language)})"


def fifth_range(placing: RankedLocality, ranked: int) -> str:
    """The fifths of all `ranked` localities that one may belong to, as 2 or 1–4; a dash without a range."""
    fifths = fifths_of(placing, ranked)
    if fifths is None:
        return MISSING
    return str(fifths[0]) if fifths[0] == fifths[1] else f"{fifths[0]}–{fifths[1]}"


def interval_words(placing: RankedLocality, language: Language) -> str:
    """From 92,1 to 94,3 %; empty without an interval."""
    if placing.interval is None:
        return ""
    low, high = (percent(end, language) for end in placing.interval)
    return say(N_("95% interval {low} to {high}"), language, low=low, high=high)


def interval_range(placing: RankedLocality, language: Language) -> str:
    """Its interval as 92,1–94,3 %; a dash without one."""
    return range_words(placing.interval, language) if placing.interval else MISSING


def range_words(interval: Interval, language: Language) -> str:
    """92,1–94,3 %."""
    return f"{number(interval.low, language, decimals=1)}–{percent(interval.high, language)}"


def sign_words(placing: RankedLocality, language: Language) -> str:
    """▲ better; empty without a verdict."""
    if placing.verdict is None:
        return ""
    return f"{VERDICT_SIGNS[placing.verdict]} {say(SHORT_WORDS[placing.verdict], language)}"


def verdict_words(placing: RankedLocality, language: Language) -> str:
    """Better, worse or no different; empty without a verdict."""
    return say(VERDICT_WORDS[placing.verdict], language) if placing.verdict else ""


def with_columns(
    table: Table,
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    numbers: Sequence[Sequence[Number]],
) -> Table:
    """A table of an indicator with more columns between the denominator and the last two."""
    return replace(
        table,
        headings=(*table.headings[:-2], *headings, *table.headings[-2:]),
        cells=tuple((*row[:-2], *more, *row[-2:]) for row, more in zip(table.cells, cells, strict=True)),
        numbers=tuple((*row[:-2], *more, *row[-2:]) for row, more in zip(table.numbers, numbers, strict=True)),
    )
