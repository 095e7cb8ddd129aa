"""Streamlit's theme options, light and dark, from the palettes of charts.theme."""

from __future__ import annotations

from dxkpi.charts.parts import theme
from dxkpi.charts.parts.theme import Palette

FONT = theme.FONT
FONT_WEIGHTS = (400, 600)
FONT_FOLDER = "app/static/fonts"
# Without sans-serif, serif and monospace: Streamlit replaces them by its own fonts, 170 KB each.
FONT_STACK = theme.FONT_STACK
CODE_STACK = "Consolas, Menlo, DejaVu Sans Mono, Courier New"


def _colours(palette: Palette) -> dict[str, object]:
    """A palette by the names of Streamlit's theme options."""
    return {
        "primaryColor": palette.button,
        "backgroundColor": palette.ground,
        "secondaryBackgroundColor": palette.shade,
        "textColor": palette.ink,
        "linkColor": palette.link,
        "borderColor": palette.hairline,
        "greenColor": palette.better,
        "redColor": palette.worse,
        "grayColor": palette.same,
        "greenTextColor": palette.better,
        "redTextColor": palette.worse,
        "grayTextColor": palette.quiet,
        "chartCategoricalColors": list(palette.series),
    }


LIGHT, DARK = _colours(theme.LIGHT), _colours(theme.DARK)


def page_colours() -> str:
    """The same colours as CSS variables for our style sheets; the operating system chooses light or dark."""

    def variables(palette: Palette) -> str:
        named = {"line": palette.hairline, "accent": palette.accent, "shade": palette.shade, "quiet": palette.quiet,
                 "better": palette.better, "worse": palette.worse, "link": palette.link,
                 "simulated": palette.simulated, "ground": palette.ground, "ink": palette.ink,
                 "button": palette.button}  # fmt: skip
        return " ".join(f"--dx-{name}: {colour};" for name, colour in named.items())

    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {variables(theme.DARK)} }} }}"
    return f":root {{ color-scheme: light dark; {variables(theme.LIGHT)} }}\n{dark}"


def font_address(weight: int) -> str:
    """The address of one font weight, relative to the first page."""
    return f"{FONT_FOLDER}/be-vietnam-pro-{weight}.woff2"


def theme_options() -> dict[str, object]:
    """All theme options by full name. Both themes are set, so the operating system chooses light or dark."""
    shared: dict[str, object] = {
        "font": FONT_STACK,
        "headingFont": FONT_STACK,
        "codeFont": CODE_STACK,
        "fontFaces": [{"family": FONT, "url": font_address(weight), "weight": str(weight)} for weight in FONT_WEIGHTS],
        "baseFontSize": 15,
        "headingFontWeights": [600] * 6,
        "headingFontSizes": ["1.75rem", "1.375rem", "1.125rem", "1rem", "0.9375rem", "0.875rem"],
        "metricValueFontWeight": 600,
        "baseRadius": "4px",
        "linkUnderline": True,
        "showWidgetBorder": True,
        "showSidebarBorder": True,
    }
    options = {f"theme.{name}": value for name, value in shared.items()}
    options |= {f"theme.light.{name}": value for name, value in LIGHT.items()}
    options |= {f"theme.dark.{name}": value for name, value in DARK.items()}
    return options
