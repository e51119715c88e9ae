"""Which file of a store's folder holds, and that none of them is taken for another.

`manifest.json` is written last and synced. It names the store by the moment of its first commit, the newest commit that
was published, and the checksums of the live file as it was left and of each copy:

    {"store": "2026-11-25 01:12:03.123456", "commit": 42, "live": "91c0…", "copies": {"read-00000042.duckdb": "5f70…"}}

Files with these checksums are what was written. Others (a crash came before the manifest, or the store is of a version
without one) are read to their end before they are trusted. A live file that is missing, damaged, older than the newest
copy or another store's is never written to: it is set aside and made anew from the newest whole copy, or refused where
there is none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from analytics.errors import Refused, SteppingStoneError, StoreDamaged, StoreRestored, StoreTooNew
from analytics.store import files, migrations
from analytics.store.faults import as_ours

LIVE, MANIFEST = "live.duckdb", "manifest.json"

PUT_BACK = f"copy it into an empty folder as {LIVE} and name that folder with --store"
"""What to do with a file that `steppingstone backup` wrote."""

NOTHING_WHOLE = f"If there is a file that `steppingstone backup` wrote, {PUT_BACK}; or restore an export there."


@dataclass(frozen=True)
class State:
    """What a database file says of itself: whose it is, its newest commit, its schema, and a promise to be kept."""

    store: str
    commit: int
    version: int
    rewrites_due: int


@dataclass(frozen=True)
class Manifest:
    """What the folder says of its files."""

    store: str = ""
    commit: int = 0
    live: str = ""
    copies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Manifest:
        """The folder's manifest; an empty one where there is none that can be read, as in a store of before."""
        try:
            written = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            return cls(str(written["store"]), int(written["commit"]), str(written["live"]), dict(written["copies"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return cls()

    def write(self, folder: Path) -> None:
        files.write(folder / MANIFEST, json.dumps(asdict(self), indent=1).encode())


def copies(folder: Path) -> Iterator[Path]:
    """The published copies, newest first."""
    yield from sorted(folder.glob("read-*.duckdb"), reverse=True)


def number_of(path: Path) -> int:
    """The commit that a copy is of: read-00000042.duckdb is of commit 42."""
    return int(path.stem.rpartition("-")[2])


def state_of(path: Path) -> State:
    """Raises StoreTooNew for a file of a newer version, StoreDamaged or Refused for one that can't be opened."""
    try:
        with files.opened(path) as connection:
            version = migrations.version_of(connection)
            if version > migrations.newest():
                raise StoreTooNew(
                    f"{path} was written by a newer version of Stepping Stone.",
                    "Install that version again; nothing was changed.",
                )
            if not version:
                raise Refused(f"{path} is no store of Stepping Stone.", "Choose another place with --store.")
            [(store, commit, rewrites_due)] = connection.execute(
                "select min(committed_at)::varchar, max(number), (select count(*) from rewrites_due) from commits"
            ).fetchall()
    except duckdb.Error as error:
        raise as_ours(error) from error
    return State(store, commit, version, rewrites_due)


def is_whole(copy: Path, manifest: Manifest) -> bool:
    """Whether a published copy is what was written."""
    written = manifest.copies.get(copy.name)
    try:
        if written is None:
            files.check_whole(copy)
        return written is None or files.checksum(copy) == written
    except FileNotFoundError:  # A writer removed it in between.
        return False
    except SteppingStoneError:
        return False


def newest_whole(folder: Path, manifest: Manifest) -> tuple[Path, State] | None:
    """The newest copy of this store that is what was written."""
    for copy in copies(folder):
        if is_whole(copy, manifest):
            state = state_of(copy)
            if manifest.store in ("", state.store) and state.commit == number_of(copy):
                return copy, state
    return None


def mend(folder: Path) -> StoreRestored | None:
    """Sees to it that the live file is whole and the newest there is; the caller holds the lock.

    Returns what had to be done, None where nothing had. Raises StoreDamaged where nothing whole is left, StoreTooNew
    where a newer version wrote the file.
    """
    live, manifest = folder / LIVE, Manifest.of(folder)
    highest = max([manifest.commit, *map(number_of, copies(folder))])
    if (not highest and not live.exists()) or _is_as_left(live, manifest):
        return None
    wrong = wrong_with(live, manifest.store, highest)
    if wrong is None:
        return None
    found = newest_whole(folder, manifest)
    if found is None:
        raise StoreDamaged(f"{live} {wrong}, and no whole copy is beside it.", NOTHING_WHOLE)
    copy, state = found
    aside = _set_aside(live)
    files.copy(copy, live)
    files.sync(folder)
    lost = f" What was stored after that, up to commit {highest}, is lost." if state.commit < highest else ""
    kept = f" The file itself is kept as {aside.name}." if aside else ""
    return StoreRestored(
        f"{live.name} {wrong}. It was made anew from the newest whole copy, of commit {state.commit}.{lost}{kept}",
        "Run `steppingstone check`, and see to the disk if it happens again.",
    )


def _is_as_left(live: Path, manifest: Manifest) -> bool:
    return (
        live.exists()
        and not live.with_name(LIVE + ".wal").exists()
        and bool(manifest.live)
        and files.checksum(live) == manifest.live
    )


def wrong_with(live: Path, store: str, highest: int) -> str | None:
    """What keeps the live file from being written to, in words that follow its name."""
    if not live.exists():
        return "is missing"
    try:
        state = state_of(live)
        files.check_whole(live)
    except StoreDamaged:
        return "is damaged"
    if store not in ("", state.store):
        return "is of another store"
    return f"is older than its copies (commit {state.commit} of {highest})" if state.commit < highest else None


def _set_aside(live: Path) -> Path | None:
    """Keeps a file that is not written to any more, with what DuckDB had beside it."""
    if not live.exists():
        return None
    when = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = live.with_name(f"aside-{when}.duckdb")
    live.replace(aside)
    log = live.with_name(LIVE + ".wal")
    if log.exists():
        log.replace(aside.with_name(aside.name + ".wal"))
    return aside
