"""The catalogue: what is counted, which indicators there are and what must hold, read from a folder of files.

`load_catalogue` reads measures.toml, indicators/*.toml and rules.toml; `load_registry_rows` reads
localities.csv and successions.csv. A file that is wrong is refused by its name and the key: `CatalogueFault`.
"""

from __future__ import annotations

from dxkpi.catalogue.catalogue import Catalogue, load_catalogue
from dxkpi.catalogue.registry import load_registry_rows

__all__ = ["Catalogue", "load_catalogue", "load_registry_rows"]
