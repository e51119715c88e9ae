"""Reading: one viewer, one immutable snapshot (or a lake), the fixed queries."""

from __future__ import annotations

from typing import Any, Protocol

import pandas as pd

from analytics.errors import NotAllowed, Refused
from analytics.store import ad_hoc, choices, queries
from analytics.store.part import part_of
from analytics.store.publications import Publication, Publications
from analytics.store.state import State
from analytics.store.viewer import Role, Viewer

FOR_STAFF = frozenset({"exports", "enrolments"})
"""What staff read besides publications: what they brought themselves, and what is public."""


class Snapshot(State):
    """A state of the store with its readers."""

    def reader(self, viewer: Viewer) -> Reader:
        """What the viewer may read: rows of their own, everybody's counts, or, for staff, what was published."""
        return Reader(self, viewer)

    @property
    def publications(self) -> Publications:
        """What was published of cohorts; it stands beside the store and does not change with it."""
        return Publications(self.path.parent)


class Engine(Protocol):
    """What runs a reader's queries: a snapshot on DuckDB, or a lake on Spark. It knows nothing of who may ask."""

    def run(self, query: str, values: dict[str, Any]) -> pd.DataFrame: ...

    def sql(self, text: str, values: dict[str, Any], seconds: float) -> pd.DataFrame: ...

    @property
    def publications(self) -> Publications: ...


class Reader:
    """What one viewer may read of one snapshot, or of a lake: the same on either engine.

    `$applicant` is bound by the reader and by nobody else: the viewer's own id, or null for an analyst, which
    the counting queries take for everybody and the private ones (journal) for nobody.
    """

    def __init__(self, engine: Engine, viewer: Viewer) -> None:
        self.engine = engine
        self.viewer = viewer

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that is read. Raises Refused for a lake, which has none."""
        if not isinstance(self.engine, Snapshot):
            raise Refused("This is done on the store itself, not on Spark.", "Leave the engine to DuckDB for it.")
        return self.engine

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
        return self.engine.run(query, values)

    def sql(self, text: str, *, seconds: float = ad_hoc.SECONDS, **values: Any) -> pd.DataFrame:
        """Rows of an analyst's own query: one select over the tables of docs/tables.md, in DuckDB's SQL.

            reader.sql("select sector, count(*) as n from timelines where offered group by sector order by n desc")
            reader.sql("select count(*) as n from timelines where channel = $channel", channel="Referral")

        Values are bound by name. Nothing can be changed, no file or address is read, and what is private to its owner
        (journal, settings) can't be named. Counts are exact and of everybody: they may not leave the room as they are.

        Raises NotAllowed for any other viewer; InvalidQuery for what is no such query, takes longer than `seconds` or
        more memory than it may have, or gives more than a million rows.
        """
        if self.viewer.role is not Role.ANALYST:
            raise NotAllowed("Queries of one's own are for analysts.", "The pages and reader.load show what is yours.")
        return self.engine.sql(text, values, seconds)

    def among(self, **students: str) -> Reader:
        """The same for the students of one programme, level or term: `reader.among(programme="Economics")`.

        Every query then counts their rows alone. Raises NotAllowed for any other viewer than an analyst, UnknownChoice
        for what describes nobody here, Refused on Spark.
        """
        if self.viewer.role is not Role.ANALYST:
            raise NotAllowed("Parts of the students are for analysts.", "What is yours is read as it is.")
        return Reader(part_of(self.engine, students), self.viewer) if students else self

    def publication(self) -> Publication | None:
        """The newest published numbers of cohorts, None before the first. Raises NotAllowed for an applicant."""
        if self.viewer.role is Role.APPLICANT:
            raise NotAllowed("Cohorts are for staff.", "What you sent and what came of it is on the other pages.")
        return self.engine.publications.newest()
