"""Nothing is lost on disks as they are: full ones, read-only folders, and file systems that can do less or more.

File systems of their own are mounted for it, which needs root; elsewhere these tests say so and are left out. What is
said at each fault of a file is in test_durability.py.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics.errors import DiskFull, NotPermitted
from analytics.store import Store, files, lineage
from analytics.store.checking import check
from tests.test_durability import ME, a_store, add, held

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
NOBODY = 65_534
needs_root = pytest.mark.skipif(not ROOT, reason="only root may mount a file system or become somebody else")


@contextlib.contextmanager
def mounted(folder: Path, *how: str) -> Iterator[Path]:
    """A file system of its own in a folder; the test is left out where it can't be mounted, as in most containers."""
    folder.mkdir()
    made = subprocess.run(["mount", *how, str(folder)], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"no file system can be mounted here: {made.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def with_shared_blocks(tmp_path: Path) -> Iterator[Path]:
    """A small Btrfs, on which copies share their blocks."""
    if shutil.which("mkfs.btrfs") is None:
        pytest.skip("mkfs.btrfs is not installed")
    image = tmp_path / "image"
    image.touch()
    os.truncate(image, 128 * 2**20)
    subprocess.run(["mkfs.btrfs", "-q", str(image)], check=True, capture_output=True)
    with mounted(tmp_path / "disk", "-o", "loop", str(image)) as disk:
        yield disk


def fill_up(folder: Path, leave: int = 0) -> Path:
    """Fills a disk but for so many bytes."""
    ballast = folder / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            continue
    os.truncate(ballast, max(0, ballast.stat().st_size - leave))
    return ballast


# --- a full disk -----------------------------------------------------------------------------------------------


@needs_root
@pytest.mark.parametrize("left", [0, 100_000, 700_000, 1_200_000, 1_700_000])
def test_on_a_full_disk_what_was_stored_is_read_and_nothing_is_half_stored(tmp_path: Path, left: int) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=16m", "tmpfs") as disk:
        store = a_store(disk / "store", entries=3)
        before = held(store)
        ballast = fill_up(disk, leave=left)
        told = []
        for name in ("first", "second"):
            try:
                add(store, name)
                told.append(name)
            except DiskFull as error:
                assert "Free some space" in error.what_to_do
        assert held(Store(store.folder)) in (before, sorted([*before, *told]))
        assert [path.name for path in store.folder.iterdir() if "unfinished" in path.name] == []
        ballast.unlink()
        # Room again: everything that was said to be stored is there, and once.
        again = Store(store.folder)
        assert held(again) == sorted([*before, *told])
        add(again, "third")
        assert held(again) == sorted([*before, *told, "third"])
        assert [finding for finding in check(store.folder) if finding.wrong] == []


@needs_root
def test_a_full_disk_is_said_once_by_every_command_and_never_as_a_traceback(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("Company,Role,Applied,Status\nAlder,Dev,2026-01-05,Rejected\n", encoding="utf-8")
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=6m", "tmpfs") as disk:
        a_store(disk / "store", entries=2)
        fill_up(disk)
        for command, works in (
            (["import", str(log)], False),
            (["backup", str(disk / "copy.duckdb")], False),
            (["export", str(disk / "mine.zip")], False),
            (["response-times"], True),
            (["requests"], True),
        ):
            done = steppingstone(*command, "--store", str(disk / "store"))
            assert "Traceback" not in done.stderr, command
            assert (done.returncode == 0) is works, (command, done.stderr)
            if not works:
                assert done.stderr.lower().count("no space") == 1, (command, done.stderr)
                assert len(done.stderr.splitlines()) == 1, (command, done.stderr)
        assert held(Store(disk / "store")) == ["contact 0", "contact 1"]


def steppingstone(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "steppingstone"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


# --- folders that may not be written ---------------------------------------------------------------------------


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """Root may write everywhere, so what follows is done as a user who may not."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@needs_root
def test_a_folder_that_belongs_to_somebody_else_is_read_and_a_change_is_refused_with_the_cause() -> None:
    # pytest's own folders are closed to everybody else.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        before = held(a_store(Path(folder) / "store"))
        files_before = {path: path.read_bytes() for path in Path(folder, "store").iterdir()}
        with as_nobody():
            store = Store(Path(folder) / "store")
            assert isinstance(store.notice, NotPermitted)
            assert held(store) == before
            with pytest.raises(NotPermitted, match="may not be read or written"):
                add(store, "never stored")
        assert {path: path.read_bytes() for path in Path(folder, "store").iterdir()} == files_before


@needs_root
def test_a_read_only_disk_is_read(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=12m", "tmpfs") as disk:
        before = held(a_store(disk / "store"))
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        store = Store(disk / "store")
        assert held(store) == before
        with pytest.raises(NotPermitted):
            add(store, "never stored")


# --- what a file system can't do, or can do better ------------------------------------------------------------


def test_a_file_system_without_links_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impossible(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    for name in ("link", "symlink"):
        monkeypatch.setattr(os, name, impossible)
    store = a_store(tmp_path)
    with store.writing(ME) as writer:
        writer.leave_no_trace()
    store.live.unlink()
    assert held(Store(tmp_path)) == [f"contact {number}" for number in range(5)]


@needs_root
def test_where_files_can_share_blocks_a_copy_does(tmp_path: Path) -> None:
    with with_shared_blocks(tmp_path) as disk:
        original = disk / "original"
        original.write_bytes(os.urandom(16 * 2**20))
        files.sync(original)
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        for number in range(4):  # More than there would be room for.
            files.copy(original, disk / f"copy {number}")
            assert files.checksum(disk / f"copy {number}") == files.checksum(original)
        assert free - os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize < 8 * 2**20


@needs_root
def test_a_store_on_shared_blocks_holds_when_its_live_file_is_written_over(tmp_path: Path) -> None:
    with with_shared_blocks(tmp_path) as disk:
        store = a_store(disk / "store")
        newest = store.newest()
        assert newest
        store.live.write_bytes(b"\0" * 4096)
        assert lineage.is_whole(newest, lineage.Manifest.of(store.folder))
        assert held(Store(store.folder)) == [f"contact {number}" for number in range(5)]
