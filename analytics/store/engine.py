"""Which engine answers: DuckDB on this machine's store, unless Spark is asked for, by an option or by two settings.

    STEPPINGSTONE_ENGINE=local[2]               or spark://…, or Spark Connect's sc://…; duckdb for none of them
    STEPPINGSTONE_TABLES=exported               a folder of Parquet, or a schema of the cluster's catalogue

Whoever reads a lake's tables sees everybody's: on the command line, and on a dashboard without sign-in, an analyst.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from analytics.errors import Refused

if TYPE_CHECKING:
    from analytics.store.spark import Lake

ENGINE, TABLES = "STEPPINGSTONE_ENGINE", "STEPPINGSTONE_TABLES"
DUCKDB, SPARK = "duckdb", "spark"
ADDRESSES = re.compile(
    r"local(\[(\d+|\*)(,\d+)?\])?|spark://[^/\s:]+:\d+(,[^/\s:]+:\d+)*|sc://[^/\s]+(/\S*)?|yarn|k8s://\S+"
)


def address(engine: str | None = None) -> str | None:
    """Where Spark is, None for DuckDB. Raises Refused for an engine that is neither."""
    said = engine or os.environ.get(ENGINE) or DUCKDB
    if said == SPARK:
        said = os.environ.get(ENGINE) or SPARK
        said = "local[*]" if said == SPARK else said
    if said == DUCKDB:
        return None
    if not ADDRESSES.fullmatch(said):
        raise Refused(f"There is no engine {said}.", "Say duckdb, local[2], spark://HOST:PORT or sc://HOST:PORT.")
    return said


def place(tables: str | None = None) -> str:
    """Where the tables of the lake are. Raises Refused where nothing says so."""
    said = tables or os.environ.get(TABLES)
    if not said:
        raise Refused(
            "Nothing says where Spark finds the tables.",
            f"Set {TABLES} to a folder that `steppingstone export --as parquet` wrote, or to a catalogue's schema.",
        )
    return said


def lake(engine: str | None = None, tables: str | None = None) -> Lake | None:
    """The lake that is asked for, None where DuckDB answers.

    Raises Refused where nothing says where its tables are, or what is said is not there.
    """
    where = address(engine)
    if where is None:
        return None
    found = place(tables)
    from analytics.store.spark import Lake, Tables

    return Lake(Tables(found), where)


def refuse_writing() -> None:
    """Raises Refused where Spark is set: nothing is written there, nor to a store that is not the one asked about."""
    if address():
        raise Refused(
            "Spark only reads, and this needs the store itself.",
            f"Do it without {ENGINE}.",
        )
