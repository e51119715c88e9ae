"""The store: one transaction a write, numbered snapshots to read, nothing lost when a process is killed."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from analytics.errors import NotAllowed, Refused, StoreBusy, StoreTooNew
from analytics.store import Reader, Store, Viewer, Writer, migrations, owner, queries
from tests.builders import a_store, an_application

ME = Viewer.applicant(1)


def add_contact(writer: Writer, name: str) -> None:
    writer.add("contacts", name=name, kind="hr")


def contacts(store: Store) -> int:
    """How many contacts the newest snapshot holds."""
    snapshot = store.snapshot()
    row = snapshot.cursor().execute("select count(*) from contacts").fetchone()
    snapshot.close()
    return int(row[0]) if row else 0


def live_contacts(store: Store) -> int:
    with duckdb.connect(str(store.live), read_only=True) as connection:
        row = connection.execute("select count(*) from contacts").fetchone()
    return int(row[0]) if row else 0


def test_a_new_store_can_be_read_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.reading(owner(store)) as reader:
        assert reader.load("application_paths").empty


def test_a_write_is_published_under_a_new_number(tmp_path: Path) -> None:
    store = Store(tmp_path)
    before = store.newest()
    with store.writing(ME) as writer:
        add_contact(writer, "Ada")
    assert store.newest() != before
    assert contacts(store) == 1


def test_an_error_undoes_the_whole_write(tmp_path: Path) -> None:
    store = Store(tmp_path)
    before = store.newest()
    with pytest.raises(ZeroDivisionError), store.writing(ME) as writer:
        add_contact(writer, "Ada")
        raise ZeroDivisionError
    assert store.newest() == before
    assert live_contacts(store) == 0


def test_a_reader_keeps_its_state_while_others_write(tmp_path: Path) -> None:
    store = Store(tmp_path)
    snapshot = store.snapshot()
    for name in ("Ada", "Grace", "Edith", "Hedy"):
        with store.writing(ME) as writer:
            add_contact(writer, name)
    row = snapshot.cursor().execute("select count(*) from contacts").fetchone()
    snapshot.close()
    assert row == (0,)
    assert contacts(store) == 4
    assert len(list(tmp_path.glob("read-*.duckdb"))) == 3


def test_a_second_writer_waits_and_then_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path, wait=0.2)
    other = Store(tmp_path, wait=0.2)
    with store.writing(ME), pytest.raises(StoreBusy, match="Another program is still writing"), other.writing(ME):
        pass


WRITER = """
import sys
from analytics.store import Store, Viewer
from tests.test_store import add_contact
store = Store(sys.argv[1])
print("ready", flush=True)
while True:
    with store.writing(Viewer.applicant(1)) as writer:
        add_contact(writer, "first of a pair")
        add_contact(writer, "second of a pair")
"""


def test_a_kill_at_any_moment_leaves_the_last_committed_state(tmp_path: Path) -> None:
    moment = random.Random(20261123)
    Store(tmp_path)
    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1]
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moment.uniform(0.0, 0.4))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        store = Store(tmp_path)
        assert contacts(store) % 2 == 0
        assert contacts(store) == live_contacts(store)


CRASHING = """
import os, sys
from analytics.store import Store, Viewer
from tests.test_store import add_contact
store = Store(sys.argv[1])
store._publish = lambda: os._exit(9)
with store.writing(Viewer.applicant(1)) as writer:
    add_contact(writer, "committed, not published")
"""


def test_what_was_committed_before_a_crash_is_published_by_the_next_start(tmp_path: Path) -> None:
    before = Store(tmp_path)
    child = subprocess.run([sys.executable, "-c", CRASHING, str(tmp_path)], cwd=Path(__file__).parents[1], check=False)
    assert child.returncode == 9
    assert contacts(before) == 0
    assert contacts(Store(tmp_path)) == 1


READER = """
import sys
from analytics.store import Store, Viewer
store = Store(sys.argv[1])
seen = []
while not seen or seen[-1] < 20:
    with store.reading(Viewer.applicant(1)) as reader:
        row = reader.snapshot.cursor().execute("select count(*) from contacts").fetchone()
    seen.append(row[0])
print(seen == sorted(seen), len(set(seen)))
"""


def test_another_process_reads_while_this_one_writes(tmp_path: Path) -> None:
    store = Store(tmp_path)
    child = subprocess.Popen(
        [sys.executable, "-c", READER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[1], text=True
    )
    for number in range(20):
        with store.writing(ME) as writer:
            add_contact(writer, f"contact {number}")
    said, _ = child.communicate(timeout=60)
    assert child.returncode == 0
    assert said.startswith("True")


def test_a_store_of_a_newer_version_is_refused_and_left_untouched(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with duckdb.connect(str(store.live)) as connection:
        connection.execute("insert into schema_versions values (999, now()::timestamp)")
    before = store.live.read_bytes()
    with pytest.raises(StoreTooNew, match="written by a newer version"):
        Store(tmp_path)
    assert store.live.read_bytes() == before


def test_a_file_that_is_no_store_is_refused_and_left_untouched(tmp_path: Path) -> None:
    (tmp_path / "live.duckdb").write_bytes(b"not a database at all" * 500)
    with pytest.raises(Refused, match=r"is damaged, and no whole copy is beside it"):
        Store(tmp_path)
    assert (tmp_path / "live.duckdb").read_bytes() == b"not a database at all" * 500


def test_a_migration_leaves_a_backup_beside_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path)
    with store.writing(ME) as writer:
        add_contact(writer, "Ada")
    before = migrations.newest()
    newer = tmp_path / "migrations"
    (newer / f"{before + 1:04d}").mkdir(parents=True)
    (newer / f"{before + 1:04d}" / "01_more.sql").write_text(
        "alter table settings add column pronouns varchar", encoding="utf-8"
    )
    monkeypatch.setattr(migrations, "FOLDER", newer)
    migrated = Store(tmp_path)
    assert contacts(migrated) == 1
    [backup] = tmp_path.glob("backup-v*.duckdb")
    assert backup.name.startswith(f"backup-v{before}-")
    with duckdb.connect(str(backup), read_only=True) as connection:
        assert migrations.version_of(connection) == before
    with duckdb.connect(str(migrated.live), read_only=True) as connection:
        assert migrations.version_of(connection) == before + 1
        assert connection.execute("select pronouns from settings").fetchall() == []


def test_a_folder_that_cannot_be_made_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="is not a folder"):
        Store(tmp_path / "file")


def test_a_viewer_names_an_applicant_exactly_when_it_is_one() -> None:
    with pytest.raises(ValueError, match="names that applicant"):
        Viewer(Viewer.analyst().role, 3)


def test_an_applicant_reads_their_own_rows_and_an_analyst_everybodys(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(applicant=1), an_application(applicant=2), an_application(applicant=2))
    sent = {}
    for viewer in (Viewer.applicant(1), Viewer.applicant(2), Viewer.applicant(3), Viewer.analyst()):
        with store.reading(viewer) as reader:
            sent[viewer] = int(reader.load("application_paths")["n"].sum())
    assert list(sent.values()) == [1, 2, 0, 3]


def test_the_applicant_of_a_query_is_bound_by_the_reader_alone(tmp_path: Path) -> None:
    store = a_store(tmp_path, an_application(applicant=2))
    with store.reading(ME) as reader, pytest.raises(TypeError, match="can't be asked for"):
        reader.load("application_paths", applicant=2)


def test_staff_get_no_reader_of_rows(tmp_path: Path) -> None:
    with Store(tmp_path).reading(Viewer.staff()) as reader:
        for query in queries.names():
            if query not in ("exports", "enrolments"):
                with pytest.raises(NotAllowed, match="published numbers only"):
                    reader.load(query)


def test_an_analyst_does_not_write(tmp_path: Path) -> None:
    with pytest.raises(NotAllowed), Store(tmp_path).writing(Viewer.analyst()):
        pass


@pytest.mark.parametrize("name", queries.names())
def test_every_query_states_its_grain_and_asks_for_its_viewers_rows(name: str, tmp_path: Path) -> None:
    text = queries.text(name)
    assert text.startswith("-- one row")
    assert "applicant" in queries.parameters(name)
    keywords = re.sub(r"'[^']*'|--[^\n]*", "", text)
    assert keywords == keywords.lower()
    store = Store(tmp_path)
    with store.reading(ME) as reader:
        assert isinstance(reader, Reader)
        reader.load(name)
