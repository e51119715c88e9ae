"""Reading: one viewer, one immutable snapshot, the fixed queries."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd

from analytics.errors import NotAllowed
from analytics.store import choices, queries
from analytics.store.faults import translated
from analytics.store.files import opened
from analytics.store.viewer import Role, Viewer

if TYPE_CHECKING:
    from analytics.store.publications import Publication, Publications

FOR_STAFF = frozenset({"exports", "enrolments"})
"""What staff read besides publications: what they brought themselves, and what is public."""


class Snapshot:
    """An open, read-only, numbered state of the store; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = int(path.stem.rpartition("-")[2])
        self._connection = opened(path)

    def reader(self, viewer: Viewer) -> Reader:
        """What the viewer may read: rows of their own, everybody's counts, or, for staff, what was published."""
        return Reader(self, viewer)

    @cached_property
    def committed_at(self) -> datetime:
        """The moment of the newest change."""
        row = (
            self.cursor().execute("select coalesce(max(committed_at), timestamp '1970-01-01') from commits").fetchone()
        )
        assert row is not None
        moment: datetime = row[0]
        return moment

    def newest_commit(self, applicant_id: int | None) -> int:
        """The number of the newest commit that may have changed what one person reads, or anybody for None.

        What was read of them under the same number holds, whatever others have stored since.
        """
        [(number,)] = (
            self.cursor()
            .execute(
                "select coalesce(max(number), 0) from commits"
                " where $applicant is null or applicant_id is null or applicant_id = $applicant",
                {"applicant": applicant_id},
            )
            .fetchall()
        )
        return int(number)

    @property
    def publications(self) -> Publications:
        """What was published of cohorts; it stands beside the store and does not change with it."""
        from analytics.store.publications import Publications

        return Publications(self.path.parent)

    def run(self, query: str, values: dict[str, Any]) -> pd.DataFrame:
        """Rows of a fixed query. For readers only: they decide what may be asked."""
        cursor = self.cursor()
        try:
            with translated():
                return cursor.execute(queries.text(query), queries.bound(query, values)).df()
        finally:
            cursor.close()

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
        self.snapshot = snapshot
        self.viewer = viewer

    def load(self, query: str, **values: Any) -> pd.DataFrame:
        """Rows of a fixed query in `store/sql`, for this viewer's applications.

        Values are bound by name; those not given are null. Raises KeyError for an unknown query, TypeError for
        a value that the query doesn't take, UnknownChoice for a grouping, a filter or a word that it doesn't know,
        NotAllowed for whatever is of students where staff ask.
        """
        if self.viewer.role is Role.STAFF and query not in FOR_STAFF:
            raise NotAllowed("Staff see published numbers only.", "The page Cohort shows them.")
        if "applicant" in values:
            raise TypeError("the applicant is the viewer's; it can't be asked for")
        choices.check(query, values, self.viewer.role)
        if "applicant" in queries.parameters(query):
            values["applicant"] = self.viewer.applicant_id
        return self.snapshot.run(query, values)

    def publication(self) -> Publication | None:
        """The newest published numbers of cohorts, None before the first. Raises NotAllowed for an applicant."""
        if self.viewer.role is Role.APPLICANT:
            raise NotAllowed("Cohorts are for staff.", "What you sent and what came of it is on the other pages.")
        return self.snapshot.publications.newest()
