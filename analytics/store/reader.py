"""Reading: one viewer, one immutable snapshot, the fixed queries."""

from __future__ import annotations

from collections.abc import Mapping
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
from analytics.taxonomy import Dimension

if TYPE_CHECKING:
    from analytics.store.release import Cohort


NOBODY = {
    "cohort": pd.DataFrame({"applicant_id": [], "record_key": []}, dtype="int64"),
    "goals_judged": pd.DataFrame({"applicant_id": [0], "judged": [False], "on_track": [False]}).head(0),
    "enrolled_now": pd.DataFrame({"programme": [""], "level": [""], "term": [""], "students": [0]}).head(0),
}


class Snapshot:
    """An open, read-only, numbered state of the store; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = int(path.stem.rpartition("-")[2])
        self._connection = opened(path)

    def reader(self, viewer: Viewer) -> Reader:
        """What the viewer may read: rows of their own, everybody's counts, or, for staff, released counts."""
        from analytics.store.release import Released

        return Released(self, viewer) if viewer.role is Role.STAFF else Reader(self, viewer)

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

    @cached_property
    def cohort(self) -> Cohort:
        """Whose data counts in cohorts, and how counts of it are released."""
        from analytics.store.release import Cohort

        return Cohort.of(self)

    def run(self, query: str, values: dict[str, Any], tables: Mapping[str, pd.DataFrame] | None = None) -> pd.DataFrame:
        """Rows of a fixed query, with further tables by name. For readers only: they decide what may be asked."""
        cursor = self.cursor()
        try:
            for name, table in (tables or {}).items():
                cursor.register(name, table)
            with translated():
                return cursor.execute(queries.text(query), queries.bound(query, values)).df()
        finally:
            cursor.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each run: one connection shared by threads gives wrong results."""
        return self._connection.cursor()

    def close(self) -> None:
        if "cohort" in vars(self):
            self.cohort.frozen.close()
        self._connection.close()


class Reader:
    """What one viewer may read of one snapshot.

    `$applicant` is bound by the reader and by nobody else: the viewer's own id, or null for an analyst, which
    the counting queries take for everybody and the private ones (journal) for nobody.
    """

    def __init__(self, snapshot: Snapshot, viewer: Viewer) -> None:
        if viewer.role is Role.STAFF and type(self) is Reader:
            raise NotAllowed("Staff see released counts only.", "The cohort pages show what may be seen.")
        self.snapshot = snapshot
        self.viewer = viewer

    def load(self, query: str, **values: Any) -> pd.DataFrame:
        """Rows of a fixed query in `store/sql`, for this viewer's applications.

        Values are bound by name; those not given are null. Raises KeyError for an unknown query, TypeError for
        a value that the query doesn't take, UnknownChoice for a grouping, a filter or a word that it doesn't know.
        """
        if "applicant" in values:
            raise TypeError("the applicant is the viewer's; it can't be asked for")
        choices.check(query, values, self.viewer.role, self._groups)
        if "applicant" in queries.parameters(query):
            values["applicant"] = self.viewer.applicant_id
        if not query.startswith("cohort_"):
            return self.snapshot.run(query, values)
        if self.viewer.role is Role.APPLICANT:
            return self.snapshot.run(query, values, NOBODY)
        return self.snapshot.cohort.count(query, values)

    def _groups(self, dimension: Dimension) -> list[str]:
        """The groups of a dimension among the students of the cohort and those enrolled."""
        if self.viewer.role is Role.APPLICANT:
            return []
        cohort = self.snapshot.cohort
        enrolled = cohort.enrolled[dimension].tolist() if dimension in cohort.enrolled else []
        return sorted({*cohort.count("cohort_students", {"by": dimension.value})["group_name"], *enrolled})
