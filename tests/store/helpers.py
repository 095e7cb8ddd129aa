"""Small things the tests of the store share: a registry of three units, observations, and figures as a plain dict."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, create_engine

from dxkpi.domain.figures.figures import Figures, Observation
from dxkpi.domain.figures.submitted import reported
from dxkpi.domain.model.locality import Level, Locality, Succession
from dxkpi.domain.model.period import Cutoff, Period, quarter
from dxkpi.domain.model.permissions import Actor, Role
from dxkpi.store import Receipt, SheetId, Store, SubmissionRequest

AN = Actor("an", Role.CONTRIBUTOR, frozenset({"480"}), "10.0.0.1")
BINH = Actor("binh", Role.REVIEWER, None, "10.0.0.2")
CHI = Actor("chi", Role.ADMINISTRATOR, None, "10.0.0.3")
NOON = datetime(2022, 9, 21, 5, 0, tzinfo=UTC)
Q1, Q2, Q3 = (quarter(2022, number, Cutoff.DECREE09) for number in (1, 2, 3))
HUE, HUONG_TRA, KIM_TRA = "474@2021-07-01", "480@2021-07-01", "20017@2025-07-01"
LOCALITIES = (
    Locality("20017", date(2025, 7, 1), None, "Phường Kim Trà", "Phường", Level.COMMUNE, "46", 16.4, 107.5),
    Locality(
        "474", date(2021, 7, 1), date(2024, 12, 31), "Thành phố Huế", "Thành phố", Level.DISTRICT, "46", None, None
    ),
    Locality(
        "480", date(2021, 7, 1), date(2025, 6, 30), "Thị xã Hương Trà", "Thị xã", Level.DISTRICT, "46", None, None
    ),
)
SUCCESSIONS = (Succession(HUONG_TRA, KIM_TRA, date(2025, 7, 1), False),)


def seen(
    value: int | Decimal,
    locality: str = HUONG_TRA,
    period: Period = Q1,
    measure: str = "dossiers_resolved",
    **more: Any,
) -> Observation:
    """One observation; what is not said is Hương Trà's resolved dossiers of the first quarter."""
    return Observation(locality, period, measure, value, **more)


def send(store: Store, *rows: Observation, approve: bool = True, **more: Any) -> Receipt:
    """Submit rows as one file whose digest is that of its rows; a name alone is that of an operator."""
    sheet = {"sha256": hashlib.sha256(repr(rows).encode()).hexdigest(), "layout": "form_ii06a"}
    sheet |= {name: more.pop(name) for name in ("sha256", "layout", "sheet", "scope") if name in more}
    by = more.pop("by", "an")
    request = SubmissionRequest(
        by if isinstance(by, Actor) else Actor(by, is_operator=True),
        more.pop("file_name", "quy1.xlsx"),
        SheetId(**sheet),
        more.pop("received_at", NOON),
        reason=more.pop("reason", ""),
        simulated=more.pop("simulated", False),
    )
    return store.submit(reported(rows), request, approve=approve, **more)


def receipt(submission: int, vintage: int | None, new: int, changed: int, unchanged: int, **more: Any) -> Receipt:
    """What is answered to what `send` sends."""
    return Receipt(submission, vintage, new, changed, unchanged, **{"received_at": NOON} | more)


def cells(figures: Figures) -> dict[tuple[str, Period, str], tuple[float, bool]]:
    """Every cell that is not missing: its value, and whether its source calls it provisional."""
    read = {}
    for (locality, period), row in figures.values.iterrows():
        for measure in figures.values.columns[row.notna()]:
            origin = figures.origins.loc[(locality, period), measure]
            read[locality, period, measure] = (float(row[measure]), figures.sources[origin].provisional)
    return read


def only(values: Sequence[Any]) -> Any:
    """The one element there is."""
    (value,) = values
    return value


@contextmanager
def behind(store: Store) -> Iterator[Connection]:
    """A connection of somebody who does not use our program, in one transaction."""
    engine = create_engine(store.address)
    with engine.begin() as connection:
        yield connection
    engine.dispose()
