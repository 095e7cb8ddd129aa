"""How figures are compared and what is claimed of them, in words: the part of Phương pháp behind every chart."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

import rendering
from dxkpi.domain.views.text.claims import method_gaps
from dxkpi.locale import N_, Language, say
from dxkpi.workflows.lookup import MethodSettings

SECTIONS = (
    (
        N_("Intervals, better and worse"),
        N_(
            "Each rate has a Wilson interval (95%; Wilson 1927). A locality is called better or worse than the "
            "province rate only if its whole interval lies on one side of it. The counts are complete, not a sample: "
            "the interval shows how far chance alone moves the rate of such a process. Shares that a source states "
            "without counts, and indicators for which neither direction is better, are not judged."
        ),
    ),
    (
        N_("Ranks"),
        N_(
            "A rank is shown with the range of ranks that are possible; the ranges hold for all localities at once "
            "with 95% confidence (Klein, Wright and Wieczorek 2020). Equal values share a rank. Localities of "
            "different levels or boundaries are never ranked together, and rates of fewer than {small} are shown with "
            "a warning and not ranked."
        ),
    ),
    (
        N_("Funnel"),
        N_(
            "With denominators of this size chance alone explains almost nothing, because localities always differ a "
            "little. The limits (95% and 99.8%) therefore include the usual variation between localities "
            "(Spiegelhalter 2005). Middle and variation are those of the localities that belong together: they are "
            "found from the shortest interval with more than half of the rates, and those outside the 99.8% limits "
            "are left out until nobody moves, so that a group of poor localities, up to a third, hides nobody. A "
            "ranking asks another question: whether a locality differs from the whole by more than chance. A point "
            "outside is a reason to look closer, not a proof; the figures do not say what the cause is."
        ),
    ),
    (
        N_("Change"),
        N_(
            "A figure is compared with the earlier ones of its series, at most the first {baseline}; it is never part "
            "of what it is compared with. Its usual level is that of the same quarter, where two earlier years have "
            "it. The limits are a {confidence} prediction interval for one more figure: they allow for the variation "
            "of the counts and for what the quarters usually vary beyond it. Earlier quarters far from the others are "
            "set aside. With fewer than {few} earlier figures nothing is claimed, with fewer than {verdict} only that "
            "a figure lies outside its limits. A rise or a fall is also claimed where {near} of {window} figures in a "
            "row are near one limit, or {run} in a row lie on one side or keep rising or falling; always only from "
            "{points} points on, or {points}% of other units. A difference that is not called a change is not "
            "called chance either: it lies within what this place usually varies. Limits restart only where an "
            "operator gives a written reason."
        ),
    ),
    (
        N_("Who made the change"),
        N_(
            "The change of the province rate is split into the effects of each locality's own rate and of its weight "
            "(Kitagawa 1955). The effects add up to the change exactly; a locality that reported in only one of the "
            "two periods has an effect of its own."
        ),
    ),
    (
        N_("Boundaries"),
        N_(
            "As reported, figures belong to the locality that reported them. On today's boundaries counts are added "
            "over the whole predecessors and rates follow from the sums; stated shares are never added. Where one "
            "predecessor has not reported, the sum is missing and says which; a locality that took only a part of "
            "another cannot be compared with the time before."
        ),
    ),
    (
        N_("Targets"),
        N_(
            "With a target the number of missing dossiers is shown: the fewest that would reach it with the same "
            "denominator. For a year's target the page also shows what the rest of the year must bring, and says if "
            "even that would not be enough."
        ),
    ),
)  # fmt: skip


@lru_cache
def page_of(language: Language, settings: MethodSettings) -> Markup:
    """Every section: a title and a paragraph."""
    numbers = {"points": settings.meaningful_points, "small": settings.small_below, **method_gaps(language)}
    sections = [
        {
            "title": say(title, language),
            "text": say(text, language, **numbers),
            "facts": (),
        }
        for title, text in SECTIONS
    ]
    title = say("How figures are compared, and what is claimed of them", language)
    return rendering.heading(title) + rendering.render("methods.html", sections=sections)
