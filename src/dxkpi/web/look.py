"""The look of the pages, light and dark, as Streamlit's theme wants it."""

from __future__ import annotations

FONT = "Be Vietnam Pro"
FONT_WEIGHTS = (400, 600)
FONT_FOLDER = "app/static/fonts"
# Never the words sans-serif, serif or monospace: Streamlit answers them with fonts of its own, 170 KB each.
FONT_STACK = f"{FONT}, Segoe UI, Roboto, Arial"
CODE_STACK = "Consolas, Menlo, DejaVu Sans Mono, Courier New"

SERIES = ["#12436D", "#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1"]

LIGHT = {
    "primaryColor": "#12436D",
    "backgroundColor": "#FFFFFF",
    "secondaryBackgroundColor": "#F5F7F9",
    "textColor": "#1B1F24",
    "linkColor": "#12436D",
    "borderColor": "#D5DAE0",
    "greenColor": "#00796B",
    "redColor": "#C2410C",
    "grayColor": "#6B7280",
    "greenTextColor": "#00796B",
    "redTextColor": "#C2410C",
    "grayTextColor": "#5B6270",
    "chartCategoricalColors": SERIES,
}
DARK = {
    "primaryColor": "#3C7AB0",
    "backgroundColor": "#14181D",
    "secondaryBackgroundColor": "#1D232A",
    "textColor": "#E7EAEE",
    "linkColor": "#8DB8DE",
    "borderColor": "#39424C",
    "greenColor": "#4DB6A8",
    "redColor": "#F0885A",
    "grayColor": "#9AA3AF",
    "greenTextColor": "#4DB6A8",
    "redTextColor": "#F0885A",
    "grayTextColor": "#A9B1BC",
    "chartCategoricalColors": ["#6FA8D6", "#28A197", "#D46A9F", "#F46A25", "#C9C9C9", "#A285D1"],
}


def font_address(weight: int) -> str:
    """Where the browser finds one weight, seen from the first page."""
    return f"{FONT_FOLDER}/be-vietnam-pro-{weight}.woff2"


def theme_options() -> dict[str, object]:
    """Every theme option, by its full name. Both themes are given, so the reader's system chooses."""
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
