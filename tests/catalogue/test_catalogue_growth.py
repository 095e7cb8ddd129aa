"""The catalogue grows by files alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dxkpi.catalogue import load_catalogue

SmallFiles = dict[str, str]
Write = Callable[[SmallFiles], Path]
NEW = "indicators/rest.toml"


def test_a_new_file_is_a_new_indicator(small: SmallFiles, write: Write) -> None:
    """An indicator file laid into the folder is there at the next reading, in the place its order gives it."""
    small[NEW] = small["indicators/share.toml"].replace('"share"', '"rest"').replace("order = 1", "order = 0")
    catalogue = load_catalogue(write(small))
    assert [indicator.id for indicator in catalogue.indicators] == ["rest", "share"]
    assert catalogue.indicator("rest").denominators[0].measures == ("all",)


def test_indicators_of_one_order_go_by_id(small: SmallFiles, write: Write) -> None:
    """Where two files claim one place, the id decides, not the folder."""
    small[NEW] = small["indicators/share.toml"].replace('"share"', '"rest"')
    assert [indicator.id for indicator in load_catalogue(write(small)).indicators] == ["rest", "share"]


def test_a_new_stated_share_is_known_to_its_indicator(small: SmallFiles, write: Write) -> None:
    """A reported share added to the measures is listed with the indicator it speaks of, after the more exact one."""
    stated = small["measures.toml"].split("[[measure]]")[-1]
    rough = stated.replace("share_stated", "share_about").replace('"exact"', '"about"')
    rough = rough.replace("Tỷ lệ nêu sẵn", "Tỷ lệ khoảng").replace("as stated", "about")
    small["measures.toml"] = small["measures.toml"].replace(
        f"[[measure]]{stated}", f"[[measure]]{rough}[[measure]]{stated}"
    )
    assert load_catalogue(write(small)).indicator("share").stated_by == ("share_stated", "share_about")


def test_a_threshold_keeps_its_source(small: SmallFiles, write: Write) -> None:
    """A line drawn in a file is given with where it comes from, and a sure source carries no doubt."""
    small["indicators/share.toml"] += (
        '[threshold]\nvalue = 95\nsource = { vi = "Kế hoạch tỉnh", en = "The province\'s plan" }\n'
    )
    threshold = load_catalogue(write(small)).indicator("share").threshold
    assert threshold is not None
    assert (threshold.value, threshold.source.vi) == (95, "Kế hoạch tỉnh")
