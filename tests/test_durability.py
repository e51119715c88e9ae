"""Nothing that was stored is lost, whatever happens to the disk: each fault, what is kept, and what is said.

The table in docs/durability.md is what these tests show.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from analytics.errors import NotShownYet, Refused, StoreDamaged, StoreRestored, StoreTooNew
from analytics.store import Store, Viewer, files, lineage
from analytics.store.checking import check

ME = Viewer.applicant(1)


def a_store(folder: Path, entries: int = 5) -> Store:
    """A store with so many contacts, each a commit of its own after the first."""
    store = Store(folder)
    for number in range(entries):
        add(store, f"contact {number}")
    return store


def add(store: Store, name: str) -> None:
    with store.writing(ME) as writer:
        writer.add("contacts", name=name, kind="hr")


def held(store: Store) -> list[str]:
    """The contacts that a reader finds."""
    snapshot = store.snapshot()
    try:
        return [name for (name,) in snapshot.cursor().execute("select name from contacts order by 1").fetchall()]
    finally:
        snapshot.close()


def flip(path: Path, at: float = 0.6) -> None:
    """Turns one byte round, in a block that no small write reads."""
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    path.write_bytes(content)


ALL = [f"contact {number}" for number in range(5)]

LIVE_FAULTS: dict[str, Callable[[Path], object]] = {
    "is missing": lambda live: live.unlink(),
    "is damaged": lambda live: flip(live),
    "is damaged ": lambda live: live.write_bytes(b"not a database at all" * 500),
    "is damaged  ": lambda live: live.write_bytes(live.read_bytes()[: live.stat().st_size // 2]),
    "is older than its copies": lambda live: shutil.copyfile(oldest(live.parent), live),
}


def oldest(folder: Path) -> Path:
    return sorted(folder.glob("read-*"))[0]


@pytest.mark.parametrize("fault", LIVE_FAULTS)
@pytest.mark.parametrize("when", ["at the next start", "before the next write"])
def test_a_live_file_that_can_not_be_trusted_is_made_anew_and_nothing_is_lost(
    tmp_path: Path, fault: str, when: str
) -> None:
    store = a_store(tmp_path)
    LIVE_FAULTS[fault](store.live)
    if when == "at the next start":
        store = Store(tmp_path)
        assert isinstance(store.notice, StoreRestored)
        assert fault.strip() in store.notice.what_happened
        assert held(store) == ALL
        store.notice = None
    add(store, "one more")
    assert isinstance(store.notice, StoreRestored) is (when == "before the next write")
    assert held(store) == [*ALL, "one more"]
    assert held(Store(tmp_path)) == [*ALL, "one more"]


def test_another_stores_live_file_is_set_aside_and_kept(tmp_path: Path) -> None:
    store, other = a_store(tmp_path / "mine"), a_store(tmp_path / "other", entries=9)
    shutil.copyfile(other.live, store.live)
    again = Store(store.folder)
    assert held(again) == ALL
    assert "of another store" in str(again.notice)
    [aside] = store.folder.glob("aside-*")
    assert files.checksum(aside) == files.checksum(other.live)


def test_numbers_never_go_below_the_highest_that_was_published(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    newest = store.newest()
    store.live.unlink()
    add(Store(tmp_path), "one more")
    assert newest
    after = Store(tmp_path).newest()
    assert after
    assert lineage.number_of(after) == lineage.number_of(newest) + 1
    assert newest.exists()


def test_without_any_whole_copy_the_store_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for path in tmp_path.glob("*.duckdb"):
        flip(path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.duckdb")}
    with pytest.raises(StoreDamaged, match="no whole copy is beside it"):
        Store(tmp_path)
    with pytest.raises(StoreDamaged):
        add(store, "never stored")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.duckdb")} == before


@pytest.mark.parametrize("damage", [flip, lambda path: path.write_bytes(b"x"), lambda path: path.unlink()])
def test_reading_falls_back_to_the_newest_whole_copy_and_says_so(
    tmp_path: Path, damage: Callable[[Path], object]
) -> None:
    store = a_store(tmp_path)
    newest = store.newest()
    assert newest
    damage(newest)
    reader = Store.__new__(Store)  # one that may not write, as beside a long import
    reader.__dict__ = {"folder": tmp_path, "live": tmp_path / "elsewhere", "notice": None, "_whole": {}}
    assert held(reader) == ALL[:-1]
    if newest.exists():
        assert "is damaged" in str(reader.notice)
    # The next start has the right to write, and puts the newest copy back.
    assert held(Store(tmp_path)) == ALL


def test_older_copies_stay_until_a_newer_one_was_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path)
    copy = files.copy

    def damaging(source: Path, target: Path) -> None:
        copy(source, target)
        flip(target)

    monkeypatch.setattr(files, "copy", damaging)
    for number in range(5):
        add(store, f"later {number}")
        assert isinstance(store.notice, NotShownYet)
        assert held(store) == ALL
    monkeypatch.undo()
    assert held(Store(tmp_path)) == [*ALL, *(f"later {number}" for number in range(5))]


def test_what_is_committed_is_never_said_to_have_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = a_store(tmp_path)

    def full(source: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "copy", full)
    add(store, "stored")
    assert isinstance(store.notice, NotShownYet)
    assert "stored" in store.notice.what_happened
    assert "No space is left" in store.notice.what_happened
    assert held(store) == ALL
    monkeypatch.undo()
    assert held(Store(tmp_path)) == [*ALL, "stored"]
    assert list(tmp_path.glob("*.unfinished")) == []


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_can_not_be_written_is_read(tmp_path: Path) -> None:
    a_store(tmp_path)
    tmp_path.chmod(0o500)
    try:
        assert held(Store(tmp_path)) == ALL
    finally:
        tmp_path.chmod(0o700)


def test_a_store_without_a_manifest_as_before_opens(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    (tmp_path / lineage.MANIFEST).unlink()
    again = Store(tmp_path)
    assert again.notice is None
    assert held(again) == ALL
    assert lineage.Manifest.of(tmp_path).commit == lineage.state_of(store.live).commit


@pytest.mark.parametrize("content", ["", "{", "[]", '{"store": 1}', "\x00" * 40])
def test_a_damaged_manifest_is_written_anew(tmp_path: Path, content: str) -> None:
    a_store(tmp_path)
    (tmp_path / lineage.MANIFEST).write_text(content, encoding="utf-8")
    assert held(Store(tmp_path)) == ALL
    assert lineage.Manifest.of(tmp_path).commit == 6


def test_a_newer_file_is_called_newer_and_a_damaged_one_damaged(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    content = bytearray(store.live.read_bytes())
    # DuckDB's main header: a checksum, the four letters DUCK, then the version of the format.
    content[12:20] = (200).to_bytes(8, "little")
    store.live.write_bytes(content)
    with pytest.raises((StoreTooNew, StoreDamaged)) as raised:
        lineage.state_of(store.live)
    assert raised.type in (StoreTooNew, StoreDamaged)


@pytest.mark.parametrize("name", ["with a space", "it's", 'say "so"', "é ü", "a;drop table", "100%$x"])
def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    store = a_store(tmp_path / name)
    with store.writing(ME) as writer:
        writer.leave_no_trace()
    store.live.unlink()
    assert held(Store(tmp_path / name)) == ALL


@pytest.mark.parametrize("at", [0.01, 0.3, 0.6, 0.9])
def test_check_notices_any_byte_that_something_else_changed(tmp_path: Path, at: float) -> None:
    store = a_store(tmp_path)
    assert wrong(tmp_path) == []
    flip(store.live, at)
    [found] = wrong(tmp_path)
    assert found in (
        "live.duckdb is whole: it is damaged",
        "live.duckdb is as it was left: something else changed it",
    )


def wrong(folder: Path) -> list[str]:
    return [f"{finding.what}: {finding.wrong}" for finding in check(folder) if finding.wrong]


def test_a_backup_that_was_put_back_as_the_message_says_is_the_store(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    backup = shutil.copyfile(store.to_read(), tmp_path / "backup.duckdb")
    add(store, "later")
    for path in store.folder.glob("*.duckdb"):
        path.write_bytes(b"gone")
    with pytest.raises(StoreDamaged, match=r"copy it into an empty folder as live\.duckdb"):
        Store(store.folder)
    (tmp_path / "empty").mkdir()
    shutil.copyfile(backup, tmp_path / "empty" / "live.duckdb")
    assert held(Store(tmp_path / "empty")) == ALL


def test_a_store_that_is_open_makes_its_copies_anew_where_all_were_taken_away(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert held(store) == ALL
    for path in tmp_path.glob("read-*"):
        path.unlink()
    assert held(store) == ALL


def test_a_store_that_is_open_notices_that_the_copy_it_reads_was_damaged(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    assert held(store) == ALL
    flip(store.to_read())
    assert held(store) == ALL[:-1]
    assert "so what is shown is of a commit before it" in str(store.notice)
    add(store, "one more")
    assert held(store) == [*ALL, "one more"]
    assert store.notice is None


def test_a_store_whose_files_are_taken_away_says_so_and_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    for path in tmp_path.iterdir():
        path.unlink()
    for ask in (store.to_read, store.snapshot, lambda: add(store, "never stored")):
        with pytest.raises(Refused, match="no copy of the store is there"):
            ask()
    assert not store.live.exists()
