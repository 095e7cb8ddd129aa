"""What a process holds: the store, the catalogue, the registry, and the figures of the vintages it was asked about.

Pages ask the workspace and never the store: a watcher looks for a new vintage once a second, loads its figures beside
the old ones, and only then lets the pages see it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from typing import TypeVar

from dxkpi.catalogue import Catalogue, load_catalogue
from dxkpi.domain.figures.figures import Figures
from dxkpi.domain.figures.merging import with_changes
from dxkpi.domain.model.locality import Locality, Registry
from dxkpi.domain.model.period import HANOI, Cutoff, Period
from dxkpi.domain.model.permissions import OPERATOR, Actor, Permission
from dxkpi.domain.model.reporting_windows import Extension, Window, is_open, unlimited
from dxkpi.domain.model.reporting_windows import in_words as deadline_in_words
from dxkpi.domain.snapshot.disclosure import GuardedSnapshot
from dxkpi.domain.snapshot.disclosure_rules import DisclosureRules
from dxkpi.domain.snapshot.restatement import RestatedSnapshot
from dxkpi.domain.snapshot.snapshot import Snapshot
from dxkpi.errors import StoreUnreachable, UnknownVintage
from dxkpi.intake import PublishedFigures, UploadContext
from dxkpi.locale import N_, Language, Message
from dxkpi.settings import Settings, settings
from dxkpi.store import CachedWindows, FileArchive, PublishedRecords, Store, targets_at
from dxkpi.workspace.initial_data import fill, register, registry_at

T = TypeVar("T")
WATCH_SECONDS = 1.0
VINTAGES_KEPT = 3
RESTATED_KEPT = 4
# A view with its drawing is some 50 kB; this bounds them to about 100 MB.
ANSWERS_KEPT = 2000


class Workspace:
    """The one object a process needs. Safe to share between threads."""

    def __init__(self, settings: Settings, store: Store, catalogue: Catalogue, registry: Registry) -> None:
        self.settings = settings
        self.store = store
        self.catalogue = catalogue
        self.registry = registry
        self._changes = store.boundaries.vintages()
        self._registries = {max(self._changes, default=0): registry}
        self._lock = threading.RLock()
        self._loading = threading.RLock()
        self._by_vintage: OrderedDict[int, Snapshot] = OrderedDict()
        self._restated: OrderedDict[tuple[int, date], Snapshot] = OrderedDict()
        self._restating = threading.Lock()
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._closing = threading.Event()
        self._newest = store.vintage()
        self._records: PublishedRecords | None = None
        self._windows = CachedWindows(store.windows)

    @property
    def cutoff(self) -> Cutoff:
        """The rule that quarters follow here."""
        return self.settings.quarter_cutoff

    @property
    def language(self) -> Language:
        """The language where a reader asks for none: the operator's choice, else Vietnamese."""
        return self.settings.lang or Language.VI

    @property
    def home(self) -> Locality:
        """The province this product is for, as it is today."""
        return self.home_at(None)

    def home_at(self, vintage: int | None) -> Locality:
        """The same as it was known at a vintage (the newest without)."""
        return self.registry_at(vintage).versions(self.settings.province)[-1]

    def registry_at(self, vintage: int | None) -> Registry:
        """The units as they were known at a vintage (the newest without): an older answer lists what it listed."""
        if vintage is None:
            return self.registry
        since = max((each for each in self._changes if each <= vintage), default=0)
        if since not in self._registries:
            self._registries[since] = registry_at(self.store, self.settings, since)
        return self._registries[since]

    @property
    def vintage(self) -> int:
        """The newest vintage whose figures are loaded."""
        return self._newest

    def snapshot(self, vintage: int | None = None, boundaries: date | None = None) -> Snapshot:
        """The figures of a vintage (the newest without), ready to answer, as reported or on the boundaries that begin
        on a day. Raises `UnknownVintage`."""
        if boundaries is not None:
            return self._restated_on(boundaries, self.snapshot(vintage))
        wanted = self._newest if vintage is None else vintage
        if vintage is not None and not 1 <= vintage <= self._newest:
            raise UnknownVintage(asked=str(vintage), newest=str(self._newest))
        with self._lock:
            if wanted in self._by_vintage:
                self._by_vintage.move_to_end(wanted)
                return self._by_vintage[wanted]
        with self._loading:  # one at a time, while readers of other vintages go on
            if wanted not in self._by_vintage:
                self._remember(wanted, self._load(wanted))
            return self._by_vintage[wanted]

    def _restated_on(self, boundaries: date, reported: Snapshot) -> Snapshot:
        key = reported.vintage, boundaries
        with self._restating:
            if key not in self._restated:
                self._restated[key] = RestatedSnapshot(reported, boundaries)
            self._restated.move_to_end(key)
            while len(self._restated) > RESTATED_KEPT:
                self._restated.popitem(last=False)
            return self._restated[key]

    def _remember(self, vintage: int, answers: Snapshot) -> None:
        with self._lock:
            self._by_vintage[vintage] = answers
            while len(self._by_vintage) > VINTAGES_KEPT:
                self._by_vintage.popitem(last=False)

    @property
    def records(self) -> PublishedRecords:
        """What was corrected and what was submitted, up to the newest vintage."""
        with self._lock:
            if self._records is None or self._records.vintage != self._newest:
                self._records = PublishedRecords.read(self.store, self._newest)
            return self._records

    def cached(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made before for this key (which names its vintage), else made now and kept for a while."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[return-value]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > ANSWERS_KEPT:
                self._kept.popitem(last=False)
        return made

    @property
    def windows(self) -> Mapping[Period, Window]:
        """When periods take figures, as of the last look; for pages, not for judging what is handed in."""
        return self._windows.by_period

    def refresh(self) -> int:
        """Look for a newer vintage and newer windows now, load them, and show them. Returns the newest vintage."""
        self._windows.refresh()
        if self.store.vintage() == self._newest:
            return self._newest
        with self._loading:  # who waited here asks again: another may have shown it, and a newer one may be there
            newest = self.store.vintage()
            if newest != self._newest:
                self._changes = self.store.boundaries.vintages()
                registry = self.registry_at(newest)
                added = self.store.added(self._newest, newest)
                answers, records = self._grown(added), self.records.updated(self.store, added)
                with self._lock:
                    self._remember(newest, answers)
                    self._newest, self._records, self.registry = newest, records, registry
        return newest

    def watch(self) -> None:
        """Look for new vintages from now on, in a thread of its own, until closed."""
        threading.Thread(target=self._watch, name="vintage-watcher", daemon=True).start()

    def context(self, *, by: Actor = OPERATOR, **more: object) -> UploadContext:
        """What an upload of somebody's is read against."""
        return UploadContext(
            self.registry,
            self.catalogue.measure_named,
            self.cutoff,
            rules=self.catalogue.rules,
            measures=tuple(self.catalogue.measures.values()),
            history=self.history(),
            may_report=lambda unit: by.may_for(Permission.REPORT, unit, self.registry),
            locked=self.locks(by),
            **more,  # type: ignore[arg-type]
        )

    def locks(self, by: Actor) -> Callable[[Locality, Period], Message | None]:
        """Why a locality's period takes no figures of somebody's now, by the windows as they are set."""
        if by.is_operator:
            return _not_begun_on(datetime.now(HANOI).date())
        windows, now = self.store.windows.all(), datetime.now(UTC)
        given: dict[tuple[str, Period], Extension] = {}
        for each in self.store.windows.extensions():
            key = (each.code, each.period)
            given[key] = max(each, given.get(key, each), key=lambda extension: extension.until)

        def why(locality: Locality, period: Period) -> Message | None:
            window = windows.get(period) or unlimited(period)
            codes = self.registry.enclosing_codes(locality, period.last)
            leaves = (found for code in codes if (found := given.get((code, period))))
            leave = max(leaves, key=lambda extension: extension.until, default=None)
            return None if is_open(window, leave, now) else deadline_in_words(window, leave, now)

        return why

    def history(self) -> PublishedFigures:
        """The newest figures, for looking back at them."""
        answers = self.snapshot()
        return self.cached(("history", answers.vintage), lambda: PublishedFigures(answers.figures))

    @property
    def file_archive(self) -> FileArchive:
        """The files that were handed in, as they came."""
        return FileArchive(self.settings.originals)

    def close(self) -> None:
        """Stop watching and let go of the store."""
        self._closing.set()
        self.store.close()

    def _watch(self) -> None:
        while not self._closing.wait(WATCH_SECONDS):
            with suppress(StoreUnreachable):  # the pages go on with what they have; /readyz tells the operator
                self.refresh()

    def _load(self, vintage: int) -> Snapshot:
        return self._answering(self._known(self.store.figures(vintage)))

    def _grown(self, added: Figures) -> Snapshot:
        """The newest answers with what came since, which is much sooner read than everything."""
        held = self.snapshot(self._newest) if self._newest else None
        if held is None:
            return self._load(added.vintage)
        return self._answering(with_changes(held.figures, self._known(added)))

    def _answering(self, figures: Figures) -> Snapshot:
        small = DisclosureRules(
            self.settings.small_below, self.settings.suppress_below, self.catalogue.rules, self.catalogue.indicators
        )
        registry = self.registry_at(figures.vintage)
        answers = GuardedSnapshot(figures, registry, self.catalogue.measures, small)
        answers.targets = targets_at(self.store.targets.all(), figures.vintage)
        return answers

    def _known(self, figures: Figures) -> Figures:
        """The figures of localities that the registry has (without the sample province it lacks some)."""
        registry = self.registry_at(figures.vintage)
        present = [key for key in figures.localities if key in registry]
        return figures if len(present) == len(figures.localities) else figures.only(present)


def _not_begun_on(today: date) -> Callable[[Locality, Period], Message | None]:
    """A period takes figures from its first day on."""

    def why(locality: Locality, period: Period) -> Message | None:
        if period.first <= today:
            return None
        return Message(N_("This period is not open yet: it begins on {day}."), {"day": period.first})

    return why


def open_workspace(settings: Settings) -> Workspace:
    """Open the store, and fill it with the registry and the figures that ship with the product if it is new.

    Raises `StoreUnreachable`, `StoreNewer`, `CatalogueFault`.
    """
    catalogue = load_catalogue(settings.data)
    store = Store.open(settings.address)
    registry = register(store, settings)
    fill(store, settings, catalogue, registry)
    return Workspace(settings, store, catalogue, registry)


@cache
def current() -> Workspace:
    """The workspace of this process, opened when first asked for and watching for new vintages."""
    workspace = open_workspace(settings())
    workspace.watch()
    return workspace
