"""Every fixed query on three students: all of its rows, counted by hand (`query_tables/`)."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from analytics.store import queries
from analytics.store.tables import DERIVED
from tests import query_tables


@pytest.fixture(scope="module")
def worlds() -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    made = query_tables.worlds()
    query_tables.derive(made)
    yield made
    for connection in made.values():
        connection.close()


def test_every_query_has_its_table() -> None:
    assert query_tables.queries_with_tables() == sorted([*queries.names(), *DERIVED])


@pytest.mark.parametrize("query", query_tables.queries_with_tables())
def test_a_query_gives_what_was_counted_by_hand(query: str, worlds: dict[str, duckdb.DuckDBPyConnection]) -> None:
    takes = queries.parameters(query) if query in queries.names() else set()
    for one in query_tables.asked(query):
        assert one.values.keys() <= {*takes, "applicant"}
        assert query_tables.given(worlds, one) == one.table, one.heading


@pytest.mark.parametrize("query", query_tables.queries_with_tables())
def test_a_table_holds_rows(query: str) -> None:
    assert any(len(one.table) > 1 for one in query_tables.asked(query))
