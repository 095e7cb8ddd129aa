"""The pages of the dashboard. `PAGES` is the only list: navigation, link previews, robots.txt and sitemap read it."""

from __future__ import annotations

from dataclasses import dataclass

from dxkpi.domain.model.permissions import Actor, Permission
from dxkpi.locale import N_


@dataclass(frozen=True)
class Page:
    """One page.

    `file`: its script in dashboard/app_pages/. `section`, `title`: message ids. `name`: the last part of its address.
    `permission`: required to see it, None for everyone. `preview`: kind of the chart in its link preview, if any.
    `draws_charts`: whether it shows charts that the browser draws, so that their script is loaded early.
    """

    file: str
    section: str
    title: str
    name: str
    permission: Permission | None = None
    preview: str = ""
    draws_charts: bool = False

    @property
    def path(self) -> str:
        """Its address. The first page is at the root."""
        return "/" if self is PAGES[0] else f"/{self.name}"

    def is_for(self, actor: Actor) -> bool:
        """Whether somebody may open the page. What they may see on it is checked where the data is read."""
        return self.permission is None or actor.may(self.permission)


READ, FIGURES, USE, MANAGE = N_("Read"), N_("Figures"), N_("Use"), N_("Administration")
PAGES = (
    Page("overview.py", READ, N_("Overview"), "overview", preview="trend", draws_charts=True),
    Page("compare.py", READ, N_("Compare"), "compare", preview="ranking", draws_charts=True),
    Page("locality.py", READ, N_("Locality"), "locality", preview="flow", draws_charts=True),
    Page("trend.py", READ, N_("Trend"), "trend", preview="control", draws_charts=True),
    Page("submit.py", FIGURES, N_("Submit figures"), "submit", Permission.REPORT),
    Page("quality.py", FIGURES, N_("Quality of figures"), "quality"),
    Page("review.py", FIGURES, N_("Review"), "review", Permission.REVIEW),
    Page("charts.py", USE, N_("Charts and data"), "charts", preview="trend"),
    Page("method.py", USE, N_("Method"), "method"),
    Page("manage.py", MANAGE, N_("Administration"), "manage", Permission.MANAGE),
)
