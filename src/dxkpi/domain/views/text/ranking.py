"""The words of a ranking of localities: title, table, what is read aloud; ranks, intervals and verdicts as shown."""

from __future__ import annotations

from collections import Counter

from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.comparison import Verdict
from dxkpi.domain.stats.intervals import CONFIDENCE, Interval
from dxkpi.domain.views.ranking import RankedLocality, RankingFindings, fifth_span
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.table import Number, Table, with_columns
from dxkpi.locale import MISSING, N_, Language, number, percent, say

VERDICT_WORDS = {
    Verdict.BETTER: N_("better than the whole"),
    Verdict.SIMILAR: N_("no different from the whole"),
    Verdict.WORSE: N_("worse than the whole"),
}
SHORT_WORDS = {Verdict.BETTER: N_("better"), Verdict.SIMILAR: N_("no different"), Verdict.WORSE: N_("worse")}
VERDICT_SIGNS = {Verdict.BETTER: "▲", Verdict.SIMILAR: "●", Verdict.WORSE: "▼"}
PROCESS = N_(
    "The counts are complete. An interval ({level}) says how far chance alone moves a rate of this process, not how "
    "far a sample misses it"
)
RANGES = N_("The ranges of ranks hold for all localities at once with {level}")
QUESTION = N_(
    "Better and worse compare a locality with the whole, by chance alone; the funnel plot asks another question, "
    "whether it differs from the others by more than they usually do"
)


class RankingDescription(Description):
    """The words of localities in order."""

    def finding(self) -> str:
        """How many are better and worse than the whole; without verdicts, from which value to which."""
        verdicts = Counter(locality.verdict for locality in self._found.localities if locality.verdict is not None)
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
        if not any(locality.verdict for locality in self._found.localities):
            return plain
        shapes = " ".join(f"{VERDICT_SIGNS[each]}\u00a0{say(SHORT_WORDS[each], self.language)}" for each in Verdict)
        return f"{plain} · {self.say(N_('compared with the whole: {shapes}'), shapes=shapes)}"

    def method_notes(self) -> tuple[str, ...]:
        """What an interval and a range of ranks mean, and how many localities are not ranked."""
        localities = self._found.localities
        notes = [PROCESS] if any(locality.interval for locality in localities) else []
        notes += [RANGES] if any(locality.best for locality in self._found.ranked) else []
        notes += [QUESTION] if any(locality.verdict for locality in localities) else []
        apart = Counter(locality.unranked_reason for locality in localities if locality.unranked_reason is not None)
        counted = (self.say(N_("{count} localities {why}"), count=count, why=why) for why, count in apart.items())
        level = confidence_text(self.language)
        return (*(self.say(note, level=level) for note in notes), *counted)

    def aside(self, value: Value) -> str:
        """Interval, verdict and rank in brackets."""
        locality = self._found.by_locality[value.locality]
        parts = (
            interval_words(locality, self.language),
            verdict_words(locality, self.language),
            rank_words(locality, self.language),
            locality.unranked_reason.text(self.language) if locality.unranked_reason else "",
        )
        joined = "; ".join(part for part in parts if part)
        return f" ({joined})" if joined else ""

    def make_table(self) -> Table:
        """The plain table with interval, verdict, rank and its range behind the denominator."""
        headings = (
            N_("{level} from"),
            N_("{level} to"),
            N_("vs. province rate"),
            N_("Rank"),
            N_("Best rank possible"),
            N_("Worst rank possible"),
        )
        localities = [self._found.by_locality[value.locality] for value in self.view.values]
        return with_columns(
            super().make_table(),
            [self.say(heading, level=confidence_text(self.language)) for heading in headings],
            [self._locality_cells(locality) for locality in localities],
            [self._locality_numbers(locality) for locality in localities],
        )

    @property
    def _found(self) -> RankingFindings:
        return self.view.found(RankingFindings)

    def _locality_cells(self, locality: RankedLocality) -> tuple[str, ...]:
        ends = (percent(end, self.language) for end in locality.interval) if locality.interval else (MISSING,) * 2
        ranks = (
            MISSING if rank is None else number(rank, self.language)
            for rank in (locality.rank, locality.best, locality.worst)
        )
        return (*ends, verdict_words(locality, self.language) or MISSING, *ranks)

    def _locality_numbers(self, locality: RankedLocality) -> tuple[Number, ...]:
        verdict = verdict_words(locality, self.language) or None
        return (*(locality.interval or (None, None)), verdict, locality.rank, locality.best, locality.worst)


def rank_words(locality: RankedLocality, language: Language) -> str:
    """Rank 7, possibly 4 to 15; empty without a rank."""
    if locality.rank is None:
        return ""
    if locality.best is None or locality.best == locality.worst:
        return say(N_("rank {rank}"), language, rank=locality.rank)
    values = {"rank": locality.rank, "best": locality.best, "worst": locality.worst}
    return say(N_("rank {rank}, possibly {best} to {worst}"), language, **values)


def rank_range(locality: RankedLocality, language: Language) -> str:
    """7 (4–15); a dash without a rank."""
    if locality.rank is None:
        return MISSING
    rank = number(locality.rank, language)
    if locality.best is None or locality.worst is None or locality.best == locality.worst:
        return rank
    return f"{rank} ({number(locality.best, language)}–{number(locality.worst, language)})"


def fifth_range(locality: RankedLocality, ranked: int) -> str:
    """The fifths of all `ranked` localities that one may belong to, as 2 or 1–4; a dash without a range."""
    fifths = fifth_span(locality, ranked)
    if fifths is None:
        return MISSING
    return str(fifths[0]) if fifths[0] == fifths[1] else f"{fifths[0]}–{fifths[1]}"


def confidence_text(language: Language) -> str:
    """The confidence of intervals as written."""
    return percent(100 * CONFIDENCE, language, decimals=0)


def interval_words(locality: RankedLocality, language: Language) -> str:
    """From 92,1 to 94,3 %; empty without an interval."""
    if locality.interval is None:
        return ""
    low, high = (percent(end, language) for end in locality.interval)
    return say(N_("{level} interval {low} to {high}"), language, level=confidence_text(language), low=low, high=high)


def interval_range(locality: RankedLocality, language: Language) -> str:
    """Its interval as 92,1–94,3 %; a dash without one."""
    return range_words(locality.interval, language) if locality.interval else MISSING


def range_words(interval: Interval, language: Language) -> str:
    """92,1–94,3 %."""
    return f"{number(interval.low, language, decimals=1)}–{percent(interval.high, language)}"


def sign_words(locality: RankedLocality, language: Language) -> str:
    """▲ better; empty without a verdict."""
    if locality.verdict is None:
        return ""
    return f"{VERDICT_SIGNS[locality.verdict]} {say(SHORT_WORDS[locality.verdict], language)}"


def verdict_words(locality: RankedLocality, language: Language) -> str:
    """Better, worse or no different; empty without a verdict."""
    return say(VERDICT_WORDS[locality.verdict], language) if locality.verdict else ""
