"""The store's schema, one numbered folder of SQL files a version, applied in order and once."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analytics.store import derived

FOLDER = Path(__file__).parent


def versions() -> list[int]:
    return sorted(int(folder.name) for folder in FOLDER.iterdir() if folder.name.isdigit())


def newest() -> int:
    return versions()[-1]


def version_of(connection: duckdb.DuckDBPyConnection) -> int:
    """The schema version that a store holds; 0 for an empty one."""
    found = connection.execute("select count(*) from duckdb_tables() where table_name = 'schema_versions'").fetchone()
    if found is None or found[0] == 0:
        return 0
    row = connection.execute("select coalesce(max(version), 0) from schema_versions").fetchone()
    return int(row[0]) if row else 0


def apply(connection: duckdb.DuckDBPyConnection) -> None:
    """Brings the store to the newest version, as a commit of its own."""
    connection.execute("begin")
    _bring_up(connection)
    connection.execute(
        "insert into commits by name"
        " select coalesce(max(number), 0) + 1 as number, now()::timestamp as committed_at from commits"
    )
    connection.execute("commit")


def _bring_up(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create table if not exists schema_versions (version integer, applied_at timestamp)")
    connection.execute("create table if not exists commits (number bigint not null, committed_at timestamp)")
    for version in versions():
        if version_of(connection) < version:
            for file in sorted((FOLDER / f"{version:04d}").glob("*.sql")):
                connection.execute(file.read_text(encoding="utf-8"))
            connection.execute("insert into schema_versions values ($version, now()::timestamp)", {"version": version})
    derived.derive(connection, None)
