"""Write the sample uploads that are workbooks, one a layout, the same bytes each time.

Run: python tools/build_samples.py [OUTDIR]
The figures are those of `figures/published.csv`, as an office would have typed them; those of the form and of the table
of quarters are simulated.
"""

import io
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

import sample_forms
from dxkpi.catalogue import load_catalogue, load_registry_rows
from dxkpi.domain.model.locality import Registry
from dxkpi.domain.model.period import Cutoff, parse_period
from dxkpi.intake import TemplateRequest, make_template
from dxkpi.locale import Language

DATA = Path(__file__).parents[1] / "data"
MADE = datetime(2022, 9, 21)  # noqa: DTZ001
# The provincial portal's report of 21/09/2022 on Hương Trà, nine months of 2022.
HUONG_TRA = {
    "dossiers_received": 5810,
    "dossiers_resolved": 5203,
    "community_teams": 72,
    "community_team_members": 388,
    "communes_with_teams": 9,
}
SOURCE = "Cổng thông tin thành phần Thừa Thiên Huế, 21/09/2022"


def template() -> bytes:
    """The product's own workbook, made for Hương Trà and nine months of 2022, and filled in."""
    catalogue, registry = load_catalogue(DATA), Registry(*load_registry_rows(DATA))
    town = registry.by_key("480@2021-07-01")
    measures = tuple(catalogue.measure(code) for code in HUONG_TRA)
    period = parse_period("2022-9M", Cutoff.DECREE09)
    blank = TemplateRequest(town, period, (town,), measures, Cutoff.DECREE09, catalogue.rules)
    figures = dict(zip(("C10", "D10", "E10", "F10", "G10"), HUONG_TRA.values(), strict=True))
    return filled_in(make_template(blank, Language.VI, made=MADE), figures | {"I10": SOURCE})


def filled_in(workbook: bytes, cells: Mapping[str, object]) -> bytes:
    """A workbook with values typed into empty cells of its first sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                content = typed(content.decode(), cells).encode()
            new.writestr(entry, content)
    return out.getvalue()


def typed(xml: str, cells: Mapping[str, object]) -> str:
    """A sheet's XML with values in place of empty cells."""
    for place, value in cells.items():
        written = f"><v>{value}</v></c>"
        if isinstance(value, str):
            written = f' t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        match = re.search(rf'<c r="{place}" s="\d+"(?=/>)', xml)
        if match is None:
            raise ValueError(f"{place} is no empty cell")
        xml = xml[: match.end()] + written + xml[match.end() + 2 :]
    return xml


SAMPLES: dict[str, Callable[[], bytes]] = {
    "template.xlsx": template,
    "form_ii06a.xlsx": sample_forms.form_ii06a,
    "wide_periods.xlsx": sample_forms.wide_periods,
}


def main(folder: Path) -> None:
    """Write every sample into a folder."""
    for name, make in SAMPLES.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA / "samples")
