"""Applications kept by hand: each change is remembered and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from analytics.errors import InvalidEntry
from analytics.store.applications import (
    add_application,
    add_event,
    bring_back_application,
    bring_back_event,
    correct,
    remove_application,
    remove_event,
    undo_correction,
)
from analytics.store.scratch import scratch
from analytics.taxonomy import EventKind
from tests.logs import held

NOW = datetime(2026, 3, 1, 12)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with scratch() as opened:
        yield opened


def an_entry(connection: duckdb.DuckDBPyConnection, **fields: Any) -> int:
    return add_application(connection, 1, {"employer": "Alder", "applied_on": date(2026, 1, 5)} | fields, now=NOW)


def one(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    return held(connection)[0][0]


def test_an_entry_is_added(connection: duckdb.DuckDBPyConnection) -> None:
    an_entry(connection, notes="  =1+1  ")
    entry = one(connection)
    assert (entry["employer"], entry["submission"], entry["origin"], entry["notes"]) == (
        "Alder",
        "sent",
        "hand",
        "=1+1",
    )


def test_an_entry_names_somebody_and_is_not_ahead(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(InvalidEntry, match="neither"):
        an_entry(connection, employer=" ")
    with pytest.raises(InvalidEntry, match="ahead"):
        an_entry(connection, applied_on=date(2026, 3, 2))


def test_a_correction_is_remembered_and_undone(connection: duckdb.DuckDBPyConnection) -> None:
    entry = an_entry(connection)
    assert correct(connection, 1, entry, {"employer": "Birch", "applied_on": None, "notes": ""}, now=NOW) == 2
    assert (one(connection)["employer"], one(connection)["applied_precision"]) == ("Birch", "unknown")
    for (edit,) in connection.execute("select edit_id from edits").fetchall():
        undo_correction(connection, 1, edit, now=NOW)
    assert (one(connection)["employer"], one(connection)["applied_on"], one(connection)["applied_precision"]) == (
        "Alder",
        date(2026, 1, 5),
        "day",
    )


def test_events_are_added_taken_out_and_brought_back(connection: duckdb.DuckDBPyConnection) -> None:
    entry = an_entry(connection)
    event = add_event(connection, 1, entry, EventKind.REJECTED, date(2026, 1, 20), now=NOW)
    assert held(connection)[1] == [(None, "rejected", "2026-01-20", "day")]
    remove_event(connection, 1, event, now=NOW)
    assert held(connection)[1] == []
    bring_back_event(connection, 1, event)
    assert len(held(connection)[1]) == 1
    with pytest.raises(InvalidEntry, match="before the application"):
        add_event(connection, 1, entry, EventKind.OFFER, date(2025, 12, 1), now=NOW)


def test_an_entry_is_taken_out_and_brought_back(connection: duckdb.DuckDBPyConnection) -> None:
    entry = an_entry(connection)
    remove_application(connection, 1, entry, now=NOW)
    assert held(connection)[0] == []
    bring_back_application(connection, 1, entry)
    assert len(held(connection)[0]) == 1


def test_nobody_touches_another_persons_entry(connection: duckdb.DuckDBPyConnection) -> None:
    entry = an_entry(connection)
    with pytest.raises(InvalidEntry):
        correct(connection, 2, entry, {"employer": "Birch"}, now=NOW)
    remove_application(connection, 2, entry, now=NOW)
    assert one(connection)["employer"] == "Alder"
