"""Every step of every write fails once: with an error, by a kill, and by a power loss that drops what was not synced.

After each the store opens, its state is the one before or the one after, and whoever was told that it worked finds it
there. A few steps of each are tried here; `STEPPINGSTONE_EVERY_FAULT=1 pytest tests/test_faults.py` tries every one.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from analytics.errors import SteppingStoneError
from analytics.ingest.importing import Source, import_file, undo_import
from analytics.ingest.reading import Answers
from analytics.store import Store, Viewer, owner
from analytics.store.exporting import export, restore

ME, NOW = Viewer.applicant(1), datetime(2026, 6, 1, 12)
OLDER = Path(__file__).parent / "older" / "v1" / "store.zip"
LOG = "Company,Role,Applied,Status\n" + "".join(f"Employer {n},Dev,2026-01-{n:02},Rejected\n" for n in range(1, 9))
EVERY = bool(os.environ.get("STEPPINGSTONE_EVERY_FAULT"))
ENDED = 9
TABLES = ("applications", "events", "journal", "imports", "contacts", "goals")


# --- the moves -------------------------------------------------------------------------------------------------


def _import(store: Store) -> object:
    log = store.folder.parent / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    return import_file(store, ME, Source(log, "log.csv"), Answers(), NOW)


def _undo(store: Store) -> object:
    return undo_import(store, ME, 1, NOW)


def _write(store: Store) -> None:
    with store.writing(ME, NOW) as writer:
        writer.add("journal", written_on=date(2026, 5, 1), mood=3)


def _rewrite(store: Store) -> None:
    with store.writing(ME, NOW) as writer:
        writer.delete("journal", entry_id=1)
        writer.leave_no_trace()


def _restore(store: Store) -> None:
    with store.writing(ME, NOW) as writer:
        restore(writer, io.BytesIO((store.folder.parent / "export.zip").read_bytes()))


def _migrate(store: Store) -> None:
    """Opening an older store is what migrates it."""


def _with_a_log(store: Store) -> None:
    _import(store)
    _write(store)


def _with_an_export(store: Store) -> None:
    other = Store(store.folder.parent / "other")
    owner(other)
    owner(store)
    _with_a_log(other)
    with other.reading(ME) as reader, (store.folder.parent / "export.zip").open("wb") as file:
        export(reader, file, now=NOW)


MOVES: dict[str, tuple[Callable[[Store], object] | None, Callable[[Store], object]]] = {
    "a small write": (_with_a_log, _write),
    "an import": (_write, _import),
    "an undo": (_with_a_log, _undo),
    "a rewrite": (_with_a_log, _rewrite),
    "a restore": (_with_an_export, _restore),
    "a migration": (None, _migrate),
}


# --- the faults ------------------------------------------------------------------------------------------------


class Steps:
    """Counts what is asked of the system and of DuckDB, and lets the n-th go wrong."""

    def __init__(self, at: int, wrong: Callable[[], None]) -> None:
        self.at, self.wrong, self.taken = at, wrong, 0
        self.unsynced: set[Path] = set()
        self.renamed: list[tuple[Path, Path, bytes | None]] = []

    def step(self) -> None:
        self.taken += 1
        if self.taken == self.at:
            self.wrong()

    def lose_power(self) -> None:
        """Drops what was written or renamed and not synced."""
        for before, after, held in reversed(self.renamed):
            if after.exists():
                after.replace(before)
            if held is not None:
                after.write_bytes(held)
        for path in self.unsynced:
            if path.exists():
                os.truncate(path, path.stat().st_size // 2)
        os._exit(ENDED)


class Statements:
    """A DuckDB connection each of whose statements is a step."""

    def __init__(self, connection: Any, steps: Steps) -> None:
        self._connection, self._steps = connection, steps

    def __getattr__(self, name: str) -> Any:
        if name in ("execute", "append"):
            self._steps.step()
        return getattr(self._connection, name)

    def __enter__(self) -> Statements:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()


@contextmanager
def counted(steps: Steps) -> Iterator[None]:
    """Every statement, copy, sync, rename and removal goes through the steps."""
    patch = pytest.MonkeyPatch()
    connect, copyfile, fsync, replace, unlink = duckdb.connect, shutil.copyfile, os.fsync, os.replace, os.unlink

    def copied(source: Any, target: Any, **more: Any) -> Any:
        steps.step()
        steps.unsynced.add(Path(target))
        return copyfile(source, target, **more)

    def synced(handle: int) -> None:
        steps.step()
        path = Path(f"/proc/self/fd/{handle}").readlink()
        steps.unsynced.discard(path)
        steps.renamed = [it for it in steps.renamed if it[1].parent != path]
        fsync(handle)

    def renamed(before: Any, after: Any, **more: Any) -> None:
        steps.step()
        held = Path(after).read_bytes() if Path(after).exists() else None
        replace(before, after, **more)
        steps.renamed.append((Path(before), Path(after), held))

    def removed(path: Any, **more: Any) -> None:
        steps.step()
        unlink(path, **more)

    patch.setattr(duckdb, "connect", lambda *given, **more: Statements(connect(*given, **more), steps))
    patch.setattr(shutil, "copyfile", copied)
    patch.setattr(os, "fsync", synced)
    patch.setattr(os, "replace", renamed)
    patch.setattr(os, "unlink", removed)
    try:
        yield
    finally:
        patch.undo()


def full() -> None:
    raise OSError(28, "No space left on device")


# --- what holds after each -------------------------------------------------------------------------------------


def state(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """What a reader finds once the store was opened without faults."""
    snapshot = Store(folder).snapshot()
    try:
        return {table: snapshot.cursor().execute(f"from {table} order by all").fetchall() for table in TABLES}
    finally:
        snapshot.close()


def prepared(move: str, folder: Path) -> Path:
    before, _ = MOVES[move]
    if before is None:
        with zipfile.ZipFile(OLDER) as archive:
            archive.extractall(folder)
        [live] = folder.rglob("live.duckdb")
        return live.parent
    before(Store(folder / "store"))
    return folder / "store"


def tried(move: str, folder: Path, steps: Steps) -> bool:
    """Whether the caller was told that the move worked."""
    with counted(steps):
        try:
            MOVES[move][1](Store(folder))
        except (SteppingStoneError, OSError, duckdb.Error):
            return False
    return True


def chosen(steps: int) -> range:
    """Every step, or three of them."""
    return range(1, steps + 1, 1 if EVERY else max(1, steps // 3))


def count(move: str, folder: Path) -> int:
    steps = Steps(0, full)
    assert tried(move, folder, steps)
    return steps.taken


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's table of open files")
@pytest.mark.parametrize("move", MOVES)
def test_an_error_at_any_step_leaves_the_state_before_or_says_that_it_worked(tmp_path: Path, move: str) -> None:
    base = prepared(move, tmp_path / "base")
    at_the_end = copy_of(base, tmp_path / "end")
    steps = count(move, at_the_end)
    after = state(at_the_end)
    before = state(copy_of(base, tmp_path / "before"))
    for at in chosen(steps):
        folder = copy_of(base, tmp_path / f"step {at}")
        worked = tried(move, folder, Steps(at, full))
        assert state(folder) == (after if worked else before), f"step {at} of {steps}"
        shutil.rmtree(folder.parent)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's table of open files")
@pytest.mark.parametrize("move", MOVES if EVERY else ["a small write", "a rewrite"])
@pytest.mark.parametrize("fault", ["a kill", "a power loss"])
def test_a_kill_or_power_loss_at_any_step_leaves_the_state_before_or_after(
    tmp_path: Path, move: str, fault: str
) -> None:
    base = prepared(move, tmp_path / "base")
    before = state(copy_of(base, tmp_path / "before"))
    at_the_end = copy_of(base, tmp_path / "end")
    steps = count(move, at_the_end)
    after = state(at_the_end)
    for at in chosen(steps):
        folder = copy_of(base, tmp_path / f"step {at}")
        killed(move, folder, at, fault)
        assert state(folder) in (before, after), f"step {at} of {steps}"
        shutil.rmtree(folder.parent)


def killed(move: str, folder: Path, at: int, fault: str) -> None:
    """The move in a process of its own, which ends at a step."""
    child = multiprocessing.get_context("fork").Process(target=ending, args=(move, folder, at, fault))
    child.start()
    child.join()
    assert child.exitcode == ENDED, "it ended by itself, before the step"


def ending(move: str, folder: Path, at: int, fault: str) -> None:
    steps = Steps(at, full)
    steps.wrong = steps.lose_power if fault == "a power loss" else lambda: os._exit(ENDED)
    tried(move, folder, steps)


def copy_of(base: Path, folder: Path) -> Path:
    """The prepared store once more, with what lies beside it."""
    shutil.copytree(base.parent, folder)
    return folder / base.name
