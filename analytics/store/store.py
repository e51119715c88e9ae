"""The store: a folder with one live DuckDB file that writers take turns at, and numbered snapshots to read.

    store/
      live.duckdb            opened only while the lock is held
      lock
      read-00000042.duckdb   immutable; readers open the newest
      backup-v1-….duckdb     kept before a migration
      live.fresh             while the file is written anew

A writer takes the lock, opens the live file, commits one transaction, closes it and publishes a copy under the
next number. A process that is killed leaves the last committed state; the next one publishes what was missed.

A database file keeps old pages. A transaction that calls `leave_no_trace` has the file written anew, and every older
copy removed, before its state is published; if the process is killed in between, the next one does it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from analytics.errors import NotAllowed, Refused, StoreBusy, StoreTooNew
from analytics.store import migrations, timelines
from analytics.store.database import OLDEST_READER, connected
from analytics.store.faults import translated
from analytics.store.reader import Reader, Snapshot, opened
from analytics.store.viewer import Role, Viewer
from analytics.store.writer import Writer

KEEP_SNAPSHOTS = 3
WAIT_FOR_WRITER = 60.0


def _written_anew(connection: duckdb.DuckDBPyConnection, target: Path) -> Path:
    """A fresh file with what the connection's database holds; closes the connection."""
    target.unlink(missing_ok=True)
    path = str(target).replace("'", "''")
    try:
        [name] = connection.execute("select current_database()").fetchone() or ("live",)
        connection.execute(f"attach '{path}' as fresh (storage_version '{OLDEST_READER}')")
        connection.execute(f'copy from database "{name}" to fresh')
        connection.execute("checkpoint fresh")
        connection.execute("detach fresh")
    finally:
        connection.close()
    return target


def _version_of(path: Path) -> int:
    with opened(path) as connection:
        return migrations.version_of(connection)


class Store:
    """A store in a folder. Opening makes it, migrates it and publishes what a crash left unpublished.

    Raises StoreTooNew, and touches nothing, when a newer version of the program wrote it.
    """

    def __init__(self, folder: Path | str, wait: float = WAIT_FOR_WRITER) -> None:
        self.folder = Path(folder)
        self.live = self.folder / "live.duckdb"
        self.wait = wait
        self._make_folder()
        try:
            self._open(timeout=0)
        except StoreBusy:
            # Another process is writing. It publishes when it is done; wait only if there is nothing to read.
            if self.newest() is None:
                self._open(timeout=wait)

    # --- reading -----------------------------------------------------------------------------------------

    def newest(self) -> Path | None:
        """The newest snapshot's path; its number is the cache key of everything read from it."""
        return max(self.folder.glob("read-*.duckdb"), default=None, key=lambda path: path.stem)

    def snapshot(self) -> Snapshot:
        """Opens the newest snapshot. Retries when a writer removes an old one in between.

        Raises Refused where there is none to read.
        """
        for _ in range(10):
            newest = self.newest()
            if newest is None:
                break
            try:
                return Snapshot(newest)
            except duckdb.IOException:
                if newest.exists():
                    raise
        raise Refused(f"There is no snapshot to read in {self.folder}.", "Open the store once for writing.")

    @contextmanager
    def reading(self, viewer: Viewer) -> Iterator[Reader]:
        """A reader on the newest snapshot, closed at the end."""
        snapshot = self.snapshot()
        try:
            yield snapshot.reader(viewer)
        finally:
            snapshot.close()

    # --- writing -----------------------------------------------------------------------------------------

    @contextmanager
    def writing(self, viewer: Viewer, now: datetime | None = None) -> Iterator[Writer]:
        """One transaction on the live file: committed and published at the end, undone on any error.

        What it writes is recorded under the moment `now`, by default the clock's. Raises StoreBusy when another writer
        holds the lock longer than the store waits. Raises NotAllowed for an analyst.
        """
        if viewer.role is Role.ANALYST:
            raise NotAllowed("An analyst reads; changes are made by the applicant or by staff.")
        with self._locked(self.wait):
            connection = self._connect()
            try:
                connection.execute("begin")
                yield Writer(connection, viewer, now or datetime.now())
                with translated():
                    self._finish(connection, viewer)
            finally:
                connection.close()
            self._publish()

    def _finish(self, connection: duckdb.DuckDBPyConnection, viewer: Viewer) -> None:
        timelines.derive(connection, viewer.applicant_id)
        connection.execute("insert into commits select max(number) + 1, now()::timestamp from commits")
        connection.execute("commit")

    # --- the folder --------------------------------------------------------------------------------------

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise Refused(f"{self.folder} is not a folder.", "Choose another place with --store.") from error
        except PermissionError as error:
            raise Refused(f"{self.folder} can't be written.", "Choose another place with --store.") from error

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        lock = FileLock(self.folder / "lock", timeout=timeout)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreBusy(
                "Another program is still writing to this store.", "Wait until it is done and try again."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        connection = connected(self.live)
        connection.execute("set preserve_insertion_order = false")
        # What a log of millions needs beyond this goes to disk for the while, beside the live file.
        connection.execute("set memory_limit = '1200MB'")
        return connection

    def _open(self, timeout: float) -> None:
        with self._locked(timeout):
            self._refuse_newer()
            self._migrate()
            self._publish()

    def _version(self) -> int:
        if not self.live.exists():
            return 0
        try:
            return _version_of(self.live)
        except (duckdb.SerializationException, duckdb.IOException, duckdb.InvalidInputException) as error:
            raise StoreTooNew(
                f"{self.live} can't be read: {str(error).splitlines()[0]}",
                "If a newer version of Stepping Stone wrote it, use that one; nothing was changed.",
            ) from error

    def _refuse_newer(self) -> None:
        if self._version() > migrations.newest():
            raise StoreTooNew(
                f"The store in {self.folder} was written by a newer version of Stepping Stone.",
                "Install that version again; nothing was changed.",
            )

    def _migrate(self) -> None:
        before = self._version()
        if before == migrations.newest():
            return
        # First what the live file's version then vouches for.
        self._migrate_released()
        if before:
            when = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            shutil.copyfile(self.live, self.folder / f"backup-v{before}-{when}.duckdb")
        connection = self._connect()
        try:
            migrations.apply(connection)
        finally:
            connection.close()

    def _migrate_released(self) -> None:
        """Frozen states are read by today's queries too."""
        for released in self.folder.glob("released-*.duckdb"):
            if _version_of(released) < migrations.newest():
                migrated = released.with_name("live.fresh-released")
                shutil.copyfile(released, migrated)
                with connected(migrated) as connection:
                    migrations.apply_to_frozen(connection)
                migrated.replace(released)

    def _publish(self) -> None:
        """Copies the closed live file under its commit number, unless that number is out already."""
        if self.live.with_name("live.duckdb.wal").exists():
            # A process was killed after its commit: what it committed is in the log beside the file.
            with self._connect() as connection:
                connection.execute("checkpoint")
        with duckdb.connect(str(self.live), read_only=True) as connection:
            row = connection.execute("select max(number), (select count(*) from rewrites_due) from commits").fetchone()
        number, rewrites_due = row or (0, 0)
        if rewrites_due:
            self._rewrite()
        target = self.folder / f"read-{number:08d}.duckdb"
        if not target.exists():
            unfinished = target.with_suffix(".unfinished")
            shutil.copyfile(self.live, unfinished)
            unfinished.replace(target)
        if rewrites_due:
            self._remove_older(target)
        self._tidy()

    def _rewrite(self) -> None:
        """Puts fresh files with the same contents, and no old pages, in the place of the live one and of releases."""
        _written_anew(self._connect(), self.folder / "live.fresh").replace(self.live)
        for released in self.folder.glob("released-*.duckdb"):
            scratch = self.folder / "live.fresh-scratch"
            shutil.copyfile(released, scratch)
            connection = connected(scratch)
            # Released counts never read the journal; a frozen state has no need to remember it.
            connection.execute("delete from journal")
            _written_anew(connection, self.folder / "live.fresh-released").replace(released)
            scratch.unlink()

    def _remove_older(self, newest: Path) -> None:
        """Removes every copy but the newest, and only then takes the promise as kept."""
        older = [*self.folder.glob("read-*"), *self.folder.glob("backup-*.duckdb")]
        older.remove(newest)
        self._remove(older)
        if not any(path.exists() for path in older):
            with self._connect() as connection:
                connection.execute("truncate rewrites_due")

    def _tidy(self) -> None:
        old = sorted(self.folder.glob("read-*.duckdb"))[:-KEEP_SNAPSHOTS]
        self._remove([*old, *self.folder.glob("read-*.unfinished"), *self.folder.glob("live.fresh*")])

    @staticmethod
    def _remove(paths: list[Path]) -> None:
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:  # Windows keeps a file that is open; the next writer removes it.
                continue
