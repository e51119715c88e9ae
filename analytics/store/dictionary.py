"""The data dictionary: what each table, view and column of a store means, with its type, its unit and an example.

Said once, in `data/data_dictionary.csv`; docs/tables.md, every export's manifest and the engines read it here. Columns
of a vocabulary have its words as their unit. A table named * says what a column means wherever nothing else is said.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import duckdb

from analytics import DATA
from analytics.store import migrations
from analytics.store.tables import words_of

EVERYWHERE = "*"


@dataclass(frozen=True)
class Column:
    """One column: its DuckDB type, what it means, in which unit, and a value that it could hold."""

    name: str
    type: str
    meaning: str
    unit: str
    example: str

    @property
    def described(self) -> str:
        """Its meaning and unit, as a manifest has them."""
        return f"{self.meaning} ({self.unit})"


@dataclass(frozen=True)
class Relation:
    """A table or view: what one row is, and its columns in their order."""

    name: str
    meaning: str
    columns: tuple[Column, ...]


@cache
def never_null() -> Mapping[str, frozenset[str]]:
    """The columns of every table and view that a store never leaves empty."""
    found: dict[str, set[str]] = {table: set() for table in schema()}
    with _empty_store() as connection:
        for table, column in connection.execute(
            "select table_name, column_name from duckdb_columns() where not internal and not is_nullable"
        ).fetchall():
            found[table].add(column)
    return {table: frozenset(columns) for table, columns in found.items()}


@cache
def view_definitions() -> Mapping[str, str]:
    """The views of this version, each as the statement that makes it."""
    with _empty_store() as connection:
        return dict(connection.execute("select view_name, sql from duckdb_views() where not internal").fetchall())


@contextmanager
def _empty_store() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        migrations.apply(connection)
        yield connection


@cache
def schema() -> Mapping[str, Mapping[str, str]]:
    """The columns of every table and view of this version, with their types, in their order."""
    found: dict[str, dict[str, str]] = {}
    with _empty_store() as connection:
        for table, column, kind in connection.execute(
            "select table_name, column_name, data_type from duckdb_columns() where not internal"
            " order by table_name, column_index"
        ).fetchall():
            found.setdefault(table, {})[column] = kind
    return found


@cache
def dictionary() -> Mapping[str, Relation]:
    """Every table and view by its name, in the order of the file."""
    said = _said()
    return {
        table: Relation(
            table,
            meaning,
            tuple(_column(table, name, kind, said) for name, kind in schema()[table].items()),
        )
        for (table, column), (meaning, _, _) in said.items()
        if table != EVERYWHERE and not column
    }


def _said() -> dict[tuple[str, str], tuple[str, str, str]]:
    """Meaning, unit and example by table and column; of a table without a column, what a row is."""
    with (DATA / "data_dictionary.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["table"], row["column"]): (row["meaning"], row["unit"], row["example"]) for row in csv.DictReader(file)
        }


def _column(table: str, name: str, kind: str, said: Mapping[tuple[str, str], tuple[str, str, str]]) -> Column:
    meaning, unit, example = said.get((table, name)) or said[EVERYWHERE, name]
    return Column(name, kind, meaning, unit or ", ".join(words_of(table, name)), example)
