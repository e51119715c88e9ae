"""Timelines: one row a sent application, derived from its events before a transaction commits."""

from __future__ import annotations

import re
from functools import cache

import duckdb

from analytics.store import queries
from analytics.store.tables import TABLES

# So many applications at once fit into a writer's memory, whatever came of them.
BATCH = 1_000_000


@cache
def sources() -> frozenset[str]:
    """The tables that timelines are derived from: a transaction that changed none of them changes no timeline."""
    text = queries.derived("log_ends") + queries.derived("timelines")
    return frozenset(table for table in TABLES if re.search(rf"\b(from|join) {table}\b", text))


def derive(connection: duckdb.DuckDBPyConnection, applicant_id: int | None) -> None:
    """Writes the timelines of one applicant anew, or everybody's where none is named."""
    own = {"applicant": applicant_id}
    connection.execute("delete from timelines where $applicant is null or applicant_id = $applicant", own)
    connection.execute("create or replace temp table log_ends as " + queries.derived("log_ends"), own)
    for first in range(*_numbers(connection, own), BATCH):
        connection.execute(
            "insert into timelines by name " + queries.derived("timelines"),
            {**own, "first": first, "last": first + BATCH - 1},
        )
    connection.execute("drop table log_ends")


def _numbers(connection: duckdb.DuckDBPyConnection, own: dict[str, int | None]) -> tuple[int, int]:
    """The lowest number of an application, and the one after the highest."""
    found = connection.execute(
        "select coalesce(min(application_id), 0), coalesce(max(application_id) + 1, 0) from applications "
        "where $applicant is null or applicant_id = $applicant",
        own,
    ).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])
