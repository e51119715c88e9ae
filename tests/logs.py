"""Small logs for the importer's tests: text in, what was understood and what would be stored out."""
# ruff: noqa: E501

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from analytics.ingest.load import load
from analytics.ingest.reading import Answers, Reading
from analytics.ingest.tables import tables_of
from analytics.ingest.understand import understand
from analytics.store.scratch import scratch

TODAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Stored:
    """What one file became."""

    reading: Reading
    applications: list[dict[str, Any]]
    events: list[tuple[Any, ...]]
    feedback: list[tuple[Any, ...]]

    def column(self, name: str) -> list[Any]:
        return [application[name] for application in self.applications]


def stored(content: str | bytes, name: str = "log.csv", today: date = TODAY, **answers: Any) -> Stored:
    """Reads one file and loads it into an empty store in memory. Answers are given by name."""
    with scratch() as connection:
        return add(connection, content, name, today, **answers)


def add(
    connection: duckdb.DuckDBPyConnection,
    content: str | bytes,
    name: str = "log.csv",
    today: date = TODAY,
    **answers: Any,
) -> Stored:
    """The same into a store that may hold something."""
    given = Answers({key.replace("__", "."): value for key, value in answers.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        with tables_of(path, name) as tables:
            reading = understand(connection, tables[0], given, today)
            if not reading.unanswered:
                load(connection, 1, reading, "", given, datetime(today.year, today.month, today.day, 12))
    return Stored(reading, *held(connection))


def held(
    connection: duckdb.DuckDBPyConnection,
) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What the store holds: applications, events as (line, kind, day, precision), feedback as (line, words, source)."""
    cursor = connection.execute(
        "select * from applications where removed_at is null order by import_id, line, application_id"
    )
    names = [column[0] for column in cursor.description or []]
    applications = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    events = connection.execute(
        "select a.line, e.kind, e.happened_on::varchar, e.precision from events as e join applications as a using (application_id) "
        "where e.removed_at is null and a.removed_at is null order by a.line, e.event_id"
    ).fetchall()
    feedback = connection.execute(
        "select line, words, source from feedback where removed_at is null order by line, words"
    ).fetchall()
    return applications, events, feedback


def accounted(reading: Reading) -> bool:
    """Every row is an application, a plan, merged into another or set aside."""
    return reading.rows == reading.applications + reading.planned + reading.merged + len(reading.rows_set_aside)
