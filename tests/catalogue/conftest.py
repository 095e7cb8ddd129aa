"""The catalogue as shipped, and small catalogues written for one test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dxkpi.catalogue import Catalogue, load_catalogue

DATA = Path(__file__).parents[2] / "data"

MEASURES = """
[units]
dossiers = { vi = "hồ sơ", en = "dossiers" }
percent = { vi = "%", en = "%" }
[denominators]
own = { vi = "không nêu", en = "not stated" }
[[measure]]
code = "all"
name = { vi = "Tất cả", en = "All" }
kind = "flow"
unit = "dossiers"
suppressible = true
[[measure]]
code = "some"
name = { vi = "Một số", en = "Some" }
kind = "flow"
unit = "dossiers"
suppressible = true
[[measure]]
code = "share_stated"
name = { vi = "Tỷ lệ nêu sẵn", en = "Share, as stated" }
kind = "reported_share"
unit = "percent"
suppressible = false
[measure.statement]
indicator = "share"
denominator = "own"
replaces = true
bound = "exact"
"""

INDICATOR = """
id = "share"
order = 1
unit = "percent"
direction = "higher"
since = "2022"
name = { vi = "Tỷ lệ", en = "Share" }
definition = { vi = "Một số trên tất cả.", en = "Some of all." }
unit_name = { vi = "%", en = "%" }
legal_basis = { vi = "không", en = "none" }
form = { vi = "không", en = "none" }
limits = { vi = "không", en = "none" }
[[numerator]]
measures = ["some"]
vi = "một số"
en = "some"
[[denominator]]
measures = ["all"]
vi = "tất cả"
en = "all"
"""

RULES = """
[[within]]
code = "some_within_all"
part = "some"
whole = ["all"]
severity = "reason"
vi = "{part} lớn hơn {whole}: {difference}"
en = "{part} exceeds {whole}: {difference}"
"""

BASELINES = """
[[baseline]]
indicator = "share"
locality = "46"
begin = "2024-Q3"
reason = "hệ thống mới"
"""

SmallFiles = dict[str, str]
Write = Callable[[SmallFiles], Path]


@pytest.fixture(scope="session")
def shipped() -> Catalogue:
    """The catalogue of data/."""
    return load_catalogue(DATA)


@pytest.fixture
def small() -> SmallFiles:
    """A sound catalogue: three measures, one indicator, one rule, one baseline, by file name; a test may spoil it."""
    return {
        "measures.toml": MEASURES,
        "indicators/share.toml": INDICATOR,
        "rules.toml": RULES,
        "baselines.toml": BASELINES,
    }


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files into an empty folder and gives the folder."""

    def write_all(files: SmallFiles) -> Path:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write_all
