"""Community digital technology teams, their members, and the communes that have some."""

from __future__ import annotations

from collections.abc import Iterator

from dxkpi.domain.model.locality import Level
from dxkpi.domain.views.place_figures import PlaceFigures
from dxkpi.domain.views.text.paragraph.sentence import (
    FigureSentence,
    count_alike,
    number_of,
    plural,
    sentence,
    written_rate,
)
from dxkpi.locale import N_, Language, number

TEAMS, MEMBERS, COMMUNES = "community_teams", "community_team_members", "communes_with_teams"
MEMBERS_PER_TEAM = "members_per_team"


def teams(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    """How many teams with how many members, in how many communes, and what that is on average."""
    team_count, members = figures.count(TEAMS), figures.count(MEMBERS)
    gaps: dict[str, object] = {}
    is_one = team_count is not None and number_of(team_count) == 1
    if team_count is not None:
        one, many = N_("{n} community digital technology team"), N_("{n} community digital technology teams")
        gaps["teams"] = plural(number_of(team_count), one, many)
    if members is not None:
        gaps["members"] = plural(number_of(members), N_("{n} member"), N_("{n} members"))
    if team_count is not None and members is not None and count_alike(team_count, members):
        text = N_("There was {teams} with {members}") if is_one else N_("There were {teams} with {members}")
        yield sentence(text, team_count, members, gaps=gaps)
    else:
        if team_count is not None:
            text = N_("There was {teams}") if is_one else N_("There were {teams}")
            yield sentence(text, team_count, gaps=gaps)
        if members is not None:
            text = N_("Community digital technology teams had {members}")
            yield sentence(text, members, gaps=gaps)
    per_team = figures.rate(MEMBERS_PER_TEAM)
    if per_team is not None:
        average = {"average": written_rate(per_team, figures, language)}
        yield sentence(N_("A team had {average} members on average"), per_team, gaps=average)
    yield from _communes(figures, language)


def _communes(figures: PlaceFigures, language: Language) -> Iterator[FigureSentence]:
    team_count, communes = figures.count(TEAMS), figures.count(COMMUNES)
    if communes is None or figures.place.level is Level.COMMUNE:
        return
    counted = number_of(communes)
    gaps: dict[str, object] = {
        "communes": plural(counted, N_("{n} commune or ward"), N_("{n} communes and wards")),
    }
    if team_count is None or not counted or not count_alike(team_count, communes):
        yield sentence(N_("{communes} had teams"), communes, gaps=gaps)
        return
    gaps["average"] = number(
        number_of(team_count) / counted, language, decimals=None if number_of(team_count) % counted == 0 else 1
    )
    yield sentence(N_("{communes} had teams, {average} each on average"), team_count, communes, gaps=gaps)
