"""The dictionary of the package: localities, what became of them, measures, indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dxkpi.domain.model.indicator import Indicator, Term
from dxkpi.domain.model.locality import Locality
from dxkpi.exports.dataset.content import DatasetContent
from dxkpi.exports.dataset.field import DatasetField, DatasetTable
from dxkpi.exports.dataset.figures_csv import yes_no
from dxkpi.locale import Names

OF_LOCALITIES = (
    DatasetField("key", "string", Names("Mã và ngày đầu", "Code and first day")),
    DatasetField("code", "string", Names("Mã", "Code")),
    DatasetField("valid_from", "date", Names("Ngày đầu", "First day")),
    DatasetField(
        "valid_to", "date", Names("Ngày cuối; trống: còn hiệu lực", "Last day; empty: still valid"), required=False
    ),
    DatasetField("name", "string", Names("Tên", "Name")),
    DatasetField("kind", "string", Names("Loại đơn vị", "Kind of unit")),
    DatasetField("level", "string", Names("Cấp", "Level")),
    DatasetField("parent", "string", Names("Mã đơn vị cấp trên", "Code of the unit above"), required=False),
    DatasetField("latitude", "number", Names("Vĩ độ (WGS 84)", "Latitude (WGS 84)"), required=False),
    DatasetField("longitude", "number", Names("Kinh độ (WGS 84)", "Longitude (WGS 84)"), required=False),
    DatasetField("simulated", "boolean", Names("Mô phỏng", "Simulated")),
    DatasetField("source", "string", Names("Nguồn", "Source"), required=False),
)
OF_SUCCESSIONS = (
    DatasetField("from", "string", Names("Đơn vị cũ", "Older unit")),
    DatasetField("to", "string", Names("Đơn vị mới", "Newer unit")),
    DatasetField("day", "date", Names("Ngày", "Day")),
    DatasetField("whole", "boolean", Names("Toàn bộ đơn vị cũ", "All of the older unit")),
)
OF_MEASURES = (
    DatasetField("code", "string", Names("Mã", "Code")),
    DatasetField("name", "string", Names("Tên", "Name in Vietnamese")),
    DatasetField("name_en", "string", Names("Tên bằng tiếng Anh", "Name")),
    DatasetField("kind", "string", Names("Cách cộng", "How it adds up")),
    DatasetField("unit", "string", Names("Đơn vị", "Unit in Vietnamese")),
    DatasetField("unit_en", "string", Names("Đơn vị bằng tiếng Anh", "Unit")),
)
OF_INDICATORS = (
    DatasetField("id", "string", Names("Mã", "Code")),
    DatasetField("name", "string", Names("Tên", "Name in Vietnamese")),
    DatasetField("name_en", "string", Names("Tên bằng tiếng Anh", "Name")),
    DatasetField("definition", "string", Names("Định nghĩa", "Definition in Vietnamese"), required=False),
    DatasetField("definition_en", "string", Names("Định nghĩa bằng tiếng Anh", "Definition"), required=False),
    DatasetField("numerators", "string", Names("Tử số, theo thứ tự ưu tiên", "Numerators, the first that can be had")),
    DatasetField(
        "denominators", "string", Names("Mẫu số, theo thứ tự ưu tiên", "Denominators, the first that can be had")
    ),
    DatasetField("unit", "string", Names("Đơn vị", "Unit")),
    DatasetField("direction", "string", Names("Chiều tốt hơn", "Which way is better")),
    DatasetField("legal_basis", "string", Names("Căn cứ pháp lý", "Legal basis in Vietnamese"), required=False),
    DatasetField("legal_basis_en", "string", Names("Căn cứ pháp lý bằng tiếng Anh", "Legal basis"), required=False),
)


def tables(whole: DatasetContent) -> tuple[DatasetTable, ...]:
    """All of them, with their rows."""
    return (
        DatasetTable(
            "localities", Names("Địa phương", "Localities"), OF_LOCALITIES, ("key",), list(_localities(whole))
        ),
        DatasetTable(
            "successions",
            Names("Thay đổi địa giới", "What became of localities"),
            OF_SUCCESSIONS,
            ("from", "to"),
            list(_successions(whole)),
            (("from", "localities", "key"), ("to", "localities", "key")),
        ),
        DatasetTable("measures", Names("Số đếm", "Measures"), OF_MEASURES, ("code",), list(_measures(whole))),
        DatasetTable(
            "indicators", Names("Chỉ số", "Indicators"), OF_INDICATORS, ("id",), list(map(_indicator, whole.indicators))
        ),
    )


def listed(whole: DatasetContent) -> list[Locality]:
    """Every locality of the registry by key, the sample province's only where its figures are there."""
    return sorted((each for each in whole.registry if whole.simulated or not each.simulated), key=lambda each: each.key)


def _localities(whole: DatasetContent) -> Iterator[Sequence[object]]:
    for each in listed(whole):
        point = each.latitude, each.longitude
        about = each.code, each.valid_from, each.valid_to, each.name, each.kind, each.level.value, each.parent
        yield each.key, *about, *point, yes_no(each.simulated), each.source


def _successions(whole: DatasetContent) -> Iterator[Sequence[object]]:
    for each in listed(whole):
        for link in sorted(whole.registry.successors(each.key), key=lambda link: link.to_key):
            yield link.from_key, link.to_key, link.day, yes_no(link.whole)


def _measures(whole: DatasetContent) -> Iterator[Sequence[object]]:
    for each in whole.measures.values():
        yield each.code, each.names.vi, each.names.en, each.kind.value, each.unit.vi, each.unit.en


def _indicator(each: Indicator) -> Sequence[object]:
    about = each.names, each.definition
    quotient = _terms(each.numerators), _terms(each.denominators), each.unit.value, each.direction.value
    return (
        each.id,
        *(text for names in about for text in (names.vi, names.en)),
        *quotient,
        each.legal_basis.vi,
        each.legal_basis.en,
    )


def _terms(terms: Sequence[Term]) -> str:
    """Sums of measures, the preferred first: a + b; c."""
    return "; ".join(" + ".join(term.measures) for term in terms)
