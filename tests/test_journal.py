"""The journal: its owner reads it, nobody else does, and sealed words are in no file."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from analytics import sealing
from analytics.errors import InvalidEntry, NotAllowed, Refused
from analytics.sealing import Key
from analytics.store import Store, Viewer, journal, queries
from analytics.store.exporting import export, restore
from analytics.store.journal import Entry, Journal
from tests.builders import a_store, an_application

ME, OTHER = Viewer.applicant(1), Viewer.applicant(2)
NOW = datetime(2026, 2, 1, 20, 0)
WORD = "Zaunkoenigin"
ENTRY = Entry(
    date(2026, 2, 1),
    mood=2,
    feelings=("tired", f"{WORD} feeling"),
    helped=("a walk",),
    what_happened=f"They said no to {WORD}.",
    keep="the calm",
    change="asking sooner",
    application_id=1,
)
PASSPHRASE, SECOND = "otter cafe lantern", "seven quiet boats"


@pytest.fixture(autouse=True)
def quick_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What scrypt costs is tested in test_sealing; here it would only take time."""
    monkeypatch.setattr(sealing, "COST", 2**4)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return a_store(tmp_path, an_application(), an_application(applicant=2))


def put(store: Store, entry: Entry = ENTRY, key: Key | None = None, viewer: Viewer = ME) -> int:
    assert viewer.applicant_id is not None
    with store.writing(viewer, NOW) as writer:
        return journal.write(writer, entry, key)


def read(store: Store, key: Key | None = None, viewer: Viewer = ME) -> Journal:
    with store.reading(viewer) as reader:
        return journal.read(reader.load("journal"), key)


def sealed(store: Store, passphrase: str = PASSPHRASE) -> Key:
    with store.writing(ME) as writer:
        return journal.seal_with(writer, passphrase)


def files_with(folder: Path, word: str) -> list[str]:
    """The files in the folder that hold the word in any usual encoding."""
    forms = [word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and any(form in path.read_bytes() for form in forms)
    )


# --- writing and reading -----------------------------------------------------------------------------------


def test_an_entry_is_read_as_it_was_written(store: Store) -> None:
    put(store)
    assert read(store) == Journal((replace(ENTRY, entry_id=1),), ())


def test_an_entry_can_be_corrected_and_its_earlier_words_are_gone(store: Store) -> None:
    number = put(store)
    with store.writing(ME) as writer:
        journal.correct(writer, number, Entry(date(2026, 2, 2), mood=4), None)
    assert read(store) == Journal((Entry(date(2026, 2, 2), mood=4, entry_id=1),), ())
    assert files_with(store.folder, WORD) == []


def test_a_deleted_entry_leaves_no_bytes_behind(store: Store) -> None:
    number = put(store)
    assert files_with(store.folder, WORD) != []
    with store.writing(ME) as writer:
        journal.delete(writer, number)
    assert read(store) == Journal((), ())
    assert files_with(store.folder, WORD) == []


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (Entry(date(2026, 2, 1)), "empty"),
        (Entry(date(2026, 2, 1), mood=6), "not on the scale"),
        (Entry(date(2026, 2, 1), keep="x" * 20_001), "longer than we keep"),
    ],
)
def test_what_can_not_be_an_entry_is_refused(store: Store, entry: Entry, says: str) -> None:
    with pytest.raises(InvalidEntry, match=says):
        put(store, entry)


def test_an_entry_can_not_point_at_somebody_elses_application(store: Store) -> None:
    with pytest.raises(NotAllowed):
        put(store, replace(ENTRY, application_id=2))


# --- nobody else ---------------------------------------------------------------------------------------------


def test_another_person_reads_changes_and_deletes_nothing(store: Store) -> None:
    number = put(store)
    assert read(store, viewer=OTHER) == Journal((), ())
    with pytest.raises(NotAllowed), store.writing(OTHER) as writer:
        journal.correct(writer, number, ENTRY, None)
    with pytest.raises(NotAllowed), store.writing(OTHER) as writer:
        journal.delete(writer, number)
    assert len(read(store).entries) == 1


def test_staff_can_ask_no_query_for_it(store: Store) -> None:
    put(store)
    with store.reading(Viewer.staff()) as reader:
        with pytest.raises(NotAllowed):
            reader.load("journal")
        with pytest.raises(NotAllowed):
            reader.load("settings")
        for name in queries.names():
            try:
                found = reader.load(name)
            except (NotAllowed, Refused, TypeError):
                continue
            assert WORD not in found.to_csv(), name


@pytest.mark.parametrize("viewer", [OTHER, Viewer.analyst()], ids=["another person", "an analyst"])
def test_no_query_shows_the_journal_to(store: Store, viewer: Viewer) -> None:
    put(store)
    with store.reading(viewer) as reader:
        assert reader.load("journal").empty
        for name in queries.names():
            if "applicant" in queries.parameters(name):
                values = {"as_of": date(2026, 3, 1)} if "as_of" in queries.parameters(name) else {}
                assert WORD not in reader.load(name, **values).to_csv(), name


def test_the_journal_table_is_named_in_one_query_which_has_no_way_around_its_owner() -> None:
    naming = [name for name in queries.names() if re.search(r"\b(from|join)\s+journal\b", queries.text(name))]
    assert naming == ["journal"]
    assert "where applicant_id = $applicant" in queries.text("journal")
    assert "is null" not in queries.text("journal")


def test_no_part_of_the_program_but_the_journal_and_the_owners_export_names_its_table() -> None:
    root = Path(__file__).parents[1]
    naming = {
        path.relative_to(root).as_posix()
        for folder in ("analytics", "pages")
        for path in (root / folder).rglob("*.py")
        if re.search(r"\b(from|into|update|table)\s+journal\b|[\"']journal[\"']", path.read_text(encoding="utf-8"))
    }
    allowed = {
        "analytics/store/journal.py",
        "pages/journal.py",
        "analytics/cli/report.py",
        "analytics/reports/debrief/evidence.py",
        "analytics/store/store.py",
        "analytics/store/tables.py",
        "analytics/reports/debrief/sections.py",
        "pages/frame/navigation.py",
        "pages/parts/diary.py",
        # An application that an entry speaks of outlives its import; only its number is asked for.
        "analytics/ingest/account.py",
    }
    others = {path for path in naming if "export" in path or path.startswith("analytics/sample/")}
    assert naming - others <= allowed


# --- sealed --------------------------------------------------------------------------------------------------


def test_a_sealed_entry_never_touches_a_file_in_plain(store: Store) -> None:
    key = sealed(store)
    put(store, key=key)
    assert read(store, key).entries == (replace(ENTRY, entry_id=1),)
    assert read(store) == Journal((), (date(2026, 2, 1),))
    assert files_with(store.folder, WORD) == []
    with duckdb.connect(str(store.live), read_only=True) as connection:
        told = connection.execute("select mood, feelings, helped, keep, change, application_id from journal").fetchall()
    assert told == [(None,) * 6]


def test_sealing_takes_plain_entries_out_of_the_store_file_and_every_older_copy(store: Store) -> None:
    put(store)
    (store.folder / "backup-v0-20260101T000000.duckdb").write_bytes(store.live.read_bytes())
    assert len(files_with(store.folder, WORD)) >= 3
    key = sealed(store)
    assert files_with(store.folder, WORD) == []
    assert len(list(store.folder.glob("read-*.duckdb"))) == 1
    assert read(store, key).entries == (replace(ENTRY, entry_id=1),)


CRASHING = """
import os, sys
from analytics import sealing
sealing.COST = 2**4
from analytics.store import Store, Viewer, journal
store = Store(sys.argv[1])
name, after = sys.argv[2], sys.argv[3] == "after"
step = getattr(Store, name)
def crash(*arguments):
    if after:
        step(*arguments)
    os._exit(9)
setattr(Store, name, crash if name != "_remove" else staticmethod(crash))
with store.writing(Viewer.applicant(1)) as writer:
    journal.seal_with(writer, "otter cafe lantern")
"""


@pytest.mark.parametrize(
    ("step", "when"),
    [
        ("_publish", "before"),
        ("_rewrite", "before"),
        ("_rewrite", "after"),
        ("_remove", "before"),
        ("_remove", "after"),
    ],
)
def test_a_kill_while_sealing_leaves_nothing_plain_after_the_next_start(store: Store, step: str, when: str) -> None:
    put(store)
    child = subprocess.run(
        [sys.executable, "-c", CRASHING, str(store.folder), step, when], cwd=Path(__file__).parents[1], check=False
    )
    assert child.returncode == 9
    again = Store(store.folder)
    assert files_with(store.folder, WORD) == []
    with again.reading(ME) as reader:
        lock = journal.current_lock(reader.load("settings"))
    assert lock is not None
    assert len(read(again, sealing.opened(lock, PASSPHRASE)).entries) == 1
    put(again, Entry(date(2026, 2, 3), mood=3), sealing.opened(lock, PASSPHRASE))
    assert len(read(again, sealing.opened(lock, PASSPHRASE)).entries) == 2


def test_a_sealed_journal_that_is_not_open_takes_no_entry(store: Store) -> None:
    sealed(store)
    with pytest.raises(Refused, match="sealed, and not open"):
        put(store)
    assert files_with(store.folder, WORD) == []


def test_a_changed_passphrase_seals_every_entry_anew_and_the_old_one_opens_nothing(store: Store) -> None:
    old = sealed(store)
    put(store, key=old)
    with store.writing(ME) as writer:
        new = journal.change_passphrase(writer, PASSPHRASE, SECOND)
    assert read(store, new).entries == (replace(ENTRY, entry_id=1),)
    assert read(store, old).entries == ()
    with store.reading(ME) as reader:
        lock = journal.current_lock(reader.load("settings"))
    assert lock is not None
    with pytest.raises(InvalidEntry):
        sealing.opened(lock, PASSPHRASE)


def test_a_wrong_passphrase_changes_nothing(store: Store) -> None:
    key = sealed(store)
    put(store, key=key)
    before = store.newest()
    with pytest.raises(InvalidEntry, match="does not open"), store.writing(ME) as writer:
        journal.change_passphrase(writer, "not the passphrase", SECOND)
    with pytest.raises(InvalidEntry, match="does not open"), store.writing(ME) as writer:
        journal.unseal(writer, "not the passphrase")
    assert store.newest() == before
    assert len(read(store, key).entries) == 1


def test_after_a_lost_passphrase_entries_stay_sealed_until_it_is_found_again(store: Store) -> None:
    put(store, key=sealed(store))
    with store.writing(ME) as writer:
        new = journal.start_anew(writer, SECOND)
    put(store, Entry(date(2026, 2, 5), mood=4), new)
    assert read(store, new) == Journal((Entry(date(2026, 2, 5), mood=4, entry_id=2),), (date(2026, 2, 1),))
    with pytest.raises(InvalidEntry, match="none of the earlier"), store.writing(ME) as writer:
        journal.open_earlier(writer, "still not it", new)
    with store.writing(ME) as writer:
        assert journal.open_earlier(writer, PASSPHRASE, new) == 1
    assert [entry.entry_id for entry in read(store, new).entries] == [2, 1]
    with store.reading(ME) as reader:
        assert journal.earlier_locks(reader.load("settings")) == ()


def test_a_journal_can_be_made_plain_again(store: Store) -> None:
    put(store, key=sealed(store))
    with store.writing(ME) as writer:
        journal.unseal(writer, PASSPHRASE)
    assert read(store).entries == (replace(ENTRY, entry_id=1),)
    put(store, Entry(date(2026, 2, 5), mood=4))


def test_a_damaged_entry_is_kept_and_counted_and_the_others_are_read(store: Store) -> None:
    key = sealed(store)
    put(store, key=key)
    put(store, Entry(date(2026, 2, 5), mood=4), key)
    with store.writing(ME) as writer:
        writer.sql("update journal set sealed = '1:gAAAAdamaged' where entry_id = 1")
    assert read(store, key) == Journal((Entry(date(2026, 2, 5), mood=4, entry_id=2),), (date(2026, 2, 1),))
    with store.writing(ME) as writer:
        new = journal.change_passphrase(writer, PASSPHRASE, SECOND)
    assert read(store, new).sealed == 1


def test_two_people_seal_apart(store: Store) -> None:
    put(store, Entry(date(2026, 2, 5), mood=4), viewer=OTHER)
    sealed(store)
    assert len(read(store, viewer=OTHER).entries) == 1


def test_words_beyond_the_journal_survive_the_rewriting(store: Store) -> None:
    def all_rows() -> dict[str, list[tuple[object, ...]]]:
        with duckdb.connect(str(store.live), read_only=True) as connection:
            tables = [name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()]
            return {
                name: connection.execute(f'select * from "{name}" order by all').fetchall()  # noqa: S608
                for name in tables
                if name not in ("commits", "settings", "journal")
            }

    put(store)
    before = all_rows()
    sealed(store)
    assert all_rows() == before


@pytest.mark.parametrize("viewer", [OTHER, Viewer.analyst(), ME], ids=["another person", "an analyst", "its owner"])
def test_no_export_but_the_owners_holds_it(store: Store, viewer: Viewer) -> None:
    put(store)
    written = io.BytesIO()
    with store.reading(viewer) as reader:
        export(reader, written, now=NOW)
    with zipfile.ZipFile(written) as archive:
        holding = [name for name in archive.namelist() if WORD in archive.read(name).decode()]
    assert holding == (["journal.csv"] if viewer == ME else [])


def test_a_sealed_journal_is_sealed_in_the_export_too_and_comes_back_with_its_lock(
    store: Store, tmp_path: Path
) -> None:
    put(store, key=sealed(store))
    written = io.BytesIO()
    with store.reading(ME) as reader:
        export(reader, written, now=NOW)
    assert WORD.encode() not in written.getvalue()
    with zipfile.ZipFile(written) as archive:
        assert not any(WORD.encode() in archive.read(name) for name in archive.namelist())
    other = Store(tmp_path / "other")
    with other.writing(ME) as writer:
        restore(writer, written)
    with other.reading(ME) as reader:
        lock = journal.current_lock(reader.load("settings"))
    assert lock is not None
    assert [entry.what_happened for entry in read(other, sealing.opened(lock, PASSPHRASE)).entries] == [
        f"They said no to {WORD}."
    ]
