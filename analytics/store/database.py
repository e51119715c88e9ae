"""How the store's files are opened for writing: any DuckDB from 1.5 on can read them, whichever one made them."""

from __future__ import annotations

from pathlib import Path

import duckdb

OLDEST_READER = "v1.5.0"


def connected(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection that may write; it makes the file where there is none."""
    return duckdb.connect(str(path), config={"storage_compatibility_version": OLDEST_READER})
