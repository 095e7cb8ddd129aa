"""Words that narrow what a table counts to a part: "lĩnh vực đất đai", "chỉ hồ sơ trực tuyến", "không bao gồm …"."""

from __future__ import annotations

import re

from dxkpi.intake.parsing.vocabulary import plain

_NARROWS = re.compile(
    r"(?<!\w)(?:"
    r"chỉ (?:tính|gồm|bao gồm|riêng|hồ sơ|các|nhận|trong|với|đối với)|riêng (?!lẻ|biệt)|"
    r"(?:không|chưa) (?:bao gồm|gồm|tính|kể)|(?:ngoại )?trừ |"
    r"(?<!theo )(?<!các )(?<!từng )(?<!mọi )(?<!cả )(?<!số )lĩnh vực\s?:?\s?"
    r"(?!giải quyết|công việc|hoạt động|tthc|thủ tục)\w|"
    r"only (?=\w)|excluding|except|without (?=\w)"
    r")"
)
# Fields of work: after the name of what is counted, each names a part of it.
_FIELD = re.compile(
    r"(?<!\w)(?:đất đai|tư pháp|hộ tịch|chứng thực|xây dựng|y tế|giáo dục|đào tạo|lao động|thương binh|môi trường|"
    r"tài nguyên|nông nghiệp|công thương|thuế|đầu tư|giao thông|văn hóa|văn hoá|thể thao|du lịch|nội vụ|thi đua|"
    r"tôn giáo|người có công|bảo trợ xã hội|quy hoạch|tài chính|khoa học|trực tuyến|trực tiếp|bưu chính|trẻ em|hộ khẩu|"
    r"cư trú|công an|doanh nghiệp|cá nhân|tổ chức)(?!\w)"
)
# Columns that divide what is counted into parts.
_DIMENSION = re.compile(
    r"(?:lĩnh vực|ngành|thủ tục|tthc|tên thủ tục|loại hồ sơ|loại thủ tục|hình thức|hình thức nộp|kênh|kênh tiếp nhận|"
    r"đối tượng|mức độ|cơ quan|phòng ban|phòng|đơn vị xử lý|giới tính|nhóm|phân loại|field|sector|domain|channel|"
    r"category|type|procedure|sex|age|mode|breakdown|disaggregation)"
)
# What may follow the name of a measure in a title without narrowing it, in brackets, after a dash or after a comma.
_HARMLESS = re.compile(
    r"(?:[\s(),;:.–-]|theo|từng|các|qua|từ|đến|quý|kỳ|năm|tháng|ngày|giai đoạn|đầu|cuối|[ivx]|[0-9/]|hồ sơ|văn bản|"
    r"thủ tục|phiếu|người|tổ|hs|trăm|chục|"
    r"đơn vị(?: tính)?|đvt|nghìn|ngàn|triệu|số liệu|tạm tính|chính thức|báo cáo|tỉnh|thành phố|"
    r"thị xã|huyện|xã|phường|thị trấn|địa phương|toàn|trên địa bàn|của|tại|dossiers|by|quarter|period|year|and|và|"
    r"lũy kế|trong|số|lượng|tổng|cộng|\*|[¹²³])+"
)
MAX_LENGTH = 300


def narrows(text: str) -> bool:
    """Whether a title, a heading or a note above a table says that it counts a part."""
    return len(text) <= MAX_LENGTH and _NARROWS.search(plain(text)) is not None


def narrows_after_name(rest: str) -> bool:
    """Whether what follows the name of a measure in its title names a part of it."""
    text = plain(rest)[:MAX_LENGTH]
    if narrows(text) or _FIELD.search(text):
        return True
    return text.startswith(("(", "-", "[")) and bool(text.strip("()[]- ")) and not _HARMLESS.fullmatch(text)


def is_dimension(heading: str) -> bool:
    """Whether a column divides figures into parts, by its heading."""
    return len(heading) <= MAX_LENGTH and _DIMENSION.fullmatch(plain(heading).strip(" :")) is not None
