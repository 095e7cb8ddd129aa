"""The words of a funnel: how many localities lie outside, and where each one lies."""

from __future__ import annotations

from dxkpi.domain.snapshot.value import Value
from dxkpi.domain.stats.intervals import CONFIDENCE, STRICT_CONFIDENCE
from dxkpi.domain.views.funnel import FunnelFindings, FunnelPoint, FunnelZone
from dxkpi.domain.views.text.description import Description
from dxkpi.domain.views.text.format import quotient_words
from dxkpi.domain.views.text.table import Number, Table, with_columns
from dxkpi.locale import MISSING, N_, Language, number, percent, say

USUAL = N_(
    "Limits take in chance and the usual variation between the localities that belong together; {count} far from them "
    "take no part in middle and limits (Spiegelhalter 2005)"
)
ALONE = N_(
    "Of {n} localities {count} lie outside the {strict} limits of chance alone: counts this large show any difference"
)
QUESTION = N_(
    "A funnel asks whether a locality differs from the others by more than they usually do; the ranking compares each "
    "with the whole, which a group of poor localities lowers, by chance alone"
)
ZONE_WORDS = {
    FunnelZone.WITHIN: N_("within the limits"),
    FunnelZone.BETWEEN: N_("between the {usual} and the {strict} limits"),
    FunnelZone.OUTSIDE: N_("outside the {strict} limits"),
}


def level_gaps(language: Language) -> dict[str, str]:
    """The confidence levels of the limits as written."""
    return {
        "usual": percent(100 * CONFIDENCE, language, decimals=0),
        "strict": percent(100 * STRICT_CONFIDENCE, language, decimals=1),
    }


class FunnelDescription(Description):
    """The words of a funnel."""

    def finding(self) -> str:
        """How many localities lie outside."""
        found = self._found
        if not (found.points or found.left_out):
            return super().finding()
        if not found.points:
            return self.say(
                N_("{indicator}: no funnel plot, because it is not a share of counts"), indicator=self.subject
            )
        counts = {"n": len(found.points), "count": found.count(FunnelZone.OUTSIDE)}
        values = {"indicator": self.subject, **counts, **level_gaps(self.language)}
        if not values["count"]:
            message = N_("{indicator}: none of {n} localities lies outside the {strict} limits")
            return self.say(message, **values)
        message = N_("{indicator}: {count} of {n} localities lie outside the {strict} limits")
        return self.say(message, **values)

    def scope(self) -> str:
        """What is measured, where, when; the common rate."""
        found, view = self._found, self.view
        if found.left_out and not found.points:
            quotient = quotient_words(view.asked_indicator, None, self.language)
            return " · ".join((quotient, view.place.name, self.period_name(view.period)))
        if not found.points:
            return super().scope()
        rate = percent(100 * found.fit.target, self.language)
        return f"{super().scope()} · {self.say(N_('usual rate {rate}'), rate=rate)}"

    def method_notes(self) -> tuple[str, ...]:
        """What the limits are made of, what chance alone would say, who is left out."""
        found, notes = self._found, []
        if found.points:
            notes.append(self.say(USUAL, count=len(found.fit.apart)))
            alone = found.beyond_chance_alone()
            notes.append(self.say(ALONE, n=len(found.points), count=alone, **level_gaps(self.language)))
            notes.append(self.say(QUESTION))
        if found.left_out:
            message = N_("{count} localities are not in the funnel plot: no counts, or another denominator")
            notes.append(self.say(message, count=found.left_out))
        return tuple(notes)

    def aside(self, value: Value) -> str:
        """The denominator, and where the point lies."""
        count = number(value.denominator or 0, self.language)
        return f" (n = {count}; {zone_words(self._found.points[value.locality], self.language)})"

    def make_table(self) -> Table:
        """The plain table with the limits for each denominator, the score and the zone behind the denominator."""
        headings = (
            N_("{usual} limit below"),
            N_("{usual} limit above"),
            N_("{strict} limit below"),
            N_("{strict} limit above"),
            N_("Standard errors away"),
            N_("Where it lies"),
        )
        points = [self._found.points.get(value.locality) for value in self.view.values]
        return with_columns(
            super().make_table(),
            [self.say(heading, **level_gaps(self.language)) for heading in headings],
            [self._point_cells(point) for point in points],
            [self._point_numbers(point) for point in points],
        )

    @property
    def _found(self) -> FunnelFindings:
        return self.view.found(FunnelFindings)

    def _point_cells(self, point: FunnelPoint | None) -> tuple[str, ...]:
        if point is None:
            return (MISSING,) * 6
        limits = (percent(end, self.language) for end in (*point.limits, *point.strict))
        return (*limits, number(point.score, self.language, decimals=1), zone_words(point, self.language))

    def _point_numbers(self, point: FunnelPoint | None) -> tuple[Number, ...]:
        if point is None:
            return (None,) * 6
        return (*point.limits, *point.strict, point.score, zone_words(point, self.language))


def zone_words(point: FunnelPoint, language: Language) -> str:
    """Within, between or outside the limits, and on which side."""
    zone = say(ZONE_WORDS[point.zone], language, **level_gaps(language))
    if point.zone is FunnelZone.WITHIN:
        return zone
    sides = {True: N_("better"), False: N_("worse"), None: N_("higher") if point.score > 0 else N_("lower")}
    return f"{zone}, {say(sides[point.better], language)}"
