"""The tables of a lake as the store's own: a folder of Parquet, or a schema of the cluster's catalogue.

Tables may lack what the store itself could leave empty; what it could not leave empty has to be there. Columns are
taken to the store's types, others are left alone. What a store derives is derived here where the lake
has none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analytics.errors import Refused
from analytics.store import queries
from analytics.store.derived import LOG_ENDS
from analytics.store.dictionary import never_null, schema, view_definitions
from analytics.store.spark.translation import in_spark, named_in, view
from analytics.store.tables import DERIVED

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

NEEDED = ("applicants", "applications", "events")
SPARK_TYPES = {
    "BIGINT": "bigint", "INTEGER": "int", "DOUBLE": "double", "BOOLEAN": "boolean", "VARCHAR": "string",
    "DATE": "date", "TIMESTAMP": "timestamp_ntz",
}  # fmt: skip
EVERYBODY = {"applicant": None, "first": -(2**63), "last": 2**63 - 1}


@dataclass(frozen=True)
class Tables:
    """Where the tables are: the folder that `steppingstone export --as parquet` wrote, or `catalogue.schema`."""

    place: str

    @property
    def folder(self) -> Path | None:
        """The folder, None where the place is a schema of a catalogue."""
        return Path(self.place) if Path(self.place).is_dir() else None

    def check(self, session: SparkSession) -> None:
        """Raises Refused where the place or a table that is needed isn't there."""
        if self.folder is None and not re.fullmatch(r"\w+(\.\w+)*", self.place):
            raise Refused(f"There is no folder {self.place}.", "`steppingstone export --as parquet` writes one.")
        for table in NEEDED:
            if not self._has(session, table):
                raise Refused(
                    f"{self.place} has no table {table}.",
                    "Name a folder that `steppingstone export --as parquet` wrote, or a schema of the catalogue.",
                )

    def relation(self, session: SparkSession, name: str) -> DataFrame:
        """A table or view of the store, from what `rests_on` names. Raises Refused where a column is missing."""
        if self._derives(session, name):
            takes = queries.values_of(queries.derived(name))
            values = {value: EVERYBODY[value] for value in takes}
            found = session.sql(in_spark(queries.derived(name), dict.fromkeys(takes, "bigint")), args=values)
            return found if name == LOG_ENDS else _as_ours(session, name, found)
        if name in view_definitions():
            return session.sql(view(view_definitions()[name]))
        return _as_ours(session, name, self._read(session, name) if self._has(session, name) else None)

    def rests_on(self, session: SparkSession, name: str) -> Iterator[str]:
        """What has to be there before a table or view."""
        if self._derives(session, name):
            yield from named_in(queries.derived(name)) & {*schema(), LOG_ENDS}
        elif name in view_definitions():
            yield from named_in(view_definitions()[name]) & schema().keys() - {name}

    def _derives(self, session: SparkSession, name: str) -> bool:
        return name == LOG_ENDS or (name in DERIVED and not self._has(session, name))

    def _has(self, session: SparkSession, table: str) -> bool:
        if self.folder:
            return (self.folder / table).is_dir()
        return session.catalog.tableExists(f"{self.place}.{table}")

    def _read(self, session: SparkSession, table: str) -> DataFrame | None:
        """The table as it is there; None for a folder in which no row was written."""
        if self.folder:
            if not any((self.folder / table).rglob("*.parquet")):
                return None
            return session.read.parquet(str(self.folder / table))
        return session.table(f"{self.place}.{table}")


def _as_ours(session: SparkSession, table: str, found: DataFrame | None) -> DataFrame:
    """The store's columns in the store's types; none of them has a row where nothing was found."""
    there = {name.casefold() for name in found.columns} if found is not None else set()
    if found is not None and (missing := never_null()[table] - there):
        raise Refused(
            f"The table {table} has no column {', '.join(sorted(missing))}.", "docs/tables.md names them all."
        )
    columns = [
        f"cast({f'`{name}`' if name in there else 'null'} as {SPARK_TYPES[kind]}) as `{name}`"
        for name, kind in schema()[table].items()
    ]
    return session.range(0).selectExpr(*columns) if found is None else found.selectExpr(*columns)
