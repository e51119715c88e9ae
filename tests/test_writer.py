"""The writer: whose a row is, which words a column takes, which moment it is written at, each checked in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from analytics.errors import DiskFull, InvalidEntry, NotAllowed, NotPermitted, Refused, StoreBusy, StoreDamaged
from analytics.store import Store, Viewer, Writer, derived, migrations
from analytics.store.faults import as_ours
from analytics.store.people import Identity, signed_in
from analytics.store.tables import DERIVED, NOBODYS, REFERENCES, TABLES

NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def mine() -> Iterator[Writer]:
    """My writer on an empty store, in which application 1 is mine and 2 is another's."""
    with duckdb.connect() as connection:
        migrations.apply(connection)
        writer = Writer(connection, Viewer.applicant(1), NOW)
        for person in (writer, writer_of(writer, 2)):
            an_application(person)
        yield writer


def writer_of(writer: Writer, person: int) -> Writer:
    return Writer(writer._connection, Viewer.applicant(person), writer.now)


def an_application(writer: Writer, **more: Any) -> int:
    given = {"employer": "Alder", "submission": "sent", "applied_precision": "unknown", "outcome_recorded": True}
    return writer.add("applications", **given | {"origin": "hand"} | more)


def test_a_row_is_numbered_owned_and_dated_by_the_writer(mine: Writer) -> None:
    number = mine.add("journal", written_on=date(2026, 2, 1), mood=3)
    assert mine.own("journal", number) == {
        **dict.fromkeys(("feelings", "helped", "what_happened", "keep", "change", "application_id", "sealed")),
        "entry_id": 1,
        "applicant_id": 1,
        "written_on": date(2026, 2, 1),
        "mood": 3,
        "recorded_at": NOW,
    }


ON_ANOTHERS: dict[str, Callable[[Writer], object]] = {
    "reading": lambda writer: writer.own("applications", 2),
    "changing": lambda writer: writer.change("applications", 2, employer="Mine"),
    "removing": lambda writer: writer.remove("applications", 2),
    "bringing back": lambda writer: writer.bring_back("applications", 2),
    "referring to it in a new row": lambda writer: writer.add(
        "events", application_id=2, kind="offer", precision="unknown", origin="hand"
    ),
    "referring to it in a row of mine": lambda writer: writer.change(
        "journal", writer.add("journal", written_on=date(2026, 2, 1), mood=3), application_id=2
    ),
    "a row that there is not": lambda writer: writer.own("applications", 3),
}


@pytest.mark.parametrize("way", ON_ANOTHERS)
def test_nothing_of_somebody_else_can_be_named(mine: Writer, way: str) -> None:
    before = mine.rows("from applications order by all")
    with pytest.raises(NotAllowed, match="of yours"):
        ON_ANOTHERS[way](mine)
    assert mine.rows("from applications order by all") == before


def test_what_belongs_to_a_goal_is_its_owners(mine: Writer) -> None:
    goal = mine.add("goals")
    milestone = mine.add("milestones", goal_id=goal, name="First")
    other = writer_of(mine, 2)
    other.delete("milestones", milestone_id=milestone)
    with pytest.raises(NotAllowed):
        other.change("milestones", milestone, name="Mine now")
    assert mine.own("milestones", milestone)["name"] == "First"
    mine.delete("milestones", milestone_id=milestone)
    assert mine.rows("from milestones") == []


def test_a_removed_row_is_out_of_sight_until_it_is_brought_back(mine: Writer) -> None:
    mine.remove("applications", 1)
    with pytest.raises(NotAllowed):
        mine.own("applications", 1)
    with pytest.raises(NotAllowed):
        mine.add("events", application_id=1, kind="offer", precision="unknown", origin="hand")
    assert mine.own("applications", 1, removed=True)["removed_at"] == NOW
    mine.bring_back("applications", 1)
    assert mine.own("applications", 1)["removed_at"] is None


@pytest.mark.parametrize(
    ("column", "word"),
    [("submission", "Sent"), ("applied_precision", "hour"), ("origin", "me"), ("submission", "sent ")],
)
def test_a_word_that_the_vocabulary_lacks_is_refused_wherever_it_comes_in(mine: Writer, column: str, word: str) -> None:
    for way in (
        lambda: an_application(mine, **{column: word}),
        lambda: mine.change("applications", 1, **{column: word}),
        lambda: mine.append("applications", pd.DataFrame({"application_id": [9, 10], column: [None, word]})),
    ):
        with pytest.raises(InvalidEntry, match=rf"^{word} is no {column.replace('_', ' ')}\. Choose one of"):
            way()
    assert mine.number("select count(*) from applications") == 2


def test_the_applicant_and_the_moment_are_the_writers_alone(mine: Writer) -> None:
    assert mine.rows("select $applicant, $now, $more", more="x") == [(1, NOW, "x")]
    for own in ("applicant", "now"):
        with pytest.raises(TypeError, match="can't be given"):
            mine.rows(f"select ${own}", **{own: 2})


def test_staff_write_for_a_person_only_where_they_say_for_whom(mine: Writer) -> None:
    staff = Writer(mine._connection, Viewer.staff(), NOW)
    with pytest.raises(NotAllowed, match="Only applicants"):
        an_application(staff)
    an_application(staff.on_behalf_of(2))
    assert mine.rows("select application_id, applicant_id from applications order by all") == [(1, 1), (2, 2), (3, 2)]
    with pytest.raises(NotAllowed, match="Only staff"):
        mine.on_behalf_of(2)


def test_every_table_of_the_schema_is_known_with_its_columns(mine: Writer) -> None:
    columns: dict[str, set[str]] = {}
    for table, column in mine.rows("select table_name, column_name from duckdb_columns() where not internal"):
        columns.setdefault(table, set()).add(column)
    views = {name for (name,) in mine.rows("select view_name from duckdb_views() where not internal")}
    assert columns.keys() - views == TABLES.keys() | NOBODYS.keys()
    for table, about in TABLES.items():
        named = {about.owned_by, about.key, about.written_at, *about.words} - {None}
        assert named <= columns[table], table
        # A number of something that somebody owns is checked wherever it stands.
        assert {name for name in columns[table] if name.endswith("_id")} <= {
            *REFERENCES,
            "applicant_id",
            "student_id",
            about.key,
        }, table


@pytest.mark.parametrize(
    ("raised", "ours"),
    [
        (OSError(28, "No space left on device"), DiskFull),
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), DiskFull),
        (PermissionError(13, "Permission denied", "live.duckdb"), NotPermitted),
        (OSError(30, "Read-only file system", "lock"), NotPermitted),
        (duckdb.IOException('IO Error: Cannot open file "x": Permission denied'), NotPermitted),
        (duckdb.IOException("IO Error: Could not set lock on file"), StoreBusy),
        (duckdb.FatalException("FATAL Error: database has been invalidated"), StoreDamaged),
        (duckdb.SerializationException("Serialization Error: Failed to deserialize"), StoreDamaged),
        (duckdb.OutOfMemoryException("Out of Memory Error"), Refused),
        (duckdb.ConversionException("Conversion Error: x"), Refused),
    ],
    ids=str,
)
def test_what_is_raised_below_has_its_cause_named(raised: Exception, ours: type[Refused]) -> None:
    assert type(as_ours(raised)) is ours


def test_a_write_derives_only_what_rests_on_its_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of_timelines = {"applications", "events", "applicants", "imports", "settings"}
    assert derived.sources("timelines") == of_timelines
    assert derived.sources("application_reasons") == {*of_timelines, "feedback", "readings", "reading_reasons"}
    store = Store(tmp_path)
    written: list[tuple[str, int | None]] = []
    for relation in DERIVED:
        how = partial(lambda relation, connection, own: written.append((relation, own["applicant"])), relation)
        monkeypatch.setitem(derived._WRITTEN, relation, how)
    with store.writing(Viewer.applicant(1), NOW) as writer:
        writer.add("journal", written_on=date(2026, 2, 1), mood=3)
        writer.leave_no_trace()
    assert written == []
    for person, change in (
        (1, lambda writer: an_application(writer)),
        (1, lambda writer: writer.add("feedback", speaker="own", precision="day", words="x", origin="hand")),
        (None, lambda writer: writer.sql("insert into events select * from events")),
        (None, lambda writer: writer.append("readings", writer.frame("from readings"))),
    ):
        with store.writing(Viewer.applicant(person) if person else Viewer.staff(), NOW) as writer:
            change(writer)
    both, reasons = ("timelines", "application_reasons"), ("application_reasons",)
    expected = ((both, 1), (reasons, 1), (both, None), (reasons, None))
    assert written == [(relation, person) for relations, person in expected for relation in relations]


def test_what_one_person_stores_leaves_anothers_state_as_it_was(tmp_path: Path) -> None:
    store = Store(tmp_path)

    def states() -> list[int]:
        snapshot = store.snapshot()
        try:
            return [snapshot.newest_commit(person) for person in (1, 2, None)]
        finally:
            snapshot.close()

    seen = [states()]
    for viewer in (Viewer.applicant(1), Viewer.applicant(2), Viewer.staff()):
        with store.writing(viewer, NOW):
            pass
        seen.append(states())
    assert seen == [[1, 1, 1], [2, 1, 2], [2, 3, 3], [4, 4, 4]]


@pytest.mark.parametrize(
    ("people", "new_to"), [((2,), [False, True, True]), ((1, 2), [True, True, True]), ((2, None), [True, True, True])]
)
def test_what_staff_store_on_behalf_of_one_person_is_new_to_nobody_else(
    tmp_path: Path, people: tuple[int | None, ...], new_to: list[bool]
) -> None:
    store = Store(tmp_path)
    with store.writing(Viewer.staff(), NOW) as writer:
        for person in people:
            on_behalf = writer.on_behalf_of(person) if person else writer
            on_behalf.sql("insert into settings values (1, $name, 'x')", name=str(person))
    snapshot = store.snapshot()
    assert [snapshot.newest_commit(person) == 2 for person in (1, 2, None)] == new_to
    snapshot.close()


def test_a_sign_in_for_the_first_time_is_new_to_nobody_else(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("ada", "bo"):
        signed_in(store, Identity("https://login.example", name, f"{name}@example.edu"))
    snapshot = store.snapshot()
    assert [snapshot.newest_commit(person) for person in (1, 2, 3)] == [2, 3, 1]
    snapshot.close()


def test_a_statement_of_many_rows_is_refused_for_a_word_that_the_vocabulary_lacks(tmp_path: Path) -> None:
    store = Store(tmp_path)
    insert = """
        insert into applications by name select
            $n as application_id, $applicant as applicant_id, $employer as employer, $word as submission,
            'unknown' as applied_precision, false as outcome_recorded, 'hand' as origin, $now as recorded_at
    """
    with store.writing(Viewer.applicant(1), NOW) as writer:
        writer.sql(insert, n=1, employer="Alder", word="sent")
    with (
        pytest.raises(InvalidEntry, match=r"^Sent is no submission\. Choose one of"),
        store.writing(Viewer.applicant(1), NOW) as writer,
    ):
        writer.sql(insert, n=2, employer="Birch", word="planned")
        writer.sql(insert, n=3, employer="Cedar", word="Sent")
    with store.writing(Viewer.applicant(1), NOW) as writer:
        writer.sql(insert, n=2, employer="Birch", word="planned")
        assert writer.rows("select employer from applications order by 1") == [("Alder",), ("Birch",)]
