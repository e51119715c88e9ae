"""The fixed queries on small worlds (`query_tables/worlds`), and a file for each query with the tables it gives.

    > as 1, by=channel           who asks (analyst, or an applicant's number), and with which values
    group_name | n               the columns, then all rows in the query's order
    Referral   | 2

The world is the three students, unless the line says another: `> as analyst in endings`.

An empty cell is null; yes and no are true and false. `tools/mutate_sql.py` asks which faults these tables notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analytics.store import derived, migrations, queries

FOLDER = Path(__file__).parent / "query_tables"

USUAL: dict[str, dict[str, Any]] = {
    "applicants": {"created_at": "2026-01-01"},
    "consents": {"recorded_by": "staff"},
    "imports": {"sha256": "abc"},
    "applications": {"outcome_recorded": True, "origin": "import", "recorded_at": "2026-12-31"},
    "events": {"origin": "import"},
    "contacts": {"origin": "hand", "recorded_at": "2026-03-01"},
    "conversations": {"recorded_at": "2026-03-01"},
    "interviews": {"recorded_at": "2026-03-01"},
    "feedback": {"precision": "day", "origin": "import", "recorded_at": "2026-03-01"},
    "feedback_requests": {"recorded_at": "2026-03-01"},
    "goal_reviews": {"recorded_at": "2026-03-01"},
    "journal": {"recorded_at": "2026-03-01"},
    "strengths": {"recorded_at": "2026-03-01"},
    "assessment_lines": {"recorded_at": "2026-03-01"},
}


@dataclass(frozen=True)
class Asked:
    """One call of a query and the table it gives: a header and rows of cells, as text."""

    query: str
    heading: str
    table: tuple[tuple[str, ...], ...]

    @property
    def world(self) -> str:
        viewer, _, _ = self.heading.partition(",")
        return viewer.partition(" in ")[2].strip() or "students"

    @property
    def values(self) -> dict[str, Any]:
        """What is bound; the viewer's number as the applicant."""
        viewer, *given = (part.strip() for part in self.heading.removeprefix("as ").split(","))
        viewer = viewer.partition(" in ")[0]
        values: dict[str, Any] = {"applicant": None if viewer == "analyst" else int(viewer)}
        return values | {name: _value(text) for name, text in (part.split("=", 1) for part in given)}


def asked(query: str) -> list[Asked]:
    """The calls of one query that its file holds."""
    return [Asked(query, heading, table) for heading, table in _blocks(FOLDER / f"{query}.txt")]


def queries_with_tables() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.txt"))


def worlds() -> dict[str, duckdb.DuckDBPyConnection]:
    """Each world in a store in memory, before anything is derived, by its name."""
    return {path.stem: _world(path) for path in sorted((FOLDER / "worlds").glob("*.txt"))}


def _world(path: Path) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    migrations.apply(connection)
    for table, frame in frames(path):
        connection.append(table, frame, by_name=True)
    return connection


def frames(path: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables of a world, each with its rows."""
    for table, (names, *rows) in _blocks(path):
        named = [USUAL.get(table, {}) | dict(zip(names, map(_cell, row), strict=True)) for row in rows]
        frame = pd.DataFrame([again for row in named for again in _repeated(row)])
        yield table, frame.astype(object)


def _repeated(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The row as often as its `times` says, each time under the next number."""
    times = int(row.pop("times", None) or 1)
    for further in range(times):
        yield row | ({"application_id": int(row["application_id"]) + further} if times > 1 else {})


def given(worlds: Mapping[str, duckdb.DuckDBPyConnection], one: Asked) -> tuple[tuple[str, ...], ...]:
    """The table that a query gives."""
    known = one.query in queries.names()
    text = queries.text(one.query) if known else f"from {one.query} order by all"
    takes = queries.parameters(one.query) if known else ()
    found = worlds[one.world].execute(text, {name: one.values.get(name) for name in takes})
    header = tuple(column[0] for column in found.description or [])
    return header, *(tuple(map(_shown, row)) for row in found.fetchall())


def derive(worlds: Mapping[str, duckdb.DuckDBPyConnection]) -> None:
    """Derives what everybody's rows give, a few at a time, and each person's once more by themselves."""
    whole, derived.BATCH = derived.BATCH, 20
    try:
        for connection in worlds.values():
            derived.derive(connection, None)
            for (person,) in connection.execute("select applicant_id from applicants").fetchall():
                derived.derive(connection, person)
    finally:
        derived.BATCH = whole


def _blocks(path: Path) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """The headings of a file, each with the rows of cells under it."""
    for block in path.read_text(encoding="utf-8").split("\n> ")[1:]:
        heading, *lines = block.splitlines()
        rows = [line for line in lines if line.strip() and not line.startswith("#")]
        yield heading.strip(), tuple(tuple(cell.strip() for cell in line.split("|")) for line in rows)


def _cell(text: str) -> Any:
    return {"": None, "yes": True, "no": False}.get(text, text)


def _value(text: str) -> Any:
    """A value to bind: a day, a number, a truth or a word."""
    for kind in (int, date.fromisoformat):
        try:
            return kind(text)
        except ValueError:
            continue
    return _cell(text)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return f"{value:g}" if isinstance(value, float) else str(value).strip()
