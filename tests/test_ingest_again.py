"""Coming back with a longer log: what is new is added, what moved on is noted, nothing doubles, undo is whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from analytics.errors import AnswerNeeded, FileTooLarge, Refused
from analytics.ingest.account import undo
from analytics.ingest.importing import Source, import_file, review, undo_import
from analytics.ingest.reading import Answers
from analytics.store import Store, Viewer, Writer
from analytics.store.applications import correct, remove_application
from analytics.store.scratch import scratch
from tests.logs import add, held

HEADER = "Company,Role,Date Applied,Status,Link,Location\n"
FIRST = (
    HEADER
    + "Alder,Dev,2026-01-05,Applied,https://x.example/1,\nAlder,Dev,2026-01-05,Applied,https://x.example/2,\nBirch,Analyst,2026-01-07,Interview,,Rome\n"
)
LONGER = HEADER + (
    "Alder,Dev,2026-01-05,Rejected,https://x.example/1,Bonn\nAlder,Dev,2026-01-05,Applied,https://x.example/2,\n"
    "Birch,Analyst,2026-01-07,Interview,,Rome\nCedar,Dev,2026-02-01,Applied,,\n"
)
NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def writer() -> Iterator[Writer]:
    with scratch(NOW) as opened:
        yield opened


def test_the_same_file_twice_changes_nothing(writer: Writer) -> None:
    before = add(writer, FIRST)
    again = add(writer, FIRST)
    assert (again.applications, again.events) == (before.applications, before.events)
    assert writer.number("select count(*) from imports") == 1


def test_a_longer_log_adds_and_notes_what_moved_on(writer: Writer) -> None:
    add(writer, FIRST)
    after = add(writer, LONGER, today=date(2026, 3, 1))
    assert after.column("employer") == ["Alder", "Alder", "Birch", "Cedar"]
    assert after.column("status_words") == ["Rejected", "Applied", "Interview", "Applied"]
    assert after.column("location") == ["Bonn", None, "Rome", None]
    assert after.events == [(2, "rejected", "2026-03-01", "seen"), (4, "interview", None, "unknown")]


def test_a_day_that_the_log_learns_replaces_the_day_it_was_seen(writer: Writer) -> None:
    text = "Company,Role,Date Applied,Status,Response Date\nAlder,Dev,2026-01-05,{},{}\n"
    add(writer, text.format("Applied", ""))
    add(writer, text.format("Rejected", ""), today=date(2026, 2, 1))
    after = add(writer, text.format("Rejected", "2026-01-20"), today=date(2026, 3, 1))
    assert after.events == [(2, "rejected", "2026-01-20", "day")]


def test_hand_edits_hold(writer: Writer) -> None:
    first = add(writer, FIRST)
    correct(writer, first.applications[0]["application_id"], {"location": "Mainz", "employer": "Alder GmbH"})
    after = add(writer, LONGER)
    assert after.column("employer") == ["Alder GmbH", "Alder", "Birch", "Cedar"]
    assert after.column("location") == ["Mainz", None, "Rome", None]


def test_what_was_taken_out_by_hand_does_not_come_back(writer: Writer) -> None:
    first = add(writer, FIRST)
    remove_application(writer, first.applications[2]["application_id"])
    assert add(writer, LONGER).column("employer") == ["Alder", "Alder", "Cedar"]


def test_undo_takes_an_import_back_whole(writer: Writer) -> None:
    first = add(writer, FIRST)
    add(writer, LONGER, today=date(2026, 3, 1))
    assert undo(writer, 2) == 1
    assert held(writer)[:2] == (first.applications, first.events)
    with pytest.raises(Refused):
        undo(writer, 2)


def test_an_application_that_another_import_saw_stays(writer: Writer) -> None:
    add(writer, FIRST)
    add(writer, LONGER)
    assert undo(writer, 1) == 0
    assert len(held(writer)[0]) == 4


def test_an_import_that_was_undone_can_be_done_again(writer: Writer) -> None:
    first = add(writer, FIRST)
    undo(writer, 1)
    assert held(writer)[0] == []
    assert len(add(writer, FIRST).applications) == len(first.applications)


def test_a_requisition_number_tells_two_applications_apart(writer: Writer) -> None:
    text = "Company,Role,Date Applied,Status,Req ID\nAlder,Dev,2026-01-05,Applied,R-1\n"
    add(writer, text)
    assert len(add(writer, text + "Alder,Dev,2026-01-05,Applied,R-2\n").applications) == 2


# --- on a store ---------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path) -> Store:  # type: ignore[no-untyped-def]
    return Store(tmp_path / "store")


def a_file(tmp_path, text: str) -> Source:  # type: ignore[no-untyped-def]
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    return Source(path, "log.csv")


ME = Viewer.applicant(1)


def test_review_stores_nothing_and_says_what_would_be_new(tmp_path, store: Store) -> None:  # type: ignore[no-untyped-def]
    import_file(store, ME, a_file(tmp_path, FIRST), Answers(), NOW)
    newest = store.newest()
    [receipt] = review(store, ME, a_file(tmp_path, LONGER), Answers(), NOW)
    assert (receipt.added, receipt.updated, receipt.known) == (1, 1, 2)
    assert store.newest() == newest


def test_answers_are_remembered_for_the_layout(tmp_path, store: Store) -> None:  # type: ignore[no-untyped-def]
    text = "Company,Role,Date Applied,Status\nAlder,Dev,03/04/2025,Applied\n"
    with pytest.raises(AnswerNeeded, match="Which day"):
        import_file(store, ME, a_file(tmp_path, text), Answers(), NOW)
    import_file(store, ME, a_file(tmp_path, text), Answers({"date_order": "day first"}), NOW)
    [receipt] = import_file(store, ME, a_file(tmp_path, text + "Birch,Dev,05/04/2025,Applied\n"), Answers(), NOW)
    assert (receipt.added, receipt.known) == (1, 1)


def test_an_import_on_a_store_and_its_undo(tmp_path, store: Store) -> None:  # type: ignore[no-untyped-def]
    ragged = FIRST + "a,b,c,d,e,f,g,h\n"
    [receipt] = import_file(store, ME, a_file(tmp_path, ragged), Answers(), NOW)
    with store.reading(ME) as reader:
        assert list(reader.load("applications")["line"]) == [4, 3, 2]
        assert list(reader.load("set_aside_rows", import_id=receipt.import_id)["line"]) == [5]
    assert receipt.import_id is not None
    assert undo_import(store, ME, receipt.import_id, NOW) == 3
    with store.reading(ME) as reader:
        assert reader.load("applications").empty


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, store: Store) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(FileTooLarge, match="300 MB"):
        review(store, ME, Source(path, "large.csv"), Answers(), NOW)


def test_what_is_taken_back_leaves_nothing_and_the_file_does_not_grow(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    viewer = Viewer.applicant(1)
    rows = "".join(f"Firm {n},Dev,2025-01-05,Rejected,{n} lacking words of practice\n" for n in range(3000))
    log = tmp_path / "log.csv"
    log.write_text("Company,Role,Date Applied,Status,Feedback\n" + rows, encoding="utf-8")
    sizes = []
    for again in range(3):
        now = datetime(2026, 6, 1, 12, again)
        [receipt] = import_file(store, viewer, Source(log, log.name), Answers(), now)
        assert undo_import(store, viewer, receipt.import_id or 0, now) == 3000
        sizes.append((store.folder / "live.duckdb").stat().st_size)
    with store.writing(viewer, datetime(2026, 6, 2)) as writer:
        for table in ("applications", "events", "feedback", "contacts", "sightings", "set_aside"):
            assert writer.number(f"select count(*) from {table}") == 0  # noqa: S608
    assert max(sizes) <= sizes[0] * 1.1


def test_what_somebody_added_by_hand_stays_with_its_application(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    viewer = Viewer.applicant(1)
    log = tmp_path / "log.csv"
    log.write_text(
        "Company,Role,Date Applied,Status\nAlder,Dev,2025-01-05,Applied\nBirch,Dev,2025-01-06,Applied\n",
        encoding="utf-8",
    )
    now = datetime(2026, 6, 1, 12)
    [receipt] = import_file(store, viewer, Source(log, log.name), Answers(), now)
    with store.writing(viewer, now) as writer:
        [(alder,)] = writer.rows("select application_id from applications where employer = 'Alder'")
        writer.add("contacts", application_id=alder, name="Ana Roe", kind="hr", origin="hand")
    undo_import(store, viewer, receipt.import_id or 0, now)
    with store.writing(viewer, now) as writer:
        assert writer.rows("select employer, removed_at is not null from applications") == [("Alder", True)]
        assert writer.rows("select name from contacts") == [("Ana Roe",)]
