"""What happened to the units of Thừa Thiên Huế, now Huế: facts written by hand for build_registry.py.

Days are ISO; last days are inclusive. In the files made from this the source of these facts is "domain".

The communes that ended on 2024-12-31 are in hue_communes_2024.csv: code, name, district, first day, and the code of the
unit that each became whole on 2025-01-01. Codes, names and districts: the General Statistics Office's list as of
2021-11-01 and of 2024-09-01, which are equal, as kept in the public repository daohoangson/dvhcvn (data/sorted.json).
What became what: Resolution 1314/NQ-UBTVQH15, through the press (lawnet.vn, vietbao.vn, tienphong.vn) and the former
names in `vietnamadminunits` (parser_legacy.json), which agree.
"""

import csv
from pathlib import Path

FROM_DOMAIN = "domain"
FROM_LIST_OF_2024 = "danhmuchanhchinh.gso.gov.vn 2024-09-01 (dvhcvn); 1314/NQ-UBTVQH15"

CODES_INTRODUCED = "2004-07-08"
LAST_DAY_OF_DISTRICTS = "2025-06-30"
NEW_UNITS_BEGIN = "2025-07-01"

HUE = "46"
HUE_TOWNS_REDRAWN = "2021-07-01"
"""Resolution 1264/NQ-UBTVQH14: Huế city took 13 communes of Phú Vang, Hương Thủy and Hương Trà, and has 36."""
HUE_BECOMES_CITY = "2025-01-01"
HUE_LAST_DAY_AS_PROVINCE = "2024-12-31"
HUE_PROVINCE_BEFORE = "Tỉnh Thừa Thiên Huế"

HUE_DISTRICTS = (
    ("474", HUE_TOWNS_REDRAWN, HUE_LAST_DAY_AS_PROVINCE, "Thành phố Huế"),
    ("474", HUE_BECOMES_CITY, LAST_DAY_OF_DISTRICTS, "Quận Thuận Hóa"),
    ("475", HUE_BECOMES_CITY, LAST_DAY_OF_DISTRICTS, "Quận Phú Xuân"),
    ("476", CODES_INTRODUCED, HUE_LAST_DAY_AS_PROVINCE, "Huyện Phong Điền"),
    ("476", HUE_BECOMES_CITY, LAST_DAY_OF_DISTRICTS, "Thị xã Phong Điền"),
    ("477", CODES_INTRODUCED, LAST_DAY_OF_DISTRICTS, "Huyện Quảng Điền"),
    ("478", HUE_TOWNS_REDRAWN, LAST_DAY_OF_DISTRICTS, "Huyện Phú Vang"),
    ("479", HUE_TOWNS_REDRAWN, LAST_DAY_OF_DISTRICTS, "Thị xã Hương Thủy"),
    ("480", HUE_TOWNS_REDRAWN, LAST_DAY_OF_DISTRICTS, "Thị xã Hương Trà"),
    ("481", CODES_INTRODUCED, LAST_DAY_OF_DISTRICTS, "Huyện A Lưới"),
    ("482", CODES_INTRODUCED, HUE_LAST_DAY_AS_PROVINCE, "Huyện Phú Lộc"),
    ("482", HUE_BECOMES_CITY, LAST_DAY_OF_DISTRICTS, "Huyện Phú Lộc"),
    ("483", CODES_INTRODUCED, HUE_LAST_DAY_AS_PROVINCE, "Huyện Nam Đông"),
)
"""Code, first and last day, name. Earlier versions of 474, 478, 479 and 480 are not recorded."""

HUE_COMMUNES_BEGIN = {
    "474": HUE_BECOMES_CITY,
    "475": HUE_BECOMES_CITY,
    "476": HUE_BECOMES_CITY,
    "480": HUE_TOWNS_REDRAWN,
    "482": HUE_BECOMES_CITY,
}
"""District → first day of its communes as the older list has them; others: by convention. Those of Huế city begin with
the district as it is recorded; xã Giang Hải and xã Hương Xuân with Resolution 834/NQ-UBTVQH14, on 2020-01-01."""

HUE_WITHOUT_POINT = {("474", HUE_BECOMES_CITY), ("475", HUE_BECOMES_CITY)}
"""Both were given the centre of the former city, which is right only for that city."""

HUE_SUCCESSIONS = (
    ("46", CODES_INTRODUCED, "46", "whole"),
    ("474", HUE_TOWNS_REDRAWN, "474", "part"),
    ("474", HUE_TOWNS_REDRAWN, "475", "part"),
    ("476", CODES_INTRODUCED, "476", "whole"),
    ("482", CODES_INTRODUCED, "482", "whole"),
    ("483", CODES_INTRODUCED, "482", "whole"),
)
"""What happened on 2025-01-01: code, its first day, successor, share."""


def read_hue_communes() -> list[dict[str, str]]:
    """The rows of hue_communes_2024.csv."""
    with Path(__file__).with_name("hue_communes_2024.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
