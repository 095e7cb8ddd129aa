"""The units of the fictional "Tỉnh Mẫu": nine districts, sixty communes, and the twenty they became.

No name and no code is that of a real unit. "Xã Diệu Lan" and "Xã Diệu Lân" differ only in a mark and went
to different new units; "Xã Hạc Sơn" was divided between two.
"""

from dataclasses import dataclass
from random import Random
from typing import NamedTuple

FOUNDED, LAST_OLD_DAY, MERGED = "2020-12-15", "2025-06-30", "2025-07-01"
PROVINCE = "90"
FIRST_DISTRICT, FIRST_COMMUNE = 981, 90001  # no real unit, old or new, has a code from here on
FICTIONAL = "sample (tên và tọa độ giả định)"
KINDS = ("thành phố", "thị xã", "huyện", "phường", "thị trấn", "xã", "tỉnh")

# A district → its units of 1/7/2025 → the communes each was made of; the first one gives its code.
PLAN: dict[str, dict[str, str]] = {
    "Thành phố Lam Giang": {
        "Phường Lam Giang": "Phường Lam Bình, Phường Lam Trà, Phường Lam Phong",
        "Phường Bạch Đàn": "Phường Bạch Lan, Phường Bạch Hòa, Phường Bạch Trà",
        "Phường Ngân Hà": "Phường Ngân Hà, Xã Ngân Điền, Xã Ngân Trì",
    },
    "Thị xã Tùng Sơn": {
        "Phường Tùng Sơn": "Phường Tùng Bình, Phường Tùng Hòa, Phường Tùng An, Xã Tùng Trà",
        "Phường Tùng Hạc": "Phường Tùng Lân, Xã Tùng Điền, Xã Tùng Thủy",
    },
    "Thị xã Sa Nhạn": {
        "Phường Sa Nhạn": "Phường Sa Phong, Phường Sa Thái, Phường Sa Lân",
        "Phường Sa Giang": "Phường Sa Trà, Xã Sa Điền, Xã Sa Tân, Xã Sa Thạch",
    },
    "Huyện Diệu Khê": {
        "Xã Diệu Khê": "Thị trấn Diệu Khê, Xã Diệu Hòa, Xã Diệu Lan",
        "Xã Diệu Sơn": "Xã Diệu Sơn, Xã Diệu Lân, Xã Diệu An",
    },
    "Huyện Hạc Lĩnh": {
        "Xã Hạc Lĩnh": "Thị trấn Hạc Lĩnh, Xã Hạc Bình, Xã Hạc Sơn 40%",
        "Xã Hạc Giang": "Xã Hạc Trà, Xã Hạc Sơn 60%, Xã Hạc Điền, Xã Hạc Tân",
    },
    "Huyện Mai Đàn": {
        "Xã Mai Đàn": "Thị trấn Mai Đàn, Xã Mai Trà, Xã Mai Hòa",
        "Xã Mai Nhạn": "Xã Mai Nhạn, Xã Mai Phong, Xã Mai Điền",
    },
    "Huyện Liễu Giang": {
        "Xã Liễu Giang": "Thị trấn Liễu Giang, Xã Liễu Sơn, Xã Liễu Trà",
        "Xã Liễu Hà": "Xã Liễu Hòa, Xã Liễu Tân, Xã Liễu Điền",
    },
    "Huyện Trúc Khê": {
        "Xã Trúc Khê": "Thị trấn Trúc Khê, Xã Trúc Hòa, Xã Trúc An",
        "Xã Trúc Lĩnh": "Xã Trúc Phong, Xã Trúc Thủy, Xã Trúc Vĩnh",
    },
    "Huyện Quế Lĩnh": {
        "Xã Quế Lĩnh": "Thị trấn Quế Lĩnh, Xã Quế Hòa",
        "Xã Quế Giang": "Xã Quế Trà, Xã Quế Điền",
        "Xã Quế Nhạn": "Xã Quế Thái, Xã Quế Vĩnh, Xã Quế Hà",
    },
}

Point = tuple[float, float]


class SampleUnit(NamedTuple):
    """A row of localities.csv."""

    code: str
    valid_from: str
    valid_to: str
    name: str
    kind: str
    level: str
    parent: str
    latitude: str
    longitude: str
    source: str = FICTIONAL

    @property
    def key(self) -> str:
        return f"{self.code}@{self.valid_from}"


@dataclass(frozen=True)
class CommunePart:
    """A commune, or the part of one that went to one new unit; `share` of the commune."""

    district: SampleUnit
    old: SampleUnit
    new: SampleUnit
    share: float


def make_unit(code: str, name: str, level: str, parent: str, point: Point, *, new: bool = False) -> SampleUnit:
    """A unit of before or after the merger; its kind is the start of its name."""
    kind = next(kind for kind in KINDS if name.casefold().startswith(kind))
    days = (MERGED, "") if new else (FOUNDED, LAST_OLD_DAY)
    return SampleUnit(code, *days, name, kind, level, parent, f"{point[0]:.4f}", f"{point[1]:.4f}")


def read_part(text: str) -> tuple[str, float]:
    """ "Xã Hạc Sơn 40%" → its name and 0.4; without a percentage: whole."""
    if not text.endswith("%"):
        return text, 1.0
    name, percent = text[:-1].rsplit(" ", 1)
    return name, int(percent) / 100


def make_cells(rng: Random) -> list[CommunePart]:
    """The cells of PLAN; districts lie on a 3 × 3 grid, communes at random around their middle."""
    cells: list[CommunePart] = []
    old: dict[str, SampleUnit] = {}
    for seat, (district_name, mergers) in enumerate(PLAN.items()):
        middle = (15.15 + 0.3 * (seat // 3), 107.15 + 0.3 * (seat % 3))
        district = make_unit(str(FIRST_DISTRICT + seat), district_name, "district", PROVINCE, middle)
        for new_name, text in mergers.items():
            parts = [read_part(part) for part in text.split(", ")]
            for name, _ in parts:
                if name not in old:
                    point = (middle[0] + 0.24 * (rng.random() - 0.5), middle[1] + 0.24 * (rng.random() - 0.5))
                    code = str(FIRST_COMMUNE + len(old))
                    old[name] = make_unit(code, name, "commune", district.code, point)
            first = old[parts[0][0]]
            point = (float(first.latitude), float(first.longitude))
            new = make_unit(first.code, new_name, "commune", PROVINCE, point, new=True)
            cells += [CommunePart(district, old[name], new, share) for name, share in parts]
    return cells
