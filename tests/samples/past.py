"""Figures of the fictional Tỉnh Mẫu against stored ones: what does not fit the quarters before it.

Stored are data/sample/figures.csv and the six months of `EARLIER`, which are submitted before any sample.
"""

from __future__ import annotations

from tests.samples.books import FOOT, FORM_FIGURES, FORM_NUMBERS, official
from tests.samples.numbers import HEADS
from tests.samples.sample import Expected, Sample, Sent, note, of, reason
from tests.samples.writing import Row, written

PROVINCE = "90@2020-12-15"
DIEU_KHE, HAC_GIANG = "90024@2025-07-01", "90033@2025-07-01"
TRUC_LINH, QUE_NHAN = "90051@2025-07-01", "90058@2025-07-01"
MAI_TRA = "90037@2020-12-15"  # one of the communes that were merged in July 2025: eighteen quarters
NEXT, LAST = "2026-Q4", "2026-Q3"
SHEET = "Sheet1"


def table(unit: str, period: str, ending: str = "xlsx", /, **figures: object) -> bytes:
    """A long table of one unit and period, by code."""
    rows: list[Row] = [(unit, period, measure, value) for measure, value in figures.items()]
    return written(ending, (HEADS, *rows))


def expected(figures: dict[tuple[str, str, str], int | str], *problems: object, **more: int) -> Expected:
    """What is read from a long table."""
    return Expected("long_table", figures, problems, **more)  # type: ignore[arg-type]


# Xã Quế Nhạn's quarters of 2026 so far: 666 + 780 received, 662 + 776 resolved.
EARLIER = (
    Sample(
        "truoc-6-thang.csv",
        "Six months of 2026 of xã Quế Nhạn, as the sum of its two quarters.",
        lambda: table("90058", "2026-H1", "csv", dossiers_received=1446, dossiers_resolved=1438),
        Sent(QUE_NHAN, "2026-H1"),
        expected(of(QUE_NHAN, "2026-H1", dossiers_received=1446, dossiers_resolved=1438)),
    ),
)
OF_HAC_GIANG = {
    "A1:D1": "UBND TỈNH MẪU", "A2:D2": "UBND XÃ HẠC GIANG", "G1:M1": "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "A4:M4": "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", "A6:M6": "(Từ ngày 15/6/2026 đến ngày 14/9/2026)",
}  # fmt: skip
# 147 were pending at the end of June and are carried over; 2.427 to process are 2.290 resolved and 137 pending.
HONEST = (
    (1, "Hộ tịch", 1500, 1300, 130, 70, 1430, 800, 600, 30, 70, 62, 8),
    (2, "Đất đai", 927, 750, 100, 77, 860, 510, 305, 45, 67, 58, 9),
    ("", "TỔNG CỘNG", 2427, 2050, 230, 147, 2290, 1310, 905, 75, 137, 120, 17),
)
# The same quarter with those before it added: 1.847 + 2.117 + 2.280 received and 164 from last year are 6.408.
SUMMED = (("", "TỔNG CỘNG", 6408, 5556, 688, 164, 6271, 3588, 2458, 225, 137, 120, 17),)


# 504 online and in person, 533 to process, and the district has the sum of its communes.
AGAINST_THE_REST_OF_MAI_TRA = (
    reason("identity-broken", "D2"),
    reason("part-exceeds-whole", "D2"),
    reason("unit-sum-mismatch", "D2"),
)


def of_form(total: Row) -> dict[tuple[str, str, str], int | str]:
    """The figures of xã Hạc Giang by the row of totals."""
    return of(HAC_GIANG, LAST, **dict(zip(FORM_FIGURES, total[2:], strict=True)))  # type: ignore[arg-type]


def form(*rows: Row) -> bytes:
    """The official form of xã Hạc Giang."""
    return official(header=OF_HAC_GIANG, rows=(FORM_NUMBERS, *rows, *FOOT))


def corrected() -> bytes:
    """A table with a column that says which figures are provisional."""
    rows = (
        ("90051", LAST, "documents", 1310, "có"),
        ("90051", LAST, "documents_electronic", 1304, "x"),
        ("90051", LAST, "documents_signed", 1278, "không"),
        ("90051", LAST, "surveys", 340, "có"),
        ("90051", LAST, "dossiers_digitized", 1589, "có"),
    )
    return written("xlsx", ((*HEADS, "Tạm tính"), *rows))


SAMPLES = (
    Sample(
        "quy-dung-han.xlsx",
        "The form of a commune that was late: everything fits the quarters before it.",
        lambda: form(*HONEST),
        Sent(HAC_GIANG, LAST),
        Expected("form_ii06a", of_form(HONEST[-1])),
    ),
    Sample(
        "quy-la-luy-ke.xlsx",
        "The same form with nine months in place of the quarter: it looks cumulative, and 164 carried over are not the "
        "147 that were pending.",
        lambda: form(*SUMMED),
        Sent(HAC_GIANG, LAST),
        Expected(
            "form_ii06a",
            of_form(SUMMED[0]),
            (reason("looks-cumulative", "C12", "Biểu 06a"), reason("carry-over-mismatch", "F12", "Biểu 06a")),
        ),
    ),
    Sample(
        "quy-bang-6-thang.csv",
        "The second quarter with exactly what the six months have.",
        lambda: table("90058", "2026-Q2", "csv", dossiers_received=1446, dossiers_resolved=1438),
        Sent(QUE_NHAN, "2026-Q2"),
        expected(
            of(QUE_NHAN, "2026-Q2", dossiers_received=1446, dossiers_resolved=1438),
            reason("looks-cumulative", "D2"),
            reason("identity-broken", "D2"),  # 780 online and in person
            reason("part-exceeds-whole", "D2"),  # 838 to process
            reason("identity-broken", "D3"),
            reason("part-exceeds-whole", "D3"),
            changed=2,
        ),
    ),
    Sample(
        "luy-ke-giam.xlsx",
        "Nine months with 1.440 received, six months had 1.446.",
        lambda: table("90058", "2026-9M", dossiers_received=1440, dossiers_resolved=2262),
        Sent(QUE_NHAN, "2026-9M"),
        expected(
            of(QUE_NHAN, "2026-9M", dossiers_received=1440, dossiers_resolved=2262),
            reason("cumulative-decreases", "D2", SHEET),
        ),
    ),
    Sample(
        "khong-khop-ky-truoc.xlsx",
        "91 carried over, 81 were pending the quarter before: ten dossiers apart.",
        lambda: table(
            "90024", NEXT, dossiers_received=1280, dossiers_carried_over=91, dossiers_resolved=1290, dossiers_pending=81
        ),
        Sent(DIEU_KHE, NEXT),
        expected(
            of(
                DIEU_KHE,
                NEXT,
                dossiers_received=1280,
                dossiers_carried_over=91,
                dossiers_resolved=1290,
                dossiers_pending=81,
            ),
            reason("carry-over-mismatch", "D3", SHEET),
        ),
    ),
    Sample(
        "chep-quy-truoc.csv",
        "Every figure has the digits of the quarter before.",
        lambda: table("90051", NEXT, "csv", documents=1310, documents_electronic=1304, documents_signed=1278),
        Sent(TRUC_LINH, NEXT),
        expected(
            of(TRUC_LINH, NEXT, documents=1310, documents_electronic=1304, documents_signed=1278),
            reason("copied-forward", "D2"),
        ),
    ),
    Sample(
        "mot-so-nhu-quy-truoc.csv",
        "One figure of three has the digits of the quarter before: only said.",
        lambda: table("90051", NEXT, "csv", documents=1322, documents_electronic=1304, documents_signed=1291),
        Sent(TRUC_LINH, NEXT),
        expected(
            of(TRUC_LINH, NEXT, documents=1322, documents_electronic=1304, documents_signed=1291),
            note("copied-forward", "D3"),
        ),
    ),
    Sample(
        "them-mot-chu-so.xlsx",
        "13.100 documents where a quarter has about 1.300: one digit too many.",
        lambda: table("90051", NEXT, documents="13.100", documents_electronic="1.298", documents_signed="1.281"),
        Sent(TRUC_LINH, NEXT),
        expected(
            of(TRUC_LINH, NEXT, documents=13100, documents_electronic=1298, documents_signed=1281),
            reason("unusual-value", "D2", SHEET),
        ),
    ),
    Sample(
        "giam-con-mot-phan-ba.csv",
        "90 survey answers after 338; with five quarters before it that is only said.",
        lambda: table("90051", NEXT, "csv", surveys=90, surveys_satisfied=80),
        Sent(TRUC_LINH, NEXT),
        expected(
            of(TRUC_LINH, NEXT, surveys=90, surveys_satisfied=80),
            note("unusual-value", "D2"),
            note("unusual-value", "D3"),
        ),
    ),
    Sample(
        "khac-thuong-ro.csv",
        "950 received; the last sixteen quarters have a median of 498 and a modified z of 9 beside it.",
        lambda: table("90037", "2025-Q2", "csv", dossiers_received=950),
        Sent(PROVINCE, "2025-Q2"),
        expected(
            of(MAI_TRA, "2025-Q2", dossiers_received=950),
            reason("unusual-value", "D2"),
            *AGAINST_THE_REST_OF_MAI_TRA,
            changed=1,
        ),
    ),
    Sample(
        "khac-thuong-nhe.csv",
        "720 received, a modified z of 4,4: only said.",
        lambda: table("90037", "2025-Q2", "csv", dossiers_received=720),
        Sent(PROVINCE, "2025-Q2"),
        expected(
            of(MAI_TRA, "2025-Q2", dossiers_received=720),
            note("unusual-value", "D2"),
            *AGAINST_THE_REST_OF_MAI_TRA,
            changed=1,
        ),
    ),
    Sample(
        "dinh-chinh.xlsx",
        "Three figures stand just so, one becomes another number, one is provisional no longer.",
        corrected,
        Sent(TRUC_LINH, LAST),
        expected(
            of(
                TRUC_LINH,
                LAST,
                documents=1310,
                documents_electronic=1304,
                documents_signed=1278,
                surveys=340,
                dossiers_digitized=1589,
            ),
            changed=2,
            unchanged=3,
        ),
    ),
    Sample(
        "tong-tu-thanh-phan.xlsx",
        "1.599 online and 105 in person make 1.704 received, where 1.694 are published: the sum becomes a revision.",
        lambda: table(
            "90051",
            LAST,
            dossiers_to_process=1888,
            dossiers_received_online=1599,
            dossiers_received_in_person=105,
            dossiers_carried_over=184,
            dossiers_pending=246,
            dossiers_pending_within_deadline=165,
        ),
        Sent(TRUC_LINH, LAST),
        expected(
            of(
                TRUC_LINH,
                LAST,
                dossiers_to_process=1888,
                dossiers_received=1704,
                dossiers_received_online=1599,
                dossiers_received_in_person=105,
                dossiers_carried_over=184,
                dossiers_pending=246,
                dossiers_pending_within_deadline=165,
            ),
            note("implied-total", "D3", SHEET),
            changed=7,
        ),
    ),
    Sample(
        "phan-lon-hon-tong.xlsx",
        "1.800 online of 1.700 received and 9 communes with 8 teams ask for a reason; 1.250 signed of 1.200 electronic "
        "documents are only said.",
        lambda: table(
            "90051",
            NEXT,
            dossiers_received=1700,
            dossiers_received_online=1800,
            documents=1300,
            documents_electronic=1200,
            documents_signed=1250,
            community_teams=8,
            communes_with_teams=9,
        ),
        Sent(TRUC_LINH, NEXT),
        expected(
            of(
                TRUC_LINH,
                NEXT,
                dossiers_received=1700,
                dossiers_received_online=1800,
                documents=1300,
                documents_electronic=1200,
                documents_signed=1250,
                community_teams=8,
                communes_with_teams=9,
            ),
            reason("part-exceeds-whole", "D3", SHEET),
            note("part-exceeds-whole", "D6", SHEET),
            reason("part-exceeds-whole", "D8", SHEET),
            reason("registry-mismatch", "D8", SHEET),  # a commune is one commune
        ),
    ),
    Sample(
        "6-thang-nho-hon-hai-quy.csv",
        "Six months with 1.400 received; the two quarters have 666 and 780, which is 46 more.",
        lambda: table("90058", "2026-H1", "csv", dossiers_received=1400),
        Sent(QUE_NHAN, "2026-H1"),
        expected(of(QUE_NHAN, "2026-H1", dossiers_received=1400), reason("period-sum-mismatch", "D2"), changed=1),
    ),
    Sample(
        "ty-le-khong-khop.xlsx",
        "61,5 % submitted online by the source, 80 % by the counts; 97 % on time and 8 % overdue are 105 %.",
        lambda: table(
            "90051",
            NEXT,
            dossiers_received=1000,
            dossiers_received_online=800,
            online_rate_stated="61,5",
            on_time_rate_stated="97",
            overdue_rate_stated="8",
        ),
        Sent(TRUC_LINH, NEXT),
        expected(
            of(
                TRUC_LINH,
                NEXT,
                dossiers_received=1000,
                dossiers_received_online=800,
                online_rate_stated="61.5",
                on_time_rate_stated="97",
                overdue_rate_stated="8",
            ),
            reason("share-mismatch", "D4", SHEET),
            reason("shares-conflict", "D6", SHEET),
        ),
    ),
)
