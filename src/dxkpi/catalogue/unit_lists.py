"""unit_lists.toml → from which day on the lists of localities are known. Without the file every day is."""

from __future__ import annotations

from pathlib import Path

from dxkpi.catalogue.schemas import UnitListsForm
from dxkpi.catalogue.toml_files import read_form
from dxkpi.domain.model.unit_lists import UnitLists

UNIT_LISTS = "unit_lists.toml"


def read_unit_lists(folder: Path) -> UnitLists:
    """The days from which on the units of provinces are known. Raises CatalogueFault."""
    if not (folder / UNIT_LISTS).exists():
        return UnitLists()
    form = read_form(UnitListsForm, folder, UNIT_LISTS)
    return UnitLists(form.listed_on, form.known_from)
