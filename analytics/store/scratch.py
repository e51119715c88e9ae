"""A connection in memory for trying something out: what is staged there never reaches the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb


@contextmanager
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    """An empty database in memory, gone at the end."""
    with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
        yield connection
