"""The styles of an ODS that matter here: fonts of cells, and which tables are hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dxkpi.intake.files.legacy_fonts import is_legacy

XmlAttributes = Mapping[str, str]
CELL_FAMILY = "table-cell"
MOST_ANCESTORS = 20


@dataclass
class OdsStyles:
    """Styles collected while the XML is read, by family and name; the default of a family has no name."""

    fonts: dict[tuple[str, str], str] = field(default_factory=dict)
    parents: dict[tuple[str, str], str] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    raised: set[tuple[str, str]] = field(default_factory=set)
    struck: set[tuple[str, str]] = field(default_factory=set)
    hidden_tables: set[str] = field(default_factory=set)
    _met: tuple[str, str] = ("", "")

    def meet(self, name: str, attributes: XmlAttributes) -> None:
        """Process one element of the styles."""
        match name:
            case "style:font-face":
                self.faces[attributes.get("style:name", "")] = attributes.get("svg:font-family", "").strip("'\"")
            case "style:style" | "style:default-style":
                self._met = (attributes.get("style:family", ""), attributes.get("style:name", ""))
                self.parents[self._met] = attributes.get("style:parent-style-name", "")
            case "style:text-properties":
                font = attributes.get("style:font-name") or attributes.get("fo:font-family", "").strip("'\"")
                if font:
                    self.fonts[self._met] = self.faces.get(font) or font
                self._meet_marks(attributes)
            case _ if name.startswith(("number:", "text:")):
                # Formats and lists have text properties too, which apply to no cell.
                self._met = ("", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self.hidden_tables.add(self._met[1])

    def _meet_marks(self, attributes: XmlAttributes) -> None:
        """Whether the style raises text, or strikes it through."""
        strikes = (attributes.get(f"style:text-line-through-{name}", "none") for name in ("style", "type"))
        if any(strike != "none" for strike in strikes):
            self.struck.add(self._met)
        position = attributes.get("style:text-position", "").partition(" ")[0]
        if position in ("super", "sub") or position.removesuffix("%").lstrip("-").strip("0").isdecimal():
            self.raised.add(self._met)

    @property
    def have_marks(self) -> bool:
        """Whether any style raises text or strikes it through."""
        return bool(self.raised or self.struck)

    @property
    def have_legacy(self) -> bool:
        """Whether any font is a legacy one."""
        return any(is_legacy(font) for font in self.fonts.values())

    def is_marked(self, marked: set[tuple[str, str]], name: str, family: str = CELL_FAMILY) -> bool:
        """Whether a style, its own or inherited, is one of `raised` or `struck`."""
        for _ in range(MOST_ANCESTORS):
            if (family, name) in marked:
                return True
            if not name:
                break
            name = self.parents.get((family, name), "")
        return False

    def font_of(self, name: str, family: str = CELL_FAMILY) -> str:
        """The font of a style, its own or inherited; empty if none is named."""
        for _ in range(MOST_ANCESTORS):
            if (family, name) in self.fonts:
                return self.fonts[family, name]
            if not name:
                break
            name = self.parents.get((family, name), "")
        return ""
