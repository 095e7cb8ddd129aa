"""Turn the figures that sources print into `figures/published.csv`, in the long_table layout.

Run: python tools/build_figures.py data/figures/as-published.csv [OUTDIR]
In: one row a printed figure, with the source's own names of locality, period and measure.
Out: published.csv (what the dashboard loads) and left-out.csv (every other row, with the reason).
A figure is never repaired: numbers of one source that contradict each other are kept as printed.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

CsvRow = dict[str, str]

COLUMNS = [
    "locality", "period", "measure", "value", "basis", "provisional", "source", "source_url", "note", "coverage",
    "printed",
]  # fmt: skip
LEFT_OUT_COLUMNS = ["locality", "period_label", "measure", "value", "reason"]

# The source's name → code@first day. Codes: units of before and after 1/7/2025 as the package
# vietnamadminunits lists them; the days follow localities.csv.
LOCALITIES = {
    "Thị xã Hương Trà": "480@2021-07-01",
    "Tỉnh Thừa Thiên Huế": "46@2004-07-08",
    "TP Huế": "46@2025-01-01",
    "TP Huế (40 xã, phường)": "46@2025-01-01",
    "Phường Phú Xuân": "19753@2025-07-01",
    "Phường Thuận Hóa": "19789@2025-07-01",
    "Phường Hương An": "19804@2025-07-01",
    "Phường Thủy Xuân": "19813@2025-07-01",
    "Xã Phú Vang": "19942@2025-07-01",
    "Huyện Quảng Điền": "477@2004-07-08",
    "Tỉnh Bình Dương – sở, ngành": "74@2004-07-08",
    "Tỉnh Bình Dương – cấp huyện": "74@2004-07-08",
    "Tỉnh Thái Nguyên": "19@2004-07-08",
    "Tỉnh Hòa Bình": "17@2004-07-08",
    "Phường Hữu Nghị (TP Hòa Bình)": "04798@2004-07-08",
    "Xã Hang Kia (Mai Châu)": "05212@2004-07-08",
    "TP Đà Nẵng": "48@2004-07-08",
    "Phường Phước Mỹ (Q. Sơn Trà)": "20275@2004-07-08",
    "Tỉnh Lạng Sơn": "20@2004-07-08",
    "Huyện Vĩnh Linh": "464@2004-07-08",
    "Tỉnh Điện Biên": "11@2004-07-08",
    "Tỉnh Hưng Yên": "33@2025-07-01",
    "Tỉnh Gia Lai": "52@2025-07-01",
    "TP Hồ Chí Minh": "79@2025-07-01",
    "Xã Phú Giáo": "25858@2025-07-01",
    "Xã Na Rì": "02155@2025-07-01",
    "Xã Vĩnh Thành": "09106@2025-07-01",
    "Xã Trung Hà": "02305@2025-07-01",
    "Xã Pú Nhung": "03260@2025-07-01",
    "Xã Minh Ngọc": "00994@2025-07-01",
    "Xã Vĩnh Tuy": "01156@2025-07-01",
    "Xã Hoa Lộc": "16072@2025-07-01",
    "Xã Tuy Phước": "21952@2025-07-01",
    "Phường Trấn Biên": "26041@2025-07-01",
    "Phường Rạch Giá": "30742@2025-07-01",
    "Phường Trương Quang Trọng": "21172@2025-07-01",
    "Phường Sa Huỳnh": "21478@2025-07-01",
}
NOT_A_LOCALITY = {
    "Tổ dân phố Lang Xá Cồn (P. Thanh Thủy)": "tổ dân phố, không phải đơn vị hành chính",
    "36 xã, phường mới của Bình Dương": "nhóm xã, phường, không phải đơn vị hành chính",
    "TT Phục vụ hành chính công tỉnh Nghệ An": "số của một trung tâm, không phải của tỉnh",
    "Xã Phú Giáo (hồ sơ thẩm quyền cấp xã)": "một phần hồ sơ của xã, trùng với số của cả xã",
    "Phường Tân Chính (Q. Thanh Khê)": "đơn vị không có trong danh mục (sáp nhập trước 2025)",
    "Cả nước": "số của cả nước",
    "Cả nước (63 tỉnh)": "số của cả nước",
}
# What the numbers of a source count where that is not the whole locality, as `dxkpi.domain.model.coverage` writes it.
COVERAGES = {
    "TP Huế (40 xã, phường)": "level:commune",
    "Tỉnh Bình Dương – sở, ngành": "departments",
    "Tỉnh Bình Dương – cấp huyện": "level:district",
}
LOCALITY_NOTES = {
    "TP Huế (40 xã, phường)": "tổng hợp 40 xã, phường",
    "Tỉnh Bình Dương – sở, ngành": "tổng hợp của sở, ngành",
    "Tỉnh Bình Dương – cấp huyện": "tổng hợp cấp huyện",
}

COUNTS = {
    "received_total": "dossiers_received",
    "received_online": "dossiers_received_online",
    "received_direct": "dossiers_received_in_person",
    "received_postal": "dossiers_received_in_person",
    "resolved_total": "dossiers_resolved",
    "resolved_early": "dossiers_resolved_early",
    "resolved_on_time": "dossiers_resolved_on_time",
    "resolved_early_or_on_time": "dossiers_resolved_within_deadline",
    "resolved_overdue": "dossiers_resolved_overdue",
    "workload_total": "dossiers_to_process",
    "pending_total": "dossiers_pending",
    "pending_within_deadline": "dossiers_pending_within_deadline",
    "pending_overdue": "dossiers_pending_overdue",
    "community_teams": "community_teams",
    "community_team_members": "community_team_members",
    "communes_with_teams": "communes_with_teams",
}


class PrintedShare(NamedTuple):
    """A printed share: the measure that keeps it, how the note words it, and how the source prints the number."""

    measure: str
    wording: str = "nguồn ghi: {} %"
    printed: str = "{} %"


RESOLVED, RECEIVED, UNSTATED = (
    "nguồn ghi: {} % của số đã giải quyết",
    "nguồn ghi: {} % của số tiếp nhận",
    "nguồn ghi: {} %, không ghi mẫu số",
)
AT_LEAST = ("nguồn ghi: trên {} %", "trên {} %")
ABOUT = ("nguồn ghi: khoảng {} %", "khoảng {} %")
SHARES = {
    "on_time_rate_of_resolved": PrintedShare("on_time_rate_stated", RESOLVED),
    "on_time_rate_unstated_denominator": PrintedShare("on_time_rate_stated_of_unstated", UNSTATED),
    "on_time_rate_of_received": PrintedShare("on_time_rate_stated_of_received", RECEIVED),
    "on_time_rate_lower_bound": PrintedShare("on_time_rate_stated_at_least", *AT_LEAST),
    "overdue_rate_of_resolved": PrintedShare("overdue_rate_stated", RESOLVED),
    "overdue_rate_unstated_denominator": PrintedShare("overdue_rate_stated_of_unstated", UNSTATED),
    "overdue_rate_of_received": PrintedShare("overdue_rate_stated_of_received", RECEIVED),
    "early_rate_of_resolved": PrintedShare("early_rate_stated", RESOLVED),
    "resolution_rate": PrintedShare("resolution_rate_stated", UNSTATED),
    "online_rate": PrintedShare("online_rate_stated"),
    "online_rate_lower_bound": PrintedShare("online_rate_stated_at_least", *AT_LEAST),
    "online_rate_approx": PrintedShare("online_rate_stated_about", *ABOUT),
    "online_level34_share_of_eligible": PrintedShare("online_procedure_share_stated"),
    "online_full_share_of_eligible": PrintedShare("online_procedure_share_stated"),
    "documents_exchanged_electronically_share": PrintedShare("e_document_share_stated_of_exchanged"),
    "edocument_share": PrintedShare("e_document_share_stated"),
    "edocument_signed_share": PrintedShare("signed_document_share_stated"),
    "dossiers_digitized_share": PrintedShare("digitized_share_stated"),
    "documents_archived_electronically_share": PrintedShare("archived_document_share_stated"),
    "processes_digitized_share": PrintedShare("digital_process_share_stated"),
    "agencies_on_dedicated_network_share": PrintedShare("network_share_stated"),
    "pending_overdue_rate": PrintedShare("pending_overdue_rate_stated"),
    "satisfaction_rate": PrintedShare("satisfaction_rate_stated"),
}
NOT_A_MEASURE = {
    "index766_": "chỉ số tổng hợp 766",
    "dti_": "chỉ số tổng hợp DTI",
    "on_time_only_rate_of_resolved": "chỉ phần đúng hạn, không gồm trước hạn",
    "online_on_time_rate": "chỉ hồ sơ trực tuyến",
    "online_full_process_rate": "tỷ lệ hồ sơ toàn trình, khác tỷ lệ nộp trực tuyến",
    "online_processing_rate": "tỷ lệ xử lý trực tuyến, khác tỷ lệ nộp trực tuyến",
    "procedures_online": "mẫu số là mọi TTHC, không phải TTHC đủ điều kiện",
}
INEXACT = {"_lower_bound": "số đếm chỉ là cận dưới", "_approx": "số đếm chỉ là số gần đúng"}
NO_MEASURE = "không phải số đếm hay tỷ lệ của phiên bản 1"
NO_PERIOD = "nguồn không ghi kỳ hoặc ngày chốt"

QUARTERS = {"I": "Q1", "II": "Q2", "III": "Q3", "IV": "Q4"}
MONTHS = {"6": "H1", "9": "9M"}


@dataclass(frozen=True)
class PrintedPeriod:
    """A period in P notation, its basis and, where the label says more, a note."""

    text: str
    basis: str = "period"
    note: str = ""


def read_period(row: CsvRow) -> PrintedPeriod | None:
    """The stated days where there are any, else the period the label names; none: unknown."""
    start, end, label = row["period_start"], row["period_end"], row["period_label"]
    if start and end:
        quarter = re.search(r"Quý [IV]+/\d{4}", label)
        return PrintedPeriod(f"{start}..{end}", note=f"nguồn ghi: {quarter[0]}" if quarter else "")
    if end:  # one known day: what stood on it
        named = not re.fullmatch(r"\d\d/\d\d/\d{4}", label)
        return PrintedPeriod(f"{end}..{end}", note=f"nguồn ghi: {label}" if named else "")
    if quarter := re.fullmatch(r"Quý ([IV]+)/(\d{4})", label):
        return PrintedPeriod(f"{quarter[2]}-{QUARTERS[quarter[1]]}")
    if months := re.fullmatch(r"([69]) tháng(?: đầu năm |/)(\d{4})", label):
        return PrintedPeriod(f"{months[2]}-{MONTHS[months[1]]}", "cumulative")
    if year := re.fullmatch(r"Năm (\d{4})", label):
        return PrintedPeriod(year[1], "cumulative")
    return None


def reason_left_out(row: CsvRow) -> str:
    """Why a row cannot be loaded; empty where it can."""
    name, measure = row["locality"], row["measure"]
    if name in NOT_A_LOCALITY:
        return NOT_A_LOCALITY[name]
    if measure not in COUNTS and measure not in SHARES:
        reasons = [why for start, why in NOT_A_MEASURE.items() if measure.startswith(start)]
        inexact = [why for end, why in INEXACT.items() if measure.removesuffix(end) in COUNTS]
        return (reasons + inexact + [NO_MEASURE])[0]
    return "" if read_period(row) else NO_PERIOD


def convert(row: CsvRow) -> CsvRow:
    """One printed figure as one long_table row."""
    period = read_period(row)
    if period is None:
        raise ValueError(f"{row['locality']}: {row['period_label']}")
    notes = [LOCALITY_NOTES.get(row["locality"], ""), period.note]
    printed = row["value"].replace(".", ",")
    if share := SHARES.get(row["measure"]):
        notes.insert(0, share.wording.format(printed))
    return {
        "locality": LOCALITIES[row["locality"]],
        "period": period.text,
        "measure": share.measure if share else COUNTS[row["measure"]],
        "value": row["value"],
        "basis": period.basis,
        "provisional": "no",
        "source": row["source_title"],
        "source_url": row["source_url"],
        "note": "; ".join(filter(None, notes)),
        "coverage": COVERAGES.get(row["locality"], "whole"),
        "printed": share.printed.format(printed) if share else "",
    }


def add_postal(rows: Iterable[CsvRow]) -> Iterator[CsvRow]:
    """Add dossiers sent by post to those submitted in person, as form II.06a: adjacent rows of a key are summed."""
    for _, group in groupby(rows, key=lambda row: (row["locality"], row["period"], row["measure"])):
        same = list(group)
        total = same[0]["value"] if len(same) == 1 else str(sum(int(row["value"]) for row in same))
        yield same[0] | {"value": total} | ({"note": "gồm bưu chính"} if len(same) > 1 else {})


def write_table(path: Path, columns: list[str], rows: Iterable[CsvRow]) -> None:
    """Write rows as UTF-8 CSV with \\n line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def build(source: Path, folder: Path) -> None:
    """Read the printed figures of `source`, write published.csv and left-out.csv into `folder`."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    loaded = list(add_postal(convert(row) for row in rows if not reason_left_out(row)))
    left_out = [row | {"reason": reason} for row in rows if (reason := reason_left_out(row))]
    write_table(folder / "published.csv", COLUMNS, loaded)
    write_table(folder / "left-out.csv", LEFT_OUT_COLUMNS, left_out)
    print(f"{len(rows)} printed: {len(loaded)} in published.csv, {len(left_out)} in left-out.csv")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parents[1] / "data" / "figures")
