"""The look: readable in light and dark."""

from __future__ import annotations

import pytest

from dxkpi.web.frontend.theme import DARK, LIGHT


def luminance(colour: str) -> float:
    """Relative luminance of a hex colour. Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours. Source: WCAG 2.2, contrast ratio."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21() -> None:
    """The published extreme: black on white has the ratio 21."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["textColor", "linkColor", "greenTextColor", "redTextColor", "grayTextColor"])
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_has_contrast_aa(theme: dict[str, object], name: str, ground: str) -> None:
    """Every text colour reaches 4.5 on both grounds."""
    assert contrast(str(theme[name]), str(theme[ground])) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_accent_carries_white_text_and_shows_on_the_ground(theme: dict[str, object]) -> None:
    """White on the accent reaches 4.5, the accent on the ground 3."""
    accent = str(theme["primaryColor"])
    assert contrast(accent, "#FFFFFF") >= 4.5
    assert contrast(accent, str(theme["backgroundColor"])) >= 3
