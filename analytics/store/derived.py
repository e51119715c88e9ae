"""What a store derives from its rows before a transaction commits, so that no reader counts it again.

`timelines` has one row a sent application, from its events; `application_reasons` what texts state about it.
"""

from __future__ import annotations

import re
from functools import cache

import duckdb

from analytics.store import queries
from analytics.store.tables import DERIVED, TABLES, VIEWS

# So many applications at once fit into a writer's memory, whatever came of them.
BATCH = 1_000_000
LOG_ENDS = "log_ends"


@cache
def sources(relation: str) -> frozenset[str]:
    """The tables that a derived relation rests on: a transaction that changed none of them changes no row of it."""
    text = queries.derived(relation)
    named = {name for name in (*TABLES, *VIEWS, *DERIVED, LOG_ENDS) if re.search(rf"\b(from|join) {name}\b", text)}
    below = [sources(name) if name in (*DERIVED, LOG_ENDS) else {VIEWS.get(name, name)} for name in named]
    return frozenset().union(*below)


def derive(connection: duckdb.DuckDBPyConnection, applicant_id: int | None, changed: set[str] | None = None) -> None:
    """Writes anew what rests on the tables that were changed (None: on any), of one applicant or of everybody."""
    own = {"applicant": applicant_id}
    for relation in DERIVED:
        if changed is None or sources(relation) & changed:
            connection.execute(
                f"delete from {relation} where $applicant is null or applicant_id = $applicant",  # noqa: S608
                own,
            )
            _WRITTEN[relation](connection, own)


def _timelines(connection: duckdb.DuckDBPyConnection, own: dict[str, int | None]) -> None:
    connection.execute(f"create or replace temp table {LOG_ENDS} as " + queries.derived(LOG_ENDS), own)
    for first in range(*_numbers(connection, own), BATCH):
        connection.execute(
            "insert into timelines by name " + queries.derived("timelines"),
            {**own, "first": first, "last": first + BATCH - 1},
        )
    connection.execute(f"drop table {LOG_ENDS}")


def _application_reasons(connection: duckdb.DuckDBPyConnection, own: dict[str, int | None]) -> None:
    connection.execute("insert into application_reasons by name " + queries.derived("application_reasons"), own)


def _numbers(connection: duckdb.DuckDBPyConnection, own: dict[str, int | None]) -> tuple[int, int]:
    """The lowest number of an application, and the one after the highest."""
    found = connection.execute(
        "select coalesce(min(application_id), 0), coalesce(max(application_id) + 1, 0) from applications "
        "where $applicant is null or applicant_id = $applicant",
        own,
    ).fetchone()
    assert found is not None
    return int(found[0]), int(found[1])


_WRITTEN = {"timelines": _timelines, "application_reasons": _application_reasons}
