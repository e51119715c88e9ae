"""Everything a person owns leaves as one ZIP and comes back the same."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import zipfile
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from analytics.cli.keeping import backup_command
from analytics.errors import FileTooLarge, NotAllowed, NothingToImport, Refused, SteppingStoneError, StoreTooNew
from analytics.formula_guard import STARTS
from analytics.store import Store, Viewer, migrations
from analytics.store.checking import check
from analytics.store.exporting import LARGEST_MANIFEST, export, restore
from analytics.store.goals import GoalTerms, add_entry, adjust, set_goal
from analytics.store.tables import NOBODYS, TABLES
from tests.builders import a_store, an_application

NOW = datetime(2026, 3, 2, 9, 0)
ME = Viewer.applicant(1)
ODD = ["=1+1", "+49 30", "-", "@here", "\tx", "\rx", "'quoted", "", "a\r\nb\nc", 'say "no", thanks', "größer", "-2.5"]


def a_full_store(folder: Path) -> Store:
    store = a_store(
        folder,
        *(an_application(employer=words, role=words, applied=f"2026-01-{day:02}") for day, words in enumerate(ODD, 1)),
        an_application(rejected_on="2026-02-01", feedback="=cmd|' /C calc'!A1", reasons=["cultural_fit"]),
        an_application(invited_on="2026-02-01", request={"sent_on": "2026-02-03"}, contacts=[{"kind": "hr"}]),
        an_application(employer="Somebody Elses", applicant=2, feedback="theirs", kind="generic"),
    )
    with store.writing(ME, NOW) as writer:
        wording = GoalTerms("-Practise", "contacts", 6.0, date(2026, 1, 5), date(2026, 4, 5), relevant="")
        goal = set_goal(writer, wording)
        adjust(writer, goal, target=1 / 3, note="@less")
        add_entry(writer, goal, date(2026, 1, 9), -2.5)
        writer.sql(
            "insert into journal (entry_id, applicant_id, written_on, feelings, recorded_at)"
            " values (1, 1, date '2026-02-01', 'tired', $now)"
        )
        writer.sql(
            "insert into imports by name select 1 as import_id, 1 as applicant_id, 'log.csv' as file_name,"
            " 'abc' as sha256, true as records_outcomes, 3 as rows, '{}' as receipt, $now as imported_at,"
            " date '2026-02-28' as covers_until",
        )
        writer.sql("update events set known_on = date '2026-01-28' where applicant_id = 1 and kind = 'interview'")
        writer.sql("update contacts set import_id = 1, origin = 'import', role = '=Head', employer = 'Alder'")
        writer.sql("insert into sightings values (1, 4, 1, 'known')")
        writer.sql("insert into set_aside values (1, 5, null, 'no date', '[\"=x\"]')")
    return store


def exported(store: Store, viewer: Viewer = ME) -> io.BytesIO:
    file = io.BytesIO()
    with store.reading(viewer) as reader:
        export(reader, file, now=NOW)
    file.seek(0)
    return file


def everything(store: Store, viewer: Viewer = ME) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables that an export holds, for one person."""
    owners = {
        "applicant_id": "applicant_id = $me",
        "import_id": "import_id in (select import_id from imports where applicant_id = $me)",
        "goal_id": "goal_id in (select goal_id from goals where applicant_id = $me)",
    }
    with store.reading(viewer) as reader:
        cursor = reader.snapshot.cursor()
        return {
            table: cursor.execute(
                f"select * from {table} where {owners[about.owned_by]} order by all",  # noqa: S608  names from our own list
                {"me": viewer.applicant_id},
            ).fetchall()
            for table, about in TABLES.items()
        }


def test_what_was_exported_comes_back_the_same_in_an_empty_store(tmp_path: Path) -> None:
    store = a_full_store(tmp_path)
    again = Store(tmp_path / "again")
    with again.writing(ME) as writer:
        restore(writer, exported(store))
    assert everything(again) == everything(store)
    with store.reading(ME) as reader, again.reading(ME) as other:
        for query in ("goals", "goal_progress", "goal_history", "rejection_reasons", "response_times"):
            assert other.load(query).equals(reader.load(query)), query


def test_restored_rows_move_up_beside_those_of_others(tmp_path: Path) -> None:
    store = a_full_store(tmp_path / "one")
    other = a_full_store(tmp_path / "two")
    third = Viewer.applicant(3)
    with other.writing(third) as writer:
        restore(writer, exported(store))
    assert everything(other) == everything(store)
    mine, theirs = everything(other, third), everything(store)
    assert {table: len(rows) for table, rows in mine.items()} == {t: len(rows) for t, rows in theirs.items()}
    with other.reading(third) as reader, store.reading(ME) as first:
        amounts = reader.load("goal_progress")["amount"].tolist()
        assert amounts == first.load("goal_progress")["amount"].tolist()


def test_no_cell_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(a_full_store(tmp_path))) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                rows = csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""))
                cells = [cell for row in rows for cell in row]
                assert [c for c in cells if c.startswith(STARTS) and not c.lstrip("-").replace(".", "").isdigit()] == []


def test_an_export_holds_ones_own_rows_only(tmp_path: Path) -> None:
    with zipfile.ZipFile(exported(a_full_store(tmp_path))) as archive:
        everything_written = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Somebody Elses" not in everything_written and b"theirs" not in everything_written


def test_an_analysts_export_holds_everybody_but_no_journal(tmp_path: Path) -> None:
    store = a_full_store(tmp_path)
    file = exported(store, Viewer.analyst())
    with zipfile.ZipFile(file) as archive:
        assert "journal.csv" not in archive.namelist()
        assert b"Somebody Elses" in archive.read("applications.csv")
        # "retired" is a word of the data dictionary
        assert not re.search(rb"\btired\b", b"".join(archive.read(name) for name in archive.namelist()))
    with pytest.raises(NotAllowed), Store(tmp_path / "new").writing(ME) as writer:
        restore(writer, file)


def test_a_store_that_holds_something_is_left_as_it_is(tmp_path: Path) -> None:
    store = a_full_store(tmp_path)
    before = everything(store)
    with pytest.raises(Refused, match="already holds"), store.writing(ME) as writer:
        restore(writer, exported(store))
    assert everything(store) == before


def changed(file: io.BytesIO, name: str, words: str | None) -> io.BytesIO:
    """The ZIP with one member replaced, or without it."""
    target = io.BytesIO()
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w") as copy:
        for member in source.namelist():
            if member != name:
                copy.writestr(member, source.read(member))
        if words is not None:
            copy.writestr(name, words)
    target.seek(0)
    return target


def test_a_changed_newer_or_foreign_file_is_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    whole = exported(a_full_store(tmp_path))
    with zipfile.ZipFile(whole) as archive:
        manifest = json.loads(archive.read("datapackage.json"))
        short = archive.read("events.csv").decode("utf-8-sig").splitlines()[0] + "\r\n"
    newer = json.dumps(manifest | {"schema_version": migrations.newest() + 1})
    cases: list[tuple[type[Exception], io.BytesIO]] = [
        (NothingToImport, io.BytesIO(b"not a zip")),
        (NothingToImport, changed(whole, "datapackage.json", None)),
        (NothingToImport, changed(whole, "datapackage.json", "{}")),
        (NothingToImport, changed(whole, "datapackage.json", "[1]")),
        (StoreTooNew, changed(whole, "datapackage.json", newer)),
        (Refused, changed(whole, "events.csv", short)),
        (Refused, changed(whole, "events.csv", "event_id,nonsense\r\n1,2\r\n")),
        (Refused, changed(whole, "goals.csv", None)),
    ]
    again = Store(tmp_path / "again")
    empty = everything(again)
    for error, file in cases:
        with pytest.raises(error), again.writing(ME) as writer:
            restore(writer, file)
        assert everything(again) == empty


def test_every_table_is_exported_or_says_why_not() -> None:
    connection = duckdb.connect()
    migrations.apply(connection)
    tables = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    connection.close()
    assert tables == set(TABLES) | set(NOBODYS)


def without_checksums(file: io.BytesIO) -> io.BytesIO:
    """The export as it was before exports had checksums."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("datapackage.json"))
    del manifest["resources"]
    return changed(changed(file, "datapackage.json", None), "manifest.json", json.dumps(manifest))


@pytest.mark.parametrize(
    ("table", "before", "after", "because"),
    [
        ("events", ",rejected,", ",fired,", "fired is no kind"),
        ("events", "2026-01-28", "2026-13-28", "can't be read"),
        ("feedback", ",employer,", ",somebody,", "somebody is no speaker"),
        ("goal_entries", "1,1,2026", "1,7,2026", "goal_id is one of goals"),
    ],
)
def test_an_older_export_that_was_changed_is_refused_where_it_does_not_hold(
    tmp_path: Path, table: str, before: str, after: str, because: str
) -> None:
    file = without_checksums(exported(a_full_store(tmp_path)))
    with zipfile.ZipFile(file) as archive:
        text = archive.read(f"{table}.csv").decode("utf-8-sig")
    assert before in text
    again = Store(tmp_path / "again")
    with pytest.raises(SteppingStoneError, match=because), again.writing(ME) as writer:
        restore(writer, changed(file, f"{table}.csv", text.replace(before, after, 1)))
    with again.writing(ME) as writer:
        assert sum(restore(writer, file).values()) > 20


def test_a_changed_day_is_noticed_by_its_checksum(tmp_path: Path) -> None:
    file = exported(a_full_store(tmp_path))
    with zipfile.ZipFile(file) as archive:
        text = archive.read("events.csv").decode("utf-8-sig")
    said = (
        r"^events\.csv can't be read: its checksum is not the manifest's\."
        r" The file was changed or cut off, and nothing was stored; export it again\.$"
    )
    with pytest.raises(Refused, match=said), Store(tmp_path / "again").writing(ME) as writer:
        restore(writer, changed(file, "events.csv", "\ufeff" + text.replace("2026-01-28", "2026-01-27")))


def test_the_manifest_is_a_data_package_and_a_huge_one_is_refused(tmp_path: Path) -> None:
    file = exported(a_full_store(tmp_path))
    with zipfile.ZipFile(file) as archive:
        package = json.loads(archive.read("datapackage.json"))
        assert package["profile"] == "tabular-data-package"
        for resource in package["resources"]:
            content = archive.read(resource["path"])
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
            assert resource["bytes"] == len(content)
            [header, *_] = csv.reader(io.StringIO(content.decode(resource["encoding"])))
            assert [field["name"] for field in resource["schema"]["fields"]] == header
    huge = changed(file, "datapackage.json", " " * (LARGEST_MANIFEST + 1))
    with pytest.raises(FileTooLarge), Store(tmp_path / "again").writing(ME) as writer:
        restore(writer, huge)


def wrong_in(store: Store) -> list[str]:
    return [f"{finding.what}: {finding.wrong}" for finding in check(store.folder) if finding.wrong]


def test_check_finds_what_does_not_hold_and_nothing_else(tmp_path: Path) -> None:
    store = a_full_store(tmp_path)
    assert wrong_in(store) == []
    with store.writing(Viewer.staff()) as writer:
        writer.sql("update events set application_id = 99, kind = 'fired' where event_id = 1")
        writer.sql('update imports set receipt = \'{"set_aside": 3, "cells_set_aside": 1}\'')
        writer.sql("insert into goals select * replace (2 as applicant_id) from goals where false")
    assert wrong_in(store) == [
        "events.kind takes words of its vocabulary: not fired",
        "events.application_id is one of applications, and of the same person: not 99",
        "every import set aside as many rows and cells as its receipt says: not 1",
    ]
    newest = store.newest()
    assert newest
    newest.write_bytes(newest.read_bytes()[:-1])
    assert f"{newest.name} is what was written: it is damaged" in wrong_in(store)


def test_a_backup_put_into_an_empty_folder_is_the_store(tmp_path: Path) -> None:
    store = a_full_store(tmp_path)
    target = tmp_path / "kept.duckdb"
    done = CliRunner().invoke(backup_command, [str(target), "--store", str(store.folder)])
    assert done.exit_code == 0, done.output
    (tmp_path / "other").mkdir()
    shutil.copyfile(target, tmp_path / "other" / "live.duckdb")
    assert everything(Store(tmp_path / "other")) == everything(store)
