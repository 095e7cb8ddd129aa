"""A period as the three columns `first_day`, `last_day` and `basis`, for tables without a key into `periods`."""

from __future__ import annotations

from typing import Any

from dxkpi.domain.model.period import Basis, Period


def period_columns(period: Period) -> dict[str, Any]:
    """The column values of a period."""
    return {"first_day": period.first, "last_day": period.last, "basis": period.basis.value}


def period_of(row: Any) -> Period:
    """The period of a row that has these columns."""
    return Period(row.last_day, row.first_day, Basis(row.basis))
