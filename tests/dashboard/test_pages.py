"""Every page runs, for each role, in both languages, and for addresses that make no sense."""

from __future__ import annotations

import re

import pytest
from tests.browser.readable import VIETNAMESE, english
from tests.dashboard.screen import Opening
from tests.people import ADMINISTRATOR, CONTRIBUTOR, NEWCOMER, REVIEWER

from dxkpi.charts import CHARTS

SAMPLE, WARD, HUONG_TRA = "90@2020-12-15", "19996@2025-07-01", "480@2021-07-01"
READERS = ("", "compare", "locality", "trend", "charts", "quality", "method")
STAFF = {"submit": CONTRIBUTOR, "review": REVIEWER, "manage": ADMINISTRATOR}
SECTIONS = ("accounts", "periods", "boundaries", "targets", "log")
EVERY_PAGE = [(path, "") for path in READERS] + list(STAFF.items())


@pytest.mark.parametrize("path", READERS)
@pytest.mark.parametrize("query", [{}, {"locality": SAMPLE}, {"locality": WARD}, {"vintage": "1"}], ids=str)
def test_a_reader_sees_every_public_page(open_page: Opening, path: str, query: dict[str, str]) -> None:
    """Each page has its head and shows something under it, whatever is chosen."""
    screen = open_page(path, **query)
    assert 'class="dx-mast"' in screen.html[0]
    assert len(screen.html) > 1


@pytest.mark.parametrize("path, who", STAFF.items())
def test_a_page_for_staff_says_what_to_do(open_page: Opening, path: str, who: str) -> None:
    """Nobody, somebody with another role and a newcomer read why they cannot see it; its own staff see it."""
    assert "sign-in" in open_page(path).html[-1]
    assert "/password" in open_page(path, NEWCOMER).html[-1]
    other = next(name for name in STAFF.values() if name != who and {who, name} != {CONTRIBUTOR, REVIEWER})
    assert "dx-no-rights" in open_page(path, other).html[-1]
    assert not any(path in body for body in open_page(path, who).html if "dx-no-rights" in body)


@pytest.mark.parametrize("section", SECTIONS)
def test_the_administrator_sees_every_section(open_page: Opening, section: str) -> None:
    """Accounts, periods, boundaries, targets and the log each have a heading."""
    assert '<div class="dx-head">' in "".join(open_page("manage", ADMINISTRATOR, section=section).html[1:])


@pytest.mark.parametrize("kind", CHARTS)
def test_every_kind_of_chart_can_be_downloaded(open_page: Opening, kind: str) -> None:
    """The page Biểu đồ và dữ liệu offers the files and the code of each kind."""
    screen = open_page("charts", locality=SAMPLE, kind=kind)
    assert f"/charts/{kind}.csv?" in "".join(screen.html)
    assert f"&lt;iframe src=&#34;http://localhost:8501/charts/{kind}.html?" in "".join(screen.html)


@pytest.mark.parametrize("show", [name for name, kind in CHARTS.items() if kind.compare_label])
def test_every_way_to_compare_shows_a_chart(open_page: Opening, show: str) -> None:
    """Ranking, funnel, map and lines side by side of the sample province's communes."""
    screen = open_page("compare", locality=SAMPLE, show=show)
    assert len(screen.charts) == 1


@pytest.mark.parametrize("path, who", EVERY_PAGE)
def test_the_english_page_says_the_same_in_english(open_page: Opening, path: str, who: str) -> None:
    """With `lang=en` navigation, labels and sentences are English; names stay as they are."""
    words = open_page(path, who, locality=SAMPLE, lang="en").words
    # The glossary's column of Vietnamese names says so; what people wrote in the log stays as they wrote it.
    words = words.split("other language")[0].split("Revision log (")[0]
    assert not VIETNAMESE.search(words.replace("Tiếng Việt", ""))


@pytest.mark.parametrize("path, who", EVERY_PAGE)
def test_the_vietnamese_page_has_no_english_word(open_page: Opening, path: str, who: str) -> None:
    """Texts, labels and options of the Vietnamese interface are Vietnamese."""
    words = re.sub(r"https?://\S+", "", open_page(path, who, locality=SAMPLE).words)
    if path == "method":  # its glossary has a column of English names, and says so
        words = words.split("Tiếng Anh")[0]
    if path == "charts":  # code for other sites, and the sources of all figures as they were printed
        words = re.sub(r"<iframe.*|Toàn bộ số liệu đã công bố, .*", "", words)
    assert english(words) == []


@pytest.mark.parametrize("path", ["", "compare", "locality", "trend"])
def test_the_sample_province_is_marked_on_every_page(open_page: Opening, path: str) -> None:
    """Whatever shows the sample province says "mô phỏng" above it and under every chart."""
    screen = open_page(path, locality=SAMPLE)
    assert "Mô phỏng" in screen.notices[0]
    feet = [body for body in screen.html if 'class="dx-foot"' in body]
    assert len(feet) >= 1
    assert all("mô phỏng" in foot.partition("</p>")[0] for foot in feet)


def test_charts_can_be_read_without_seeing_them(open_page: Opening) -> None:
    """Both charts of the overview have a text that holds their finding and values."""
    texts = [chart["alt"] for chart in open_page("", locality=SAMPLE, period="2026-Q2").charts]
    assert len(texts) == 2
    assert all("Quý II/2026" in text and "Nguồn: " in text and "\u00a0%; " in text for text in texts)


@pytest.mark.parametrize("name, value", [
    ("period", "1999-Q1"), ("indicator", "beauty"), ("locality", "77777"), ("vintage", "999"), ("level", "street"),
])  # fmt: skip
def test_an_unknown_value_in_the_address_gets_a_notice_and_the_default(
    open_page: Opening, name: str, value: str
) -> None:
    """The value is named, and the page shows its default."""
    screen = open_page("compare", **{name: value})
    assert value in screen.notices[0]
    assert screen.part("dx-head")


def test_the_first_page_is_the_home_province_with_its_newest_real_figures(open_page: Opening) -> None:
    """Huế, July 2025: 44.825 dossiers received, 91,17 % online as stated; the rest is listed as missing."""
    text = open_page("").text
    assert "tiếp nhận 44.825 hồ sơ" in text
    assert "91,17\u00a0%" in text


def test_a_link_to_the_first_page_may_name_any_locality(open_page: Opening) -> None:
    """The code of a town shows the town at its newest period, not the province that it lies in."""
    text = open_page("", locality="480").text
    assert "thị xã Hương Trà tiếp nhận 5.810 hồ sơ" in text


def test_charts_begin_with_what_is_known(open_page: Opening) -> None:
    """Biểu đồ và dữ liệu opens with a chart of the 91,17 % of Huế, not with an empty one."""
    assert re.search(r'<img [^>]*alt="[^"]*91,17', "".join(open_page("charts").html))


def test_one_click_leads_to_the_sample_province(open_page: Opening) -> None:
    """Where little is published, a link leads to the province that shows eight cards."""
    assert f'href="?locality={SAMPLE}' in "".join(open_page("").html)
    assert "".join(open_page("", locality=SAMPLE).html).count('<div class="dx-card">') == 8


def test_huong_tra_is_shown_as_its_portal_reported_it(open_page: Opening) -> None:
    """Nine months of 2022: 5.810 received, 5.203 resolved, 89,6 %; overdue 6,8 % as stated; 5,4 members a team."""
    screen = open_page("locality", locality=HUONG_TRA, period="2022-9M")
    for fact in ("5.810", "5.203", "89,6\u00a0%", "6,8\u00a0%", "trên 93", "5,4"):
        assert fact in screen.text


def test_the_other_language_keeps_the_view(open_page: Opening) -> None:
    """The link to English has the same place and period."""
    head = open_page("", locality=SAMPLE, period="2024-Q1").html[0]
    assert re.search(r'href="\?locality=90%402020-12-15&amp;period=2024-Q1&amp;[^"]*lang=en"', head)


def test_a_choice_is_written_to_the_address(open_page: Opening) -> None:
    """Choosing a period puts it into the address, and shows it."""
    screen = open_page("", locality=SAMPLE)
    screen.choose("Kỳ", "Quý I/2024")
    assert screen.app.query_params["period"] == "2024-Q1"
    assert "Quý I/2024" in screen.part("dx-finding")
