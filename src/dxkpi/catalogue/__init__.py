"""Reads the files of data/ into domain objects: measures, indicators, rules, baselines, localities, boundaries.

It may use `domain`, `errors` and `locale`. An invalid file raises CatalogueFault with the file and the key.
"""

from __future__ import annotations

from dxkpi.catalogue.catalogue import Catalogue, load_catalogue
from dxkpi.catalogue.registry import load_registry_rows

__all__ = ["Catalogue", "load_catalogue", "load_registry_rows"]
