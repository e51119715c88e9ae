"""A store in memory for trying an import out: what is staged or loaded there never reaches the real one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb

from analytics.store import migrations
from analytics.store.viewer import Viewer
from analytics.store.writer import Writer

# What decides what an import would do: this person's rows of these tables.
_OWN = ("applications", "events", "contacts", "edits", "feedback", "imports", "layouts")
_OF_IMPORTS = ("sightings", "import_changes")


@contextmanager
def scratch(now: datetime, applicant_id: int = 1, snapshot: Path | None = None) -> Iterator[Writer]:
    """One person's writer on an empty store in memory, or on a copy of their log from a snapshot. Gone at the end."""
    with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
        migrations.apply(connection)
        if snapshot is not None:
            _copy(connection, snapshot, applicant_id)
        yield Writer(connection, Viewer.applicant(applicant_id), now)


def _copy(connection: duckdb.DuckDBPyConnection, snapshot: Path, applicant_id: int) -> None:
    # attach takes no bound value; the path is the store's own, quoted all the same
    quoted = str(snapshot).replace("'", "''")
    connection.execute(f"attach '{quoted}' as kept (read_only)")
    for table in _OWN:
        connection.execute(
            f"insert into {table} by name select * from kept.{table} where applicant_id = $applicant",  # noqa: S608
            {"applicant": applicant_id},
        )
    for table in _OF_IMPORTS:
        connection.execute(
            f"insert into {table} by name select * from kept.{table} semi join imports using (import_id)"  # noqa: S608
        )
    connection.execute("detach kept")
