"""Single numbers: what a count says, and the next id of a table (large tables have no keys of their own)."""

from __future__ import annotations

from typing import Any

import duckdb

_LARGEST = "select coalesce(max(columns(lambda name: name = $column)), 0) from query_table($table)"


def number(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None) -> int:
    """The one whole number that a query gives."""
    row = connection.execute(sql, values or {}).fetchone()
    assert row is not None
    return int(row[0])


def largest_id(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    """The largest id in a column of a table; 0 where there is none."""
    return number(connection, _LARGEST, {"table": table, "column": column})


def next_id(connection: duckdb.DuckDBPyConnection, table: str, column: str) -> int:
    """An id that is free. Writers take turns, so it stays free until the transaction ends."""
    return largest_id(connection, table, column) + 1
