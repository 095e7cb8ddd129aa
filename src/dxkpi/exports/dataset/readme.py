"""README.md of the data package in Vietnamese and English: content, how to use it correctly, licence."""

from __future__ import annotations

from dxkpi.exports.dataset.content import DatasetContent

LICENCES = [
    {
        "name": "Apache-2.0",
        "path": "https://www.apache.org/licenses/LICENSE-2.0",
        "title": "The compilation and the dictionary; figures are facts, to be cited with their sources",
    },
    {"name": "MIT", "path": "https://opensource.org/licenses/MIT", "title": "Localities: vietnamadminunits"},
]
TEXT = """# Chỉ số chuyển đổi số, {operator}: toàn bộ số liệu đã công bố

Phiên bản số liệu {vintage}, ngày {day} (giờ Việt Nam). {count} số liệu{simulated_vi}

- `figures.csv`: mỗi dòng một số liệu: địa phương, kỳ, số đếm, giá trị, tạm tính, mô phỏng, nguồn, lượt nộp.
- `localities.csv`, `successions.csv`: đơn vị hành chính, mã và ngày bắt đầu; đơn vị nào đã thành đơn vị nào.
- `measures.csv`, `indicators.csv`: từ điển: đếm cái gì, tỷ lệ nào bằng số nào chia số nào.
- `figures.sdmx.csv`: cùng số liệu theo SDMX-CSV 2.0.
- `datapackage.json`: mô tả các bảng theo Frictionless Data Package. `CITATION.txt`: cách trích dẫn.

Cần biết: tỷ lệ phải tính từ tổng các số đếm, không lấy trung bình các tỷ lệ. Không có dòng nghĩa là chưa có số liệu,
không phải 0. Giá trị trống có `suppressed` là `yes` thì không công bố vì số nhỏ. Quý theo quy tắc của đơn vị vận hành
(cột `period_first`, `period_last`). Không cộng cấp huyện với các xã bên trong. Tỷ lệ do nguồn nêu (đơn vị `%`)
không cộng, không lấy trung bình. Chữ bắt đầu bằng = + - @ có dấu nháy đơn phía trước để bảng tính không chạy nó.

Giấy phép: số liệu là sự kiện, khi dùng phải ghi nguồn nêu ở từng dòng; phần biên soạn và từ điển theo Apache-2.0; danh
mục đơn vị hành chính lấy từ vietnamadminunits (MIT).

# Digital transformation indicators, {operator}: all published figures

Vintage {vintage} of {day} (time of Viet Nam). {count} figures{simulated_en}

- `figures.csv`: one line per figure: locality, period, measure, value, provisional, simulated, source, submission.
- `localities.csv`, `successions.csv`: administrative units by code and first day; which unit became which.
- `measures.csv`, `indicators.csv`: the dictionary: what is counted, which rate is which count over which.
- `figures.sdmx.csv`: the same figures as SDMX-CSV 2.0.
- `datapackage.json`: the tables, after Frictionless Data Package. `CITATION.txt`: how to cite.

Please note: compute a rate from sums of counts, never as a mean of rates. No line means no figure, not 0. An empty
value whose `suppressed` is `yes` is not published because of small numbers. Quarters follow the operator's rule
(columns `period_first`, `period_last`). Never add a district to the communes inside it. Shares stated by a source (unit
`%`) are never added or averaged. Text that begins with = + - @ has an apostrophe before it, so that no
spreadsheet runs it.

Licence: figures are facts; cite the source named in their line. The compilation and the dictionary are under
Apache-2.0; administrative units come from vietnamadminunits (MIT).
"""


def readme(content: DatasetContent) -> str:
    """The text for one vintage."""
    real_vi, real_en = ". Không có số liệu mô phỏng.", ". None is simulated."
    simulated_vi = ", gồm cả số liệu mô phỏng của tỉnh hư cấu (cột `simulated`)."
    simulated_en = ", including those of a fictional province (column `simulated`)."
    return TEXT.format(
        operator=content.operator,
        vintage=content.edition.vintage,
        day=f"{content.edition.day:%d/%m/%Y}",
        count=len(content.lines),
        simulated_vi=simulated_vi if content.simulated else real_vi,
        simulated_en=simulated_en if content.simulated else real_en,
    )
