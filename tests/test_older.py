"""Stores, exports and access files that earlier versions wrote open in this one.

`older/v1` was written by the last version with schema 1: a store of 15 people with its frozen release and access
file, and one person's export. Neither is ever made anew.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from analytics.store import Store, Viewer, migrations
from analytics.store.access import access
from analytics.store.exporting import restore
from analytics.store.viewer import Role

OLDER = Path(__file__).parent / "older"
ME = Viewer.applicant(1)


@pytest.fixture
def older_store(tmp_path: Path) -> Store:
    with zipfile.ZipFile(OLDER / "v1" / "store.zip") as archive:
        archive.extractall(tmp_path)
    return Store(tmp_path)


def rows_of(store: Store) -> dict[str, int]:
    """How many rows of one person each table holds that an export names."""
    manifest = json.loads(zipfile.ZipFile(OLDER / "v1" / "export.zip").read("manifest.json"))
    with store.reading(ME) as reader:
        cursor = reader.snapshot.cursor()
        return {
            table: len(cursor.execute("select * from query_table($table)", {"table": table}).fetchall())
            for table, rows in manifest["rows"].items()
            if rows
        }


def paths(store: Store) -> list[tuple[object, ...]]:
    """How far one person's applications came, as counted from the timelines."""
    with store.reading(ME) as reader:
        return [tuple(row) for row in reader.load("application_paths").itertuples(index=False)]


def test_an_older_store_opens_with_everything_in_it(older_store: Store) -> None:
    snapshot = older_store.snapshot()
    assert migrations.version_of(snapshot.cursor()) == migrations.newest()
    contacts = snapshot.cursor().execute("select name, kind, origin, import_id, role from contacts").fetchall()
    assert contacts == [("Robin Vale", "interviewer", "hand", None, None)]
    known = snapshot.cursor().execute("select count(*), count(known_on) from events").fetchone()
    assert known == (34, 0)
    snapshot.close()
    with older_store.reading(ME) as reader:
        history = reader.load("application_history", application_id=1)
        assert history["kind"].tolist() == ["interview", "rejected"]
        assert reader.load("goals")[["target", "status"]].to_numpy().tolist() == [[8.0, "active"]]
        assert reader.load("journal")["mood"].tolist() == [2]


def test_what_older_versions_froze_of_students_is_gone(older_store: Store) -> None:
    assert [path.name for path in older_store.folder.glob("release*")] == []
    with older_store.reading(Viewer.staff()) as reader:
        assert reader.publication() is None


def test_an_older_export_comes_back_as_the_older_store(older_store: Store, tmp_path: Path) -> None:
    again = Store(tmp_path / "again")
    with (OLDER / "v1" / "export.zip").open("rb") as file, again.writing(ME) as writer:
        written = restore(writer, file)
    assert rows_of(again) == written
    assert paths(again) == paths(older_store) != []


def test_an_older_access_file_says_what_it_said(older_store: Store) -> None:
    settings = access(older_store.folder)
    assert (settings.threshold, settings.hours) == (12, 8.0)
    assert settings.role("careers@example.edu", {}) is Role.STAFF
    assert settings.role("x@elsewhere.example", {"department": "institutional research"}) is Role.ANALYST
    assert settings.role("ada@students.example.edu", {}) is Role.APPLICANT
    assert settings.role("x@elsewhere.example", {}) is None
