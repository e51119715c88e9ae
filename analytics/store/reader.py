"""Reading: one viewer, one immutable snapshot, the fixed queries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analytics.errors import NotAllowed
from analytics.store import queries
from analytics.store.viewer import Role, Viewer


class Snapshot:
    """An open, read-only, numbered state of the store; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = int(path.stem.removeprefix("read-"))
        self._connection = duckdb.connect(
            str(path), read_only=True, config={"memory_limit": "2GB", "enable_external_access": "false"}
        )

    def reader(self, viewer: Viewer) -> Reader:
        return Reader(self, viewer)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each run: one connection shared by threads gives wrong results."""
        return self._connection.cursor()

    def close(self) -> None:
        self._connection.close()


class Reader:
    """What one viewer may read of one snapshot.

    `$applicant` is bound by the reader and by nobody else: the viewer's own id, or null for an analyst, which
    the counting queries take for everybody and the private ones (journal) for nobody.
    """

    def __init__(self, snapshot: Snapshot, viewer: Viewer) -> None:
        if viewer.role is Role.STAFF:
            raise NotAllowed(
                "Staff see released counts only.", "Open the cohort pages, or ask for `analytics.disclosure`."
            )
        self.snapshot = snapshot
        self.viewer = viewer

    def load(self, query: str, **values: Any) -> pd.DataFrame:
        """Rows of a fixed query in `store/sql`, for this viewer's applications.

        Values are bound by name; those not given are null. Raises KeyError for an unknown query, TypeError for
        a value that the query doesn't take.
        """
        if "applicant" in values:
            raise TypeError("the applicant is the viewer's; it can't be asked for")
        if "applicant" in queries.parameters(query):
            values["applicant"] = self.viewer.applicant_id
        cursor = self.snapshot.cursor()
        try:
            return cursor.execute(queries.text(query), queries.bound(query, values)).df()
        finally:
            cursor.close()
