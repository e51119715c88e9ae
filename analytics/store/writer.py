"""Writing: one transaction, one viewer, one moment.

    with store.writing(viewer, now=now) as writer:
        goals.set_goal(writer, terms)

Whose a row is, which words a column takes and which moment it is written at are decided here and nowhere else: the
functions that write say only what changes. A row of somebody else's can be neither named nor referred to.

What moves many rows at once (an import, the sample, a restore) uses `sql`, `rows` and `append`. There `$applicant`
and `$now` are the writer's, and nobody else can bind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import duckdb
import pandas as pd

from analytics.errors import InvalidEntry, NotAllowed
from analytics.store.faults import translated
from analytics.store.tables import PERSON, REFERENCES, TABLES, Table
from analytics.store.viewer import Role, Viewer

_CHANGES = re.compile(r"\b(?:insert(?: or replace)? into|update|delete from|truncate)\s+(\w+)")
_WRITES = re.compile(r"\b(?:insert(?: or replace)? into|update)\s+(\w+)")


@dataclass(frozen=True)
class Writer:
    """What one viewer may write in one transaction.

    Raises NotAllowed for rows of others, InvalidEntry for a word that the column's vocabulary lacks, and what disk and
    database object to as one of our errors.
    """

    _connection: duckdb.DuckDBPyConnection = field(repr=False)
    viewer: Viewer
    now: datetime
    """The moment that everything in the transaction is recorded under."""
    changed: set[str] = field(default_factory=set, repr=False, compare=False)
    """The tables in which the transaction has changed something."""
    people: set[int | None] = field(default_factory=set, repr=False, compare=False)
    """Those whose rows it may have changed; None for anybody's."""
    unchecked: set[str] = field(default_factory=set, repr=False, compare=False)
    """The tables whose words are still to be checked, as statements wrote them."""

    @property
    def applicant_id(self) -> int:
        """Whose rows are written. Raises NotAllowed for anybody but an applicant."""
        if self.viewer.applicant_id is None:
            raise NotAllowed("Only applicants change their log.", "Sign in as an applicant.")
        return self.viewer.applicant_id

    def on_behalf_of(self, applicant_id: int) -> Writer:
        """The same transaction for one person's rows, where staff store what belongs to them.

        Raises NotAllowed for anybody but staff.
        """
        if self.viewer.role is not Role.STAFF and self.viewer.applicant_id != applicant_id:
            raise NotAllowed("Only staff write for somebody else.")
        return replace(self, viewer=Viewer.applicant(applicant_id))

    # --- rows of one's own -------------------------------------------------------------------------------

    def own(self, table: str, number: int, *, removed: bool = False) -> dict[str, Any]:
        """A row of the viewer's, by its number; one that was removed only where that is asked for.

        Raises NotAllowed where it is not theirs.
        """
        about = TABLES[table]
        found = self.records(
            f'select * from {table} where "{about.key}" = $number and {_owned(about)}',  # noqa: S608
            number=number,
        )
        if not found or (found[0].get("removed_at") and not removed):
            raise NotAllowed(f"There is no {about.one} {number} of yours.", "Open the list again.")
        return found[0]

    def add(self, table: str, **columns: Any) -> int:
        """A new row of the viewer's. Returns its number, 0 in a table that numbers none."""
        about = TABLES[table]
        number = self.next_number(table) if about.key else 0
        given: dict[str, Any] = {PERSON: self.applicant_id} if about.owned_by == PERSON else {}
        if about.key:
            given[about.key] = number
        if about.written_at:
            given[about.written_at] = self.now
        row = {**given, **columns}
        self._check(about, row, removed=False)
        names = ", ".join(f'"{name}"' for name in row)
        self._execute(f"insert into {table} ({names}) values ({', '.join(f'${name}' for name in row)})", row)  # noqa: S608
        return number

    def change(self, table: str, number: int, **columns: Any) -> None:
        """Writes columns of one row of the viewer's, removed or not."""
        about = TABLES[table]
        self.own(table, number, removed=True)
        self._check(about, columns, removed=True)
        changes = ", ".join(f'"{name}" = ${name}' for name in columns)
        self._execute(
            f'update {table} set {changes} where "{about.key}" = $this_row',  # noqa: S608
            {**columns, "this_row": number},
        )

    def remove(self, table: str, number: int) -> None:
        """Takes a row of the viewer's out of every count; it can be brought back."""
        self.change(table, number, removed_at=self.now)

    def bring_back(self, table: str, number: int) -> None:
        """Puts a row that was removed back."""
        self.change(table, number, removed_at=None)

    def delete(self, table: str, **where: Any) -> None:
        """Deletes the viewer's rows in which every named column has the value."""
        fits = " and ".join([_owned(TABLES[table]), *(f'"{name}" is not distinct from ${name}' for name in where)])
        self.sql(f"delete from {table} where {fits}", **where)  # noqa: S608

    def leave_no_trace(self) -> None:
        """Promises, with the transaction, that what it replaces or deletes leaves no bytes in the store's folder."""
        self.sql("insert into rewrites_due values ($now)")

    def _check(self, about: Table, row: Mapping[str, Any], *, removed: bool) -> None:
        for column, vocabulary in about.words.items():
            check_word(column, row.get(column), tuple(vocabulary))
        for column, table in REFERENCES.items():
            if row.get(column) is not None and column != about.key:
                self.own(table, row[column], removed=removed)

    # --- many rows ---------------------------------------------------------------------------------------

    def sql(self, query: str, /, **values: Any) -> None:
        """Runs a statement; values are bound by name, `$applicant` and `$now` by the writer."""
        self._execute(query, self._bound(query, values))
        self.unchecked.update(_WRITES.findall(query))

    def check_words(self) -> None:
        """Before the commit: what statements wrote at this moment takes words of its vocabularies.

        Raises InvalidEntry. Tables that keep no moment are looked at whole.
        """
        for table in sorted(self.unchecked & TABLES.keys()):
            about = TABLES[table]
            written = f" where {about.written_at} = $now" if about.written_at else ""
            for column, vocabulary in about.words.items():
                for (word,) in self.rows(f"select distinct {column} from {table}{written}"):  # noqa: S608
                    check_word(column, word, tuple(vocabulary))

    def rows(self, query: str, /, **values: Any) -> list[tuple[Any, ...]]:
        """The rows of a query, as the transaction sees them."""
        with translated():
            return self._connection.execute(query, self._bound(query, values)).fetchall()

    def records(self, query: str, /, **values: Any) -> list[dict[str, Any]]:
        """The rows of a query, each by the names of its columns."""
        with translated():
            found = self._connection.execute(query, self._bound(query, values))
            names = [column[0] for column in found.description or []]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def frame(self, query: str, /, **values: Any) -> pd.DataFrame:
        """The rows of a query as a table."""
        with translated():
            return self._connection.execute(query, self._bound(query, values)).df()

    def number(self, query: str, /, **values: Any) -> int:
        """The one whole number that a query gives."""
        [(found,)] = self.rows(query, **values)
        return int(found)

    def next_number(self, table: str) -> int:
        """A number that is free for a new row. Writers take turns, so it stays free until the transaction ends."""
        return self.number(f'select coalesce(max("{TABLES[table].key}"), 0) + 1 from {table}')  # noqa: S608

    def append(self, table: str, frame: pd.DataFrame) -> None:
        """Adds the rows of a frame, whose columns are named like the table's and say whose they are."""
        for column, vocabulary in TABLES[table].words.items() if table in TABLES else ():
            for word in frame[column].dropna().unique() if column in frame else ():
                check_word(column, word, tuple(vocabulary))
        self._note({table})
        with translated():
            self._connection.append(table, frame, by_name=True)

    @contextmanager
    def staged(self, name: str, frame: pd.DataFrame) -> Iterator[None]:
        """The rows of a frame as a relation of that name, for the statements in between."""
        self._connection.register(name, frame)
        try:
            yield
        finally:
            self._connection.unregister(name)

    def begin_anew(self, *, keep: bool) -> None:
        """Begins a new transaction, keeping the temporary tables that this one filled, or dropping them.

        Only for staging, which comes first and writes nothing but temporary tables: DuckDB reads with one thread what
        the present transaction wrote, and a statement that fails ends its transaction. In a scratch store, which has
        no transaction, nothing happens.
        """
        try:
            self._connection.execute("commit" if keep else "rollback")
        except duckdb.TransactionException:
            return
        self._connection.execute("begin")

    def _bound(self, query: str, values: Mapping[str, Any]) -> dict[str, Any]:
        if own := {"applicant", "now"} & values.keys():
            raise TypeError(f"{' and '.join(sorted(own))} can't be given: the writer binds its own")
        bound = dict(values)
        if re.search(r"\$applicant\b", query):
            bound["applicant"] = self.applicant_id
        if re.search(r"\$now\b", query):
            bound["now"] = self.now
        return bound

    def _execute(self, query: str, values: Mapping[str, Any]) -> None:
        self._note(_CHANGES.findall(query))
        with translated():
            self._connection.execute(query, dict(values))

    def _note(self, tables: Iterable[str]) -> None:
        self.changed.update(tables)
        self.people.add(self.viewer.applicant_id)


def check_word(column: str, word: str | None, vocabulary: tuple[str, ...]) -> None:
    """Raises InvalidEntry for a word that a column's vocabulary lacks."""
    if word is not None and word not in vocabulary:
        raise InvalidEntry(f"{word} is no {column.replace('_', ' ')}.", f"Choose one of {', '.join(vocabulary)}.")


def _owned(about: Table) -> str:
    """The condition under which a row is the viewer's."""
    if about.owned_by == PERSON:
        return f"{PERSON} = $applicant"
    parent = REFERENCES[about.owned_by]
    return f"{about.owned_by} in (select {about.owned_by} from {parent} where {PERSON} = $applicant)"  # noqa: S608
