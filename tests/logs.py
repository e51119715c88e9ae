"""Small logs for the importer's tests: text in, what was understood and what would be stored out."""
# ruff: noqa: E501

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from analytics.ingest.dates import Order, day_of, shape
from analytics.ingest.layout import plain_cell
from analytics.ingest.load import load
from analytics.ingest.reading import Answers, Fate, Reading
from analytics.ingest.tables import tables_of
from analytics.ingest.understand import understand
from analytics.store import Writer
from analytics.store.scratch import scratch

TODAY = date(2026, 6, 1)


@dataclass(frozen=True)
class Stored:
    """What one file became."""

    reading: Reading
    applications: list[dict[str, Any]]
    events: list[tuple[Any, ...]]
    feedback: list[tuple[Any, ...]]
    contacts: list[tuple[Any, ...]] = field(default_factory=list)
    known: list[tuple[Any, ...]] = field(default_factory=list)

    def column(self, name: str) -> list[Any]:
        return [application[name] for application in self.applications]


def stored(content: str | bytes, name: str = "log.csv", today: date = TODAY, **answers: Any) -> Stored:
    """Reads one file and loads it into an empty store in memory. Answers are given by name."""
    with scratch(noon(today)) as writer:
        return add(writer, content, name, today, **answers)


def add(
    writer: Writer,
    content: str | bytes,
    name: str = "log.csv",
    today: date = TODAY,
    **answers: Any,
) -> Stored:
    """The same into a store that may hold something."""
    writer = replace(writer, now=noon(today))
    given = Answers({key.replace("__", "."): value for key, value in answers.items()})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        with tables_of(path, name) as tables:
            reading = understand(writer, tables[0], given, today)
            if not reading.unanswered:
                load(writer, reading, "", given)
    contacts = writer.rows(
        "select line, name, email, phone, employer from contacts where removed_at is null order by contact_id"
    )
    known = writer.rows(
        "select kind, happened_on::varchar, known_on::varchar from events where known_on is not null order by event_id"
    )
    return Stored(reading, *held(writer), contacts, known)


def held(
    writer: Writer,
) -> tuple[list[dict[str, Any]], list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """What the store holds: applications, events as (line, kind, day, precision), feedback as (line, words, source)."""
    applications = writer.records(
        "select * from applications where removed_at is null order by import_id, line, application_id"
    )
    events = writer.rows(
        "select a.line, e.kind, e.happened_on::varchar, e.precision from events as e join applications as a using (application_id) "
        "where e.removed_at is null and a.removed_at is null order by a.line, e.event_id"
    )
    feedback = writer.rows("select line, words, source from feedback where removed_at is null order by line, words")
    return applications, events, feedback


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)


def accounted(reading: Reading) -> bool:
    """Every row is an application, a plan, merged into another or set aside."""
    return reading.rows == reading.applications + reading.planned + reading.merged + len(reading.rows_set_aside)


def unaccounted(found: Stored, rows: list[list[str]]) -> list[tuple[int, str, str, Fate]]:
    """Cells whose text is not where their fate says: (line, heading, cell, fate). `rows` are the file's, header first."""
    by_line = {one["line"]: one for one in found.applications}
    lost: list[tuple[int, str, str, Fate]] = []
    for line, row in enumerate(rows[1:], 2):
        for index, cell in enumerate(row):
            fate = found.reading.fate_of(line, index, cell) if cell else Fate.EMPTY
            if line not in by_line or fate not in (Fate.STORED, Fate.NOTE):
                continue
            kept = str(by_line[line]["notes"]) if fate is Fate.NOTE else _all_of(found, line)
            text, _ = plain_cell(cell)
            day = shape(text)
            if text.lower() not in kept.lower() and not (day and any(day_of(day, order) for order in Order)):
                lost.append((line, rows[0][index], cell, fate))
    return lost


def _all_of(found: Stored, line: int) -> str:
    told = [one for one in found.applications if one["line"] == line]
    others = [one for part in (found.events, found.feedback, found.contacts) for one in part if one[0] == line]
    return " ".join(str(value) for one in told for value in one.values()) + " ".join(map(str, others))
