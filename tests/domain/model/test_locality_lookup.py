"""What a person types names one locality, or is refused with what it may have meant."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxkpi.domain.model.locality import Level, Registry
from dxkpi.domain.model.locality_lookup import fold_name, match_locality
from dxkpi.errors import AmbiguousLocality, UnknownLocality

IN_2022, IN_2025 = date(2022, 9, 30), date(2025, 9, 30)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Thị xã Hương Trà", "TX. Hương Trà", "TX.Hương Trà", "tx hương trà", "THỊ XÃ  HƯƠNG TRÀ "),
        ("Phường Hóa Châu", "P. Hoá Châu", "phường hóa châu"),
        ("Thị xã Hương Thủy", "TX Hương Thuỷ"),
        ("Thành phố Huế", "TP. Huế", "TP.Huế", "tp Huế"),
        ("Huyện Quảng Điền", "H. Quảng Điền"),
        ("Xã Bình Điền", "X. Bình Điền"),
        ("Thị trấn Sịa", "TT. Sịa"),
        ("Quận 1", "Q.1", "Q1"),
        ("Tỉnh Thừa Thiên Huế", "T. Thừa Thiên Huế"),
        ("Phường Phường Đúc", "P. Phường Đúc"),
        ("Huyện Ia H'Drai", "huyện Ia H’Drai"),
        ("Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Bà Rịa–Vũng Tàu"),
        ("Xã Khỏe", "Xã Khoẻ"),
    ],
)
def test_spellings_of_one_name_fold_together(spellings: tuple[str, ...]) -> None:
    """Prefix, case, spaces and the place of the tone do not make another name."""
    assert len({fold_name(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    "two",
    [("Hương Vân", "Hương Văn"), ("Hương Trà", "Huong Tra"), ("Sa Pả", "Sa Pa"), ("Phường A", "Xã A")],
)
def test_marks_and_kinds_keep_names_apart(two: tuple[str, str]) -> None:
    """A mark or a kind makes another name."""
    assert fold_name(two[0]) != fold_name(two[1])


@given(st.text(alphabet="aăâeêioôơuưyđhqtàáảãạủỷọóòéuy PTX.-5", max_size=20))
def test_folding_twice_changes_nothing_and_form_does_not_matter(text: str) -> None:
    """NFC and NFD fold to the same text in NFC."""
    folded = fold_name(text)
    assert fold_name(unicodedata.normalize("NFD", text)) == folded
    assert unicodedata.is_normalized("NFC", folded)


def test_every_full_name_finds_its_own_unit(vietnam: Registry) -> None:
    """Name, province, level and day, typed as in the registry or decomposed, lead back to the unit."""
    for unit in (locality for locality in vietnam if locality.level is Level.COMMUNE and locality.valid_on(IN_2025)):
        for name in (unit.name, unicodedata.normalize("NFD", unit.name)):
            match = match_locality(name, vietnam, day=IN_2025, level=Level.COMMUNE, within=vietnam.province_code(unit))
            assert match == unit


def test_a_code_means_the_unit_of_the_day_or_the_newest(vietnam: Registry) -> None:
    """19996 was Tứ Hạ and is Hương Trà."""
    assert match_locality("19996", vietnam, day=IN_2022).name == "Phường Tứ Hạ"
    assert match_locality("19996", vietnam, day=IN_2025).name == "Phường Hương Trà"
    assert match_locality(" 19996 ", vietnam).name == "Phường Hương Trà"
    assert match_locality("480", vietnam).key == "480@2021-07-01"


def test_a_key_says_its_own_day(vietnam: Registry) -> None:
    """A key is exact, whatever day is asked about."""
    assert match_locality("19996@2021-07-01", vietnam, day=IN_2025).name == "Phường Tứ Hạ"


def test_a_code_that_did_not_hold_that_day_is_unknown(vietnam: Registry) -> None:
    """480 of 2025-07 is refused: when the town ended, and the three units that its nine became."""
    with pytest.raises(UnknownLocality) as refusal:
        match_locality("480", vietnam, day=IN_2025)
    assert set(refusal.value.suggestions) == {
        "Phường Hương Trà (19996@2025-07-01)", "Phường Kim Trà (20017@2025-07-01)", "Xã Bình Điền (20035@2025-07-01)",
    }  # fmt: skip
    assert str(refusal.value).startswith("Thị xã Hương Trà ended on 30/06/2025 and became ")


def test_a_code_before_its_first_day_names_what_was_there(vietnam: Registry) -> None:
    """Kim Trà began on 2025-07-01 (20017 was Hương Xuân until then); before its first version nothing is named."""
    with pytest.raises(UnknownLocality) as refusal:
        match_locality("Phường Kim Trà", vietnam, day=date(2025, 6, 30))
    assert str(refusal.value).startswith("Phường Kim Trà began on 01/07/2025; before that it was ")
    assert "Phường Hương Xuân (20017@2021-07-01)" in refusal.value.suggestions


def test_van_and_van_are_two_wards(vietnam: Registry) -> None:
    """Hương Vân is 20008, Hương Văn is 20011."""
    assert match_locality("Hương Vân", vietnam, within="46").code == "20008"
    assert match_locality("Phường Hương Văn", vietnam, within="46").code == "20011"


def test_without_marks_nothing_is_decided(vietnam: Registry) -> None:
    """“Huong Van” is refused and both wards are suggested."""
    with pytest.raises(UnknownLocality) as refusal:
        match_locality("Huong Van", vietnam, day=IN_2022, within="46")
    assert refusal.value.suggestions == (
        "Phường Hương Vân (20008@2021-07-01)",
        "Phường Hương Văn (20011@2021-07-01)",
    )


def test_without_marks_even_an_only_candidate_is_only_suggested(vietnam: Registry) -> None:
    """“Tu Ha” is Tứ Hạ to any reader, and still a suggestion."""
    with pytest.raises(UnknownLocality) as refusal:
        match_locality("Phuong Tu Ha", vietnam, day=IN_2022, within="46", level=Level.COMMUNE)
    assert "Phường Tứ Hạ (19996@2021-07-01)" in refusal.value.suggestions


def test_town_and_ward_of_one_name_need_a_day_or_a_level(vietnam: Registry) -> None:
    """Hương Trà is a town until 30/6/2025 and a ward after."""
    with pytest.raises(AmbiguousLocality) as refusal:
        match_locality("Hương Trà", vietnam, within="46")
    assert refusal.value.candidates == (
        "Phường Hương Trà (19996@2025-07-01)",
        "Thị xã Hương Trà (480@2021-07-01)",
    )
    assert match_locality("Hương Trà", vietnam, within="46", day=IN_2022).code == "480"
    assert match_locality("Hương Trà", vietnam, within="46", day=IN_2025).code == "19996"
    assert match_locality("Hương Trà", vietnam, within="46", level=Level.DISTRICT).code == "480"


def test_huong_an_of_2025_is_not_that_of_before(vietnam: Registry) -> None:
    """One name, two units: the day decides, and without one it is ambiguous."""
    assert match_locality("Phường Hương An", vietnam, day=date(2025, 6, 30)).code == "20023"
    assert match_locality("Phường Hương An", vietnam, day=date(2025, 7, 1)).code == "19804"
    with pytest.raises(AmbiguousLocality):
        match_locality("Phường Hương An", vietnam)


def test_the_same_name_in_two_provinces_is_ambiguous_until_one_is_named(vietnam: Registry) -> None:
    """Phường Hương Trà is a ward of Huế and one of Đà Nẵng."""
    with pytest.raises(AmbiguousLocality):
        match_locality("Phường Hương Trà", vietnam, day=IN_2025)
    assert match_locality("Phường Hương Trà", vietnam, day=IN_2025, within="46").code == "19996"


@pytest.mark.parametrize("text", ["Phường Phường Đúc", "P. Phường Đúc", "Phường Đúc", "phường phường đúc"])
def test_a_name_may_begin_with_a_prefix(vietnam: Registry, text: str) -> None:
    """Phường Đúc is the ward's name, so its full name says phường twice."""
    assert match_locality(text, vietnam).code == "19780"


@pytest.mark.parametrize("text", ["TX. Hương Thủy", "Thị xã Hương Thuỷ", "tx hương thuỷ"])
def test_old_and_new_place_of_the_tone(vietnam: Registry, text: str) -> None:
    """Thủy and Thuỷ are one name."""
    assert match_locality(text, vietnam).code == "479"


def test_hue_is_a_city_of_the_province_then_the_province(vietnam: Registry) -> None:
    """Thành phố Huế was 474 until the end of 2024 and is 46 from 2025."""
    assert match_locality("TP. Huế", vietnam, day=IN_2022).key == "474@2021-07-01"
    assert match_locality("TP. Huế", vietnam, day=IN_2025).key == "46@2025-01-01"


def test_a_wrong_prefix_is_refused_with_the_right_one(vietnam: Registry) -> None:
    """Hương Toàn is a commune, no ward."""
    with pytest.raises(UnknownLocality) as refusal:
        match_locality("Phường Hương Toàn", vietnam)
    assert refusal.value.suggestions == ("Xã Hương Toàn (20005@2021-07-01)",)


@pytest.mark.parametrize("text", ["", "   ", "5", "999999", "Atlantis", "@", "480@", "480@tomorrow"])
def test_nonsense_is_unknown(vietnam: Registry, text: str) -> None:
    """What names nothing is refused, never guessed; a bare number is a code or nothing."""
    with pytest.raises(UnknownLocality):
        match_locality(text, vietnam)
