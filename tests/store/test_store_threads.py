"""Many readers and writers at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import text

from dxkpi.store import Store

from .helpers import HUE, HUONG_TRA, behind, cells, seen, send

WRITERS, FILES_EACH = 2, 8


def test_writers_come_one_after_another_and_nothing_is_lost(store: Store) -> None:
    """Two programs with eight files each: sixteen vintages without a gap, sixteen measures."""

    def write(writer: int) -> list[int | None]:
        with Store.open(store.address) as own:
            return [send(own, seen(number, measure=f"m{writer}_{number}")).vintage for number in range(FILES_EACH)]

    with ThreadPoolExecutor(WRITERS) as pool:
        vintages = [vintage for written in pool.map(write, range(WRITERS)) for vintage in written]
    assert sorted(vintages) == list(range(1, WRITERS * FILES_EACH + 1))
    assert len(cells(store.figures())) == WRITERS * FILES_EACH
    assert store.check() == []


def test_readers_see_one_moment_while_another_writes(store: Store) -> None:
    """Each file sets both units to one number; no reader ever sees two numbers."""
    done = threading.Event()

    def read(_: int) -> list[set[float]]:
        values = []
        while not done.is_set() or not values:
            values.append({value for value, _ in cells(store.figures()).values()})
        return values

    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read, number) for number in range(3)]
        for number in range(10):
            send(store, seen(number), seen(number, HUE))
        done.set()
        for reader in readers:
            assert all(len(numbers) <= 1 for numbers in reader.result())


def test_a_reader_does_not_wait_for_a_writer_that_has_not_finished(store: Store) -> None:
    """While somebody holds the store half written, the last vintage is read at once."""
    send(store, seen(10))
    with behind(store) as connection:
        connection.execute(text("UPDATE localities SET name = 'x'"))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(lambda: cells(store.figures())).result(timeout=5)
            assert pool.submit(lambda: {locality.name for locality in store.localities()}).result(timeout=5) != {"x"}


def test_two_programs_that_start_at_once_make_one_store(empty_address: str) -> None:
    """The second finds what the first has made."""

    def start(_: int) -> tuple[str, str]:
        with Store.open(empty_address) as store:
            return store.status()

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(start, range(3)))) == 1


def test_a_long_history_of_one_locality_is_not_touched_by_another(store: Store) -> None:
    """Revisions are those of the locality that was asked for."""
    send(store, *(seen(1, locality) for locality in (HUE, HUONG_TRA)))
    send(store, seen(2, HUE))
    assert {locality: len(revisions) for locality, revisions in store.corrected().items()} == {HUE: 2}
