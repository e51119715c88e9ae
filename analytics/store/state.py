"""An open state of the store: one immutable file and the fixed queries, and nothing of who may ask them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import closing
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from analytics.store import ad_hoc, queries
from analytics.store.faults import translated
from analytics.store.files import opened


class Answering(ABC):
    """What answers queries on a cursor of DuckDB's. For readers only: they decide what may be asked."""

    @abstractmethod
    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own for each run: one connection shared by threads gives wrong results."""

    def run(self, query: str, values: dict[str, Any]) -> pd.DataFrame:
        """Rows of a fixed query."""
        with closing(self.cursor()) as cursor, translated():
            return cursor.execute(queries.text(query), queries.bound(query, values)).df()

    def sql(self, text: str, values: dict[str, Any], seconds: float) -> pd.DataFrame:
        """Rows of a query of an analyst's own, as `ad_hoc` allows them."""
        query = ad_hoc.limited(ad_hoc.checked(text))
        with closing(self.cursor()) as cursor, ad_hoc.within(seconds, cursor.interrupt):
            return ad_hoc.not_too_many(cursor.execute(query, values).df())


class State(Answering):
    """A read-only, numbered state of the store; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.number = int(path.stem.rpartition("-")[2])
        self._connection = opened(path)
        self._newest_commits: dict[int | None, int] = {}

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
        if applicant_id not in self._newest_commits:
            [(number,)] = (
                self.cursor()
                .execute(
                    "select coalesce(max(number), 0) from commits"
                    " where $applicant is null or applicant_id is null or applicant_id = $applicant",
                    {"applicant": applicant_id},
                )
                .fetchall()
            )
            self._newest_commits[applicant_id] = int(number)
        return self._newest_commits[applicant_id]

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self._connection.cursor()

    def close(self) -> None:
        self._connection.close()
