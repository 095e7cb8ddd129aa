"""A workspace: the open store, the catalogue, the registry, and the cached snapshots of a process.

Pages read the workspace, never the store. A watcher checks for a new vintage once a second, loads its figures while the
old ones are still served, and then replaces them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from typing import TypeVar

from cachetools import LRUCache

from dxkpi.catalogue import Catalogue
from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.domain.model.period import Cutoff, Period
from dxkpi.domain.model.reporting_windows import Window
from dxkpi.domain.snapshot.consistency.inconsistency import ConsistencyRules
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.domain.snapshot.restatement import restate
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.errors import UnknownVintage
from dxkpi.locale import Language
from dxkpi.settings import Settings
from dxkpi.store import CachedWindows, FileArchive, PublishedRecords, Store, targets_at
from dxkpi.workspace.initial_data import registry_at
from dxkpi.workspace.snapshots import SnapshotCache
from dxkpi.workspace.suppressed_counts import SuppressedCounts
from dxkpi.workspace.watcher import VintageWatcher

T = TypeVar("T")
# A view with its drawing has some 50 kB, so that these take at most some 100 MB.
MAX_RESULTS = 2000


class Workspace:
    """One for each process. Threads may share it."""

    def __init__(self, settings: Settings, store: Store, catalogue: Catalogue, registry: Registry) -> None:
        self.settings = settings
        self.store = store
        self.catalogue = catalogue
        self.registry = registry
        self._changes = store.boundaries.vintages()
        self._registries = {max(self._changes, default=0): registry}
        self._lock = threading.RLock()
        self._refreshing = threading.Lock()
        self._snapshots = SnapshotCache()
        self._results: LRUCache[Hashable, object] = LRUCache(MAX_RESULTS)
        self._newest = store.vintage()
        self._records: PublishedRecords | None = None
        self._windows = CachedWindows(store.windows)
        self._watcher = VintageWatcher(self.refresh)
        self._small = DisclosureRules(
            settings.small_below, settings.suppress_below, catalogue.rules, catalogue.indicators
        )
        self._suppressed = SuppressedCounts(self._added, self.registry_at, catalogue.measures, self._small)

    @property
    def cutoff(self) -> Cutoff:
        """The rule that quarters follow."""
        return self.settings.quarter_cutoff

    @property
    def language(self) -> Language:
        """The language of a reader who chooses none: the operator's setting, else Vietnamese."""
        return self.settings.lang or Language.VI

    @property
    def home(self) -> Locality:
        """The province that this installation is for, as it is today."""
        return self.home_at(None)

    def home_at(self, vintage: int | None) -> Locality:
        """The province that this installation is for, as it was known at a vintage (None: the newest)."""
        return self.registry_at(vintage).versions(self.settings.province)[-1]

    def registry_at(self, vintage: int | None) -> Registry:
        """The localities known at a vintage (None: the newest), so that an older view lists what it listed then."""
        if vintage is None:
            return self.registry
        change = max((number for number in self._changes if number <= vintage), default=0)
        if change not in self._registries:
            self._registries[change] = registry_at(self.store, self.settings, change)
        return self._registries[change]

    @property
    def vintage(self) -> int:
        """The newest vintage whose figures are loaded."""
        return self._newest

    def snapshot(self, vintage: int | None = None, boundaries: date | None = None) -> Snapshot:
        """The figures of a vintage (None: the newest), as reported or on the boundaries that begin on a day.

        Raises `UnknownVintage`.
        """
        if vintage is not None and not 1 <= vintage <= self._newest:
            raise UnknownVintage(asked=str(vintage), newest=str(self._newest))
        number = self._newest if vintage is None else vintage
        reported = self._snapshots.get(number, lambda: self._load(number))
        return reported if boundaries is None else restate(reported, boundaries)

    @property
    def records(self) -> PublishedRecords:
        """Submissions, reports, corrections and flags up to the newest vintage."""
        with self._lock:
            if self._records is None or self._records.vintage != self._newest:
                self._records = PublishedRecords.read(self.store, self._newest)
            return self._records

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """The cached result for a key, which names the vintage it depends on; made when it is not cached."""
        with self._lock:
            if key in self._results:
                return self._results[key]  # type: ignore[return-value]
        result = make()
        with self._lock:
            self._results[key] = result
        return result

    @property
    def windows(self) -> Mapping[Period, Window]:
        """The reporting windows at the last refresh: for display. Submissions are judged by those in the store."""
        return self._windows.by_period

    @property
    def file_archive(self) -> FileArchive:
        """The files that were submitted."""
        return FileArchive(self.settings.originals)

    def refresh(self) -> int:
        """Load a newer vintage and newer windows, if there are any. Returns the newest vintage."""
        self._windows.refresh()
        if self.store.vintage() == self._newest:
            return self._newest
        with self._refreshing:
            newest = self.store.vintage()  # read again: another thread may have refreshed meanwhile
            if newest != self._newest:
                self._changes = self.store.boundaries.vintages()
                registry = self.registry_at(newest)
                added = self.store.added(self._newest, newest)
                self._snapshots.get(newest, lambda: self._updated(added))
                records = self.records.updated(self.store, added)
                with self._lock:
                    self._newest, self._records, self.registry = newest, records, registry
        return newest

    def watch(self) -> None:
        """Refresh once a second in a thread, until closed."""
        self._watcher.start()

    def close(self) -> None:
        """Stop watching and close the store."""
        self._watcher.stop()
        self.store.close()

    def _load(self, vintage: int) -> Snapshot:
        return self._guarded(self._of_known_localities(self.store.figures(vintage)))

    def _updated(self, added: Figures) -> Snapshot:
        """The newest snapshot with the cells added since, which is much faster than reading all."""
        if not self._newest:
            return self._load(added.vintage)
        return self._guarded(with_changes(self.snapshot().figures, self._of_known_localities(added)))

    def _added(self, vintage: int) -> Figures:
        """The cells that are new or changed in a vintage."""
        return self._of_known_localities(self.store.added(vintage - 1, vintage))

    def _guarded(self, figures: Figures) -> Snapshot:
        registry = self.registry_at(figures.vintage)
        targets = targets_at(self.store.targets.all(), figures.vintage)
        checked = ConsistencyRules(
            self.catalogue.rules, self.catalogue.indicators, self.cutoff, self.catalogue.unit_lists
        )
        return GuardedSnapshot(
            figures, registry, self.catalogue.measures, self._small, checked,
            targets=targets, suppressed=self._suppressed.at,
        )  # fmt: skip

    def _of_known_localities(self, figures: Figures) -> Figures:
        """The figures of localities in the registry; without the sample province it lacks some."""
        registry = self.registry_at(figures.vintage)
        known = [key for key in figures.localities if key in registry]
        return figures if len(known) == len(figures.localities) else figures.only(known)
