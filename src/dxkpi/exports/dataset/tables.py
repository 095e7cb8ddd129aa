"""The dictionary of the package: localities and their successions, measures, indicators."""

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
    DatasetField(
        "numerators",
        "string",
        Names("Tử số, theo thứ tự ưu tiên", "Numerators, the first available one counts"),
        required=False,
    ),
    DatasetField(
        "denominators",
        "string",
        Names("Mẫu số, theo thứ tự ưu tiên", "Denominators, the first available one counts"),
        required=False,
    ),
    DatasetField("unit", "string", Names("Đơn vị", "Unit")),
    DatasetField("direction", "string", Names("Chiều tốt hơn", "Direction that is better")),
    DatasetField("legal_basis", "string", Names("Căn cứ pháp lý", "Legal basis in Vietnamese"), required=False),
    DatasetField("legal_basis_en", "string", Names("Căn cứ pháp lý bằng tiếng Anh", "Legal basis"), required=False),
)


def tables(content: DatasetContent) -> tuple[DatasetTable, ...]:
    """All tables with their rows."""
    return (
        DatasetTable(
            "localities", Names("Địa phương", "Localities"), OF_LOCALITIES, ("key",), list(_localities(content))
        ),
        DatasetTable(
            "successions",
            Names("Thay đổi địa giới", "Successions of localities"),
            OF_SUCCESSIONS,
            ("from", "to"),
            list(_successions(content)),
            (("from", "localities", "key"), ("to", "localities", "key")),
        ),
        DatasetTable("measures", Names("Số đếm", "Measures"), OF_MEASURES, ("code",), list(_measures(content))),
        DatasetTable(
            "indicators",
            Names("Chỉ số", "Indicators"),
            OF_INDICATORS,
            ("id",),
            list(map(_indicator_row, content.indicators)),
        ),
    )


def listed_localities(content: DatasetContent) -> list[Locality]:
    """The localities of the registry by key, those of the sample province only with its figures."""
    localities = (unit for unit in content.registry if content.simulated or not unit.simulated)
    return sorted(localities, key=lambda unit: unit.key)


def _localities(content: DatasetContent) -> Iterator[Sequence[object]]:
    for unit in listed_localities(content):
        point = unit.latitude, unit.longitude
        about = unit.code, unit.valid_from, unit.valid_to, unit.name, unit.kind, unit.level.value, unit.parent
        yield unit.key, *about, *point, yes_no(unit.simulated), unit.source


def _successions(content: DatasetContent) -> Iterator[Sequence[object]]:
    for unit in listed_localities(content):
        for link in sorted(content.registry.successors(unit.key), key=lambda link: link.to_key):
            yield link.from_key, link.to_key, link.day, yes_no(link.whole)


def _measures(content: DatasetContent) -> Iterator[Sequence[object]]:
    for measure in content.measures.values():
        names, unit = measure.names, measure.unit
        yield measure.code, names.vi, names.en, measure.kind.value, unit.vi, unit.en


def _indicator_row(indicator: Indicator) -> Sequence[object]:
    names, definition, legal_basis = indicator.names, indicator.definition, indicator.legal_basis
    return (
        indicator.id,
        names.vi,
        names.en,
        definition.vi,
        definition.en,
        _terms(indicator.numerators),
        _terms(indicator.denominators),
        indicator.unit.value,
        indicator.direction.value,
        legal_basis.vi,
        legal_basis.en,
    )


def _terms(terms: Sequence[Term]) -> str:
    """Sums of measures, the preferred one first: a + b; c - d."""
    return "; ".join(" - ".join([" + ".join(term.measures), *term.less]) for term in terms)
