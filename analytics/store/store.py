"""The store: a folder with one live DuckDB file that writers take turns at, and numbered snapshots to read.

    store/
      live.duckdb            opened only while the lock is held
      lock
      read-00000042.duckdb   immutable; readers open the newest that is whole
      manifest.json          whose they are, up to which commit, and their checksums (lineage.py)
      backup-v1-….duckdb     kept before a migration
      aside-….duckdb         a live file that could not be trusted any more
      live.fresh             while the file is written anew

A writer takes the lock, sees to it that the live file is whole, commits one transaction, closes the file and publishes
a copy under the next number. A process that is killed leaves the last committed state; the next one publishes what was
missed. Committing and publishing are two things: once a transaction is committed, its caller is never told that it
failed, and `Store.notice` says why it isn't shown yet. Reading needs no right to write.

A copy is read back before older ones go, and at least one older stays. A database file keeps old pages, though: a
transaction that calls `leave_no_trace` has the file written anew, and every older copy removed once the new one is
read back; if the process is killed in between, the next one does it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from analytics.errors import (
    DiskFull,
    NotAllowed,
    NotPermitted,
    NotShownYet,
    Refused,
    SteppingStoneError,
    StoreBusy,
    StoreDamaged,
    StoreRestored,
)
from analytics.store import derived, files, lineage, migrations
from analytics.store.database import OLDEST_READER, connected
from analytics.store.faults import RAISED, UNFINISHED, as_ours, translated
from analytics.store.reader import Reader, Snapshot
from analytics.store.viewer import Role, Viewer
from analytics.store.writer import Writer

KEEP_SNAPSHOTS = 3
KEEP_ASIDE = 2
WAIT_FOR_WRITER = 60.0


def _written_anew(connection: duckdb.DuckDBPyConnection, target: Path) -> Path:
    """A fresh, synced file with what the connection's database holds; closes the connection."""
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
    files.sync(target)
    return target


class Store:
    """A store in a folder. Opening makes it, migrates it and publishes what a crash left unpublished.

    Where the folder can't be written, or its live file can't be trusted and no copy can take its place, the newest
    whole copy is read all the same, and `notice` says so. Raises StoreTooNew, and touches nothing, when a newer
    version of the program wrote it; what keeps it from being opened where there is nothing to read.
    """

    def __init__(self, folder: Path | str, wait: float = WAIT_FOR_WRITER) -> None:
        self.folder = Path(folder)
        self.live = self.folder / lineage.LIVE
        self.wait = wait
        self.notice: SteppingStoneError | None = None
        """What whoever reads or writes here should know: said by pages and commands, never raised."""
        self._whole: dict[tuple[Path, int, int], bool] = {}
        self._make_folder()
        try:
            self._open(timeout=0)
        except StoreBusy:
            # Another process is writing. It publishes when it is done; wait only if there is nothing to read.
            if self.newest() is None:
                self._open(timeout=wait)
        except (NotPermitted, DiskFull, StoreDamaged) as error:
            if self._readable() is None:
                raise
            self.notice = error

    def _readable(self) -> Path | None:
        """The newest copy, where today's queries can read it."""
        newest = self.newest()
        return newest if newest and lineage.state_of(newest).version == migrations.newest() else None

    # --- reading -----------------------------------------------------------------------------------------

    def newest(self) -> Path | None:
        """The newest whole snapshot's path; its number is the cache key of everything read from it."""
        manifest = lineage.Manifest.of(self.folder)
        # A copy that the manifest doesn't name yet is still being published.
        published = [copy for copy in lineage.copies(self.folder) if copy.name in manifest.copies]
        for copy in published or lineage.copies(self.folder):
            if self._is_whole(copy, manifest):
                return copy
        return None

    def to_read(self) -> Path:
        """The newest whole snapshot's path; made from the live file where all copies were taken away.

        Raises what `snapshot` raises.
        """
        newest = self.newest()
        if newest is None and self.live.exists():
            self._open(timeout=self.wait)
            newest = self.newest()
        if newest is None:
            raise self._nothing_to_read()
        return newest

    def _is_whole(self, copy: Path, manifest: lineage.Manifest) -> bool:
        """Whether a copy is what was written; looked at once, and again when it has changed."""
        try:
            now = copy.stat()
        except FileNotFoundError:  # A writer removed it in between.
            return False
        seen = (copy, now.st_mtime_ns, now.st_size)
        if seen not in self._whole:
            self._whole[seen] = self._looked_at(copy, manifest)
        return self._whole[seen]

    def _looked_at(self, copy: Path, manifest: lineage.Manifest) -> bool:
        whole = lineage.is_whole(copy, manifest)
        if not whole and copy.exists():
            self.notice = StoreDamaged(
                f"{copy.name} is damaged, so what is shown is of a commit before it.",
                "Run `steppingstone check`; the next change makes a new copy.",
            )
        return whole

    def snapshot(self) -> Snapshot:
        """Opens the newest snapshot. Retries when a writer removes an old one in between.

        Raises Refused where there is none to read, StoreDamaged where none of those there are can be read.
        """
        for _ in range(10):
            newest = self.to_read()
            try:
                return Snapshot(newest)
            except duckdb.Error as error:
                if newest.exists():
                    raise as_ours(error) from error
        raise self._nothing_to_read()

    def _nothing_to_read(self) -> SteppingStoneError:
        if any(lineage.copies(self.folder)):
            return StoreDamaged(f"No copy in {self.folder} can be read any more.", lineage.NOTHING_WHOLE)
        return Refused(
            f"There is nothing to read in {self.folder}: no copy of the store is there.",
            "If files were removed, put them back; then start Stepping Stone again.",
        )

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

        What it writes is recorded under the moment `now`, by default the clock's. Raises StoreBusy when another
        writer holds the lock longer than the store waits; DiskFull, NotPermitted or StoreDamaged where nothing could be
        stored; NotAllowed for an analyst. Where something was stored and can't be shown yet, nothing is raised and
        `notice` says so.
        """
        if viewer.role is Role.ANALYST:
            raise NotAllowed("An analyst reads; changes are made by the applicant or by staff.")
        with self._locked(self.wait):
            mended = self._mend()
            if not self.live.exists():
                raise self._nothing_to_read()
            with translated():
                connection = self._connect()
            try:
                with translated():
                    connection.execute("begin")
                writer = Writer(connection, viewer, now or datetime.now())
                yield writer
                with translated():
                    self._finish(connection, writer)
            finally:
                # What closing can't write into the file stays in the log beside it, and is read from there.
                with suppress(*RAISED):
                    connection.close()
            self._published(mended)

    def _finish(self, connection: duckdb.DuckDBPyConnection, writer: Writer) -> None:
        writer.check_words()
        [person] = writer.people if len(writer.people) == 1 else [writer.viewer.applicant_id]
        derived.derive(connection, person, writer.changed)
        connection.execute(
            "insert into commits by name"
            " select max(number) + 1 as number, now()::timestamp as committed_at, $applicant as applicant_id"
            " from commits",
            {"applicant": person},
        )
        [(number,)] = connection.execute("select max(number) from commits").fetchall()
        try:
            connection.execute("commit")
        except RAISED:
            # An error may come before or after what it is about: only the file tells whether it was stored.
            connection.close()
            if lineage.state_of(self.live).commit != number:
                raise

    def _published(self, mended: StoreRestored | None) -> None:
        """Publishes what is committed; what keeps it from that is said, as the commit holds."""
        try:
            self._publish()
            self.notice = mended
        except (*RAISED, SteppingStoneError) as error:
            ours = as_ours(error) if isinstance(error, RAISED) else error
            self.notice = NotShownYet(
                f"Your change is stored. It could not be shown yet: {getattr(ours, 'what_happened', ours)}",
                "Don't enter it again; it appears once that is mended and the dashboard is opened anew.",
            )

    # --- the folder --------------------------------------------------------------------------------------

    def _make_folder(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = "is not a folder" if self.folder.exists() else f"can't be made: {error.strerror}"
            raise Refused(f"{self.folder} {why}.", "Choose another place with --store.") from error

    @contextmanager
    def _locked(self, timeout: float) -> Iterator[None]:
        lock = FileLock(self.folder / "lock", timeout=timeout)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreBusy(
                "Another program is still writing to this store.", "Wait until it is done and try again."
            ) from error
        except OSError as error:
            raise as_ours(error) from error
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
            self._mend()
            with translated():
                self._migrate()
                self._publish()

    def _mend(self) -> StoreRestored | None:
        """Sees to it that the live file is whole and the newest. Returns what had to be done, and notes it."""
        with translated():
            mended = lineage.mend(self.folder)
        if mended:
            self.notice = mended
        return mended

    def _migrate(self) -> None:
        before = lineage.state_of(self.live).version if self.live.exists() else 0
        if before == migrations.newest():
            return
        if before:
            when = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
            files.copy(self.live, self.folder / f"backup-v{before}-{when}.duckdb")
        connection = self._connect()
        try:
            migrations.apply(connection)
        finally:
            connection.close()

    def _publish(self) -> None:
        """Copies the closed live file under its commit number, unless that number is out already."""
        if self.live.with_name("live.duckdb.wal").exists():
            # A process was killed after its commit: what it committed is in the log beside the file.
            with self._connect() as connection:
                connection.execute("checkpoint")
        state = lineage.state_of(self.live)
        if state.rewrites_due:
            self._rewrite()
        target = self.folder / f"read-{state.commit:08d}.duckdb"
        manifest = lineage.Manifest.of(self.folder)
        live = files.checksum(self.live)
        if target.exists() and lineage.is_whole(target, manifest):
            written = manifest.copies.get(target.name) or files.checksum(target)
        else:
            self._remove_unfinished()
            written = self._copy_out(target, live)
        self._name(state, live, {target.name: written})
        if state.rewrites_due:
            self._remove_older(target)
            self._name(state, files.checksum(self.live), {})
        self._tidy()

    def _copy_out(self, target: Path, live: str) -> str:
        """A copy of the live file, synced and read back. Returns its checksum."""
        unfinished = files.unfinished(target)
        files.copy(self.live, unfinished)
        try:
            written = files.checksum(unfinished)
            if written != live:
                raise StoreDamaged(f"{target.name} did not become what it is a copy of.", "See to the disk.")
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        files.sync(self.folder)
        return written

    def _name(self, state: lineage.State, live: str, written: dict[str, str]) -> None:
        """Names the live file and the copies in the manifest, whereby the newest is published."""
        before = lineage.Manifest.of(self.folder)
        names = {copy.name for copy in lineage.copies(self.folder)}
        kept = {name: checksum for name, checksum in before.copies.items() if name in names}
        after = lineage.Manifest(state.store, state.commit, live, kept | written)
        if after != before:
            after.write(self.folder)

    def _rewrite(self) -> None:
        """Puts a fresh file with the same contents, and no old pages, in the place of the live one."""
        _written_anew(self._connect(), self.folder / "live.fresh").replace(self.live)

    def _remove_older(self, newest: Path) -> None:
        """Removes every copy but the newest, and only then takes the promise as kept."""
        older = [path for kind in ("read-*", "backup-*", "aside-*") for path in self.folder.glob(kind)]
        older.remove(newest)
        self._remove(older)
        if not any(path.exists() for path in older):
            with self._connect() as connection:
                connection.execute("truncate rewrites_due")

    def _tidy(self) -> None:
        old = [*sorted(self.folder.glob("read-*.duckdb"))[:-KEEP_SNAPSHOTS]]
        # Earlier versions froze students' rows for their releases; nothing reads them any more.
        frozen = [*self.folder.glob("released-*.duckdb"), *self.folder.glob("release.*")]
        self._remove([*old, *sorted(self.folder.glob("aside-*"))[:-KEEP_ASIDE], *frozen])
        self._remove_unfinished()

    def _remove_unfinished(self) -> None:
        self._remove([*self.folder.glob(f"*{UNFINISHED}"), *self.folder.glob("live.fresh*")])

    @staticmethod
    def _remove(paths: list[Path]) -> None:
        for path in paths:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:  # Windows keeps a file that is open; the next writer removes it.
                continue
