"""Units that multiply figures, and words that narrow them to a part."""

from __future__ import annotations

import pytest

from dxkpi.intake.parsing.narrowing import is_dimension, narrows, narrows_after_name
from dxkpi.intake.parsing.units import multiplier_in, multiplier_of_exponent, multiplier_of_unit

UNITS = [
    ("Đơn vị tính: nghìn hồ sơ", 1_000), ("ĐVT: 1.000 hồ sơ", 1_000), ("Đơn vị: ngàn HS", 1_000),
    ("(nghìn hồ sơ)", 1_000), ("Giá trị (triệu)", 1_000_000), ("Hồ sơ đã giải quyết, nghìn hồ sơ", 1_000),
    ("unit: thousand dossiers", 1_000), ("x1000", 1_000), ("Đơn vị tính: trăm hồ sơ", 100),
    ("Đơn vị tính: hồ sơ", 1), ("Đơn vị báo cáo: UBND phường", 1), ("Trên 20 nghìn hồ sơ đã giải quyết", 1),
    ("Năm 2022", 1), ("nghìn năm văn hiến", 1), ("1.000 hồ sơ", 1_000),
]  # fmt: skip
PARTS = [
    "chỉ hồ sơ trực tuyến", "Lĩnh vực: Đất đai", "lĩnh vực đất đai", "không bao gồm hồ sơ liên thông", "trừ hồ sơ rút",
    "chưa tính cấp xã", "only online", "excluding land",
]  # fmt: skip
WHOLES = [
    "Lĩnh vực giải quyết", "theo lĩnh vực", "các lĩnh vực", "Chỉ số", "Trụ sở", "chỉ tiêu",
    "for reference only, not read",
]  # fmt: skip
AFTER_NAME = [
    ("– Đất đai", True), ("(trực tuyến)", True), ("(chỉ mức độ 4)", True), ("- khối doanh nghiệp", True),
    ("theo quý", False), ("(nghìn hồ sơ)", False), ("năm 2022 (số liệu tạm tính)", False), ("", False),
    ("– quý III/2022", False), ("(hồ sơ)", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "times"), UNITS)
def test_a_unit_multiplies_the_figures(text: str, times: int) -> None:
    """A unit is stated after a label, in brackets, after a comma or alone."""
    assert multiplier_in(text) == times


def test_a_cell_of_a_unit_and_an_exponent() -> None:
    """A column of units, in words or as SDMX gives them."""
    assert [multiplier_of_unit(text) for text in ("nghìn hồ sơ", "hồ sơ", "")] == [1_000, 1, 1]
    assert [multiplier_of_exponent(text) for text in ("3", "0", "", "x", "10")] == [1_000, 1, 1, None, None]


@pytest.mark.parametrize("text", PARTS)
def test_words_that_name_a_part(text: str) -> None:
    """The figures count less than all."""
    assert narrows(text)


@pytest.mark.parametrize("text", WHOLES)
def test_words_that_name_no_part(text: str) -> None:
    """Words that only look alike."""
    assert not narrows(text)


@pytest.mark.parametrize(("rest", "is_part"), AFTER_NAME)
def test_what_follows_the_name_of_a_measure(rest: str, is_part: bool) -> None:
    """A field of work or anything unusual names a part; periods and units do not."""
    assert narrows_after_name(rest) is is_part


def test_columns_that_divide_figures() -> None:
    """By their headings."""
    assert [is_dimension(text) for text in ("Lĩnh vực", "hình thức nộp", "sex", "Ghi chú")] == [True, True, True, False]
