"""The addresses whose answers are recorded."""

from __future__ import annotations

from itertools import product

LANGUAGES = ("vi", "en")
INDICATORS = ("on_time_rate", "online_rate")
INDICATOR_CHARTS = ("trend", "control", "seasons", "contributions", "ranking", "funnel", "map", "beside")
COUNT_CHARTS = ("flow", "timeliness", "teams", "documents")
SUBJECTS = (
    *((kind, f"indicator={indicator}&") for kind, indicator in product(INDICATOR_CHARTS, INDICATORS)),
    *((kind, "indicator=members_per_team&") for kind in ("trend", "ranking")),
    *((kind, "") for kind in COUNT_CHARTS),
)
# Provinces, a former district, a commune; districts before the reform of 2025, communes on current boundaries.
PLACES = (
    "locality=46",
    "locality=480&period=2022-9M",
    "locality=90",
    "locality=90&level=district&period=2024-Q2",
    "locality=90&level=commune&period=2025-Q2&boundaries=current",
    "locality=90&period=2026-Q2&vintage=2",
    "locality=90001&period=2026-Q2",
)
PLOTTED = ("locality=46", "locality=90", "locality=90&level=district&period=2024-Q2")
SIDE_BY_SIDE = "locality=90&beside=90001,90004,90007"
BOUNDARIES = ("reported", "current")
PROVINCES = ("locality=46", "locality=90")
VALUES_OF = (*PROVINCES, *(f"{province}&level=commune" for province in PROVINCES), "locality=90&level=district")
PUBLIC_PAGES = ("", "compare", "locality", "trend", "charts", "quality", "method")
PREVIEWS = (
    "lang=en",
    "locality=46",
    "locality=480&period=2022-9M&lang=en",
    "locality=90&period=2026-Q2&indicator=overdue_rate&lang=en",
    "locality=90&level=district&period=2024-Q2&show=funnel&kind=timeliness",
)
HEADERS = ("content-type", "cache-control", "content-disposition")
FORMS = (
    *(f"/charts/trend.{extension}?locality=90" for extension in ("csv", "json", "html", "xlsx")),
    "/charts/trend.csv?locality=90&vintage=3",
    "/charts/trend.csv?locality=90&rows=all&reader=machines",
    *(f"/data/figures.{extension}" for extension in ("csv", "zip")),
    "/data/figures.csv?reader=machines",
    "/data/figures.csv?simulated=yes&vintage=2",
    "/data/values.json",
)
STATUSES = (
    "/charts/pie.json", "/charts/trend", "/charts/trend.gif", "/charts/trend.json?indicator=x",
    "/charts/trend.json?locality=nowhere", "/charts/trend.json?locality=Xã Phú An", "/charts/trend.json?period=2022-Q7",
    "/charts/trend.json?vintage=999", "/charts/trend.json?vintage=x", "/charts/trend.json?level=planet",
    "/charts/trend.json?lang=fr", "/charts/trend.json?boundaries=yesterday", "/charts/trend.json?colour=red",
    "/charts/trend.csv?reader=robots", "/charts/trend.csv?rows=none", "/charts/beside.json?locality=90&beside=90001",
    "/drawing/trend.svg?locality=90", "/drawing/trend.pdf?locality=90", "/data/values.json?indicator=x",
    "/data/values.json?measure=x", "/data/figures.pdf", "/data/figures.csv?vintage=999",
    "/data/figures.csv?simulated=maybe", "/embed/chart.0123.js", "/readyz", "/overview?locality=90", "/nowhere",
)  # fmt: skip


def chart_addresses(extension: str) -> list[str]:
    """The charts requested in a format: all places as data, fewer as a plot or a workbook."""
    places = {"html": PLOTTED, "xlsx": PLOTTED[1:2]}.get(extension, PLACES)
    languages = LANGUAGES[:1] if extension == "xlsx" else LANGUAGES
    queries = [(kind, f"{subject}{place}") for (kind, subject), place in product(SUBJECTS, places)]
    queries.append(("beside", SIDE_BY_SIDE))
    addresses = [
        f"{kind}.{extension}?{query}&lang={language}" for (kind, query), language in product(queries, languages)
    ]
    if extension == "csv":
        addresses += [f"{kind}.csv?{query}&rows=all&reader=machines" for kind, query in queries]
    return addresses
