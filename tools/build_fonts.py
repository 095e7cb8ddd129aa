"""Makes the two web fonts of the dashboard from the published Be Vietnam Pro.

Run once, when the typeface has a new version:

    pip install fonttools brotli fontpkg-be-vietnam-pro
    python tools/build_fonts.py dashboard/static/fonts

What it changes, as the SIL Open Font License allows (the family has no reserved name):
- keeps Latin, Vietnamese, punctuation and the mathematical signs of the product, nothing else;
- figures are tabular: one width for all ten, centred, without kerning, so that columns of numbers align in
  tables, charts and canvas alike; `font-variant-numeric: proportional-nums` (pnum) gives the drawn ones back;
- adds the marks the typeface lacks: ▲ ▼ ● ◆ and the four arrows, so that they look the same everywhere.
"""

import shutil
import sys
from importlib.resources import files
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

WEIGHTS = {"Regular": 400, "SemiBold": 600}
FIGURES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
FIGURE_WIDTH = 664  # between the drawn 1 (385) and 4 (710): the 4 keeps 30 units of air on each side

UNICODES = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x18F, 0x192, 0x1A0, 0x1A1, 0x1AF, 0x1B0, *range(0x2B0, 0x304),
    0x306, 0x309, 0x31B, 0x323, *range(0x1E00, 0x1F00), *range(0x2000, 0x20A0), 0x20AB, 0x20AC, 0x2116, 0x2122,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2215, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,
    0x25B2, 0x25BC, 0x25C6, 0x25CF,
]  # fmt: skip

MARKS: dict[int, tuple[str, list[tuple[int, int]]]] = {
    0x25B2: ("triangle.up", [(60, 60), (360, 640), (660, 60)]),
    0x25BC: ("triangle.down", [(60, 640), (660, 640), (360, 60)]),
    0x25C6: ("diamond", [(360, 10), (20, 350), (360, 690), (700, 350)]),
    0x2192: ("arrow.right", [(40, 315), (40, 385), (560, 385), (400, 545), (450, 595), (695, 350), (450, 105),
                             (400, 155), (560, 315)]),
}  # fmt: skip


def build(source: Path, target: Path) -> None:
    """One weight: tabular figures, marks, subset, woff2."""
    font = TTFont(source, recalcTimestamp=False)
    add_marks(font)
    make_figures_tabular(font)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk", "liga", "case"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    add_substitution(font, "pnum", {f"{glyph}.tf": glyph for glyph in FIGURES})
    font.flavor = "woff2"
    font.save(target)


def make_figures_tabular(font: TTFont) -> None:
    """Gives every figure a twin of one width, which the characters 0 to 9 then show."""
    drawn = {glyph: code for code, glyph in font.getBestCmap().items() if chr(code) in "0123456789"}
    for glyph in FIGURES:
        outline = font["glyf"][glyph]
        pen = TTGlyphPen(font.getGlyphSet())
        shift = (FIGURE_WIDTH - (outline.xMax - outline.xMin)) // 2 - outline.xMin
        pen.addComponent(glyph, (1, 0, 0, 1, shift, 0))
        add_glyph(font, f"{glyph}.tf", pen, FIGURE_WIDTH)
        for table in font["cmap"].tables:
            if drawn[glyph] in table.cmap:
                table.cmap[drawn[glyph]] = f"{glyph}.tf"


def add_substitution(font: TTFont, tag: str, mapping: dict[str, str]) -> None:
    """Adds a feature of one-to-one substitutions to every script, beside those the font has."""
    table = font["GSUB"].table
    substitution = otTables.SingleSubst()
    substitution.mapping = mapping
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable, lookup.SubTableCount = 1, 0, [substitution], 1
    table.LookupList.Lookup.append(lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex, record.Feature.LookupCount = [len(table.LookupList.Lookup) - 1], 1
    table.FeatureList.FeatureRecord.append(record)
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys, *(entry.LangSys for entry in script.Script.LangSysRecord)]
        for language in filter(None, languages):
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def add_marks(font: TTFont) -> None:
    """Draws ▲ ▼ ◆ ● and the arrows in one square of 720 units."""
    shapes = dict(MARKS)
    name, right = MARKS[0x2192]
    shapes[0x2190] = ("arrow.left", [(735 - x, y) for x, y in reversed(right)])
    shapes[0x2191] = ("arrow.up", [(y + 10, x - 17) for x, y in reversed(right)])
    shapes[0x2193] = ("arrow.down", [(y + 10, 717 - x) for x, y in right])
    for code, (name, points) in shapes.items():
        pen = TTGlyphPen(None)
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
        register(font, code, name, pen)
    register(font, 0x25CF, "circle.filled", circle(centre=(360, 350), radius=300))


def circle(*, centre: tuple[int, int], radius: int) -> TTGlyphPen:
    """A filled circle of eight quadratic arcs, drawn clockwise."""
    quarter = [(1, 0), (1, -0.4142), (0.7071, -0.7071), (0.4142, -1)]
    knots = []
    for turn in range(4):
        for x, y in quarter:
            for _ in range(turn):
                x, y = y, -x
            knots.append((centre[0] + round(radius * x), centre[1] + round(radius * y)))
    pen = TTGlyphPen(None)
    pen.moveTo(knots[0])
    for i in range(1, len(knots), 2):
        pen.qCurveTo(knots[i], knots[(i + 1) % len(knots)])
    pen.closePath()
    return pen


def register(font: TTFont, code: int, name: str, pen: TTGlyphPen) -> None:
    """Adds a drawn mark and lets the character show it."""
    add_glyph(font, name, pen, 720)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def add_glyph(font: TTFont, name: str, pen: TTGlyphPen, width: int) -> None:
    """Adds one outline under a new name."""
    glyph = pen.glyph()
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)


def main(target: Path) -> None:
    """Writes both weights and the licence."""
    package = Path(str(files("fontpkg_be_vietnam_pro")))
    target.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        build(package / "files" / f"BeVietnamPro-{style}.ttf", target / f"be-vietnam-pro-{weight}.woff2")
    shutil.copyfile(package / "LICENSE", target / "OFL.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
