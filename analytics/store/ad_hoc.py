"""An analyst's own query: one select statement over the documented tables, within a time and a number of rows.

What it names is read from DuckDB's own syntax tree before anything runs, on whichever engine. The snapshot itself is
open for reading only, without access to files or the network, and with its settings locked (`files.opened`).
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any

import duckdb
import pandas as pd

from analytics.errors import InvalidQuery, SteppingStoneError
from analytics.store.faults import as_ours
from analytics.store.tables import NOBODYS, PRIVATE, READABLE, TABLES, VIEWS

SECONDS = 30.0
ROWS = 1_000_000
# What makes rows out of nothing; every other function in a from clause could read what isn't here to be read.
MAKES_ROWS = ("generate_series", "range", "unnest")

WHERE_IT_STANDS = "docs/tables.md names every table and column."


def checked(text: str) -> str:
    """The statement, without what ends it. Raises InvalidQuery where it is not one select over documented tables."""
    tree = _syntax_tree(text)
    defined = set(_defined(tree))
    for name in _named(tree):
        if name not in READABLE and (name not in defined or name in (*TABLES, *VIEWS, *NOBODYS)):
            raise _unreadable(name)
    for function in _functions(tree):
        if function not in MAKES_ROWS:
            raise InvalidQuery(
                f"{function}(…) can't stand in a from clause.",
                f"Besides tables these can: {', '.join(MAKES_ROWS)}. Files are read with pandas, beside the query.",
            )
    [statement] = duckdb.extract_statements(text)
    return statement.query.strip().rstrip(";")


@contextmanager
def within(seconds: float, interrupt: Callable[[], None]) -> Iterator[None]:
    """Interrupts what runs inside after so long. Raises InvalidQuery for that and for what DuckDB objects to."""
    timer = Timer(seconds, interrupt)
    timer.start()
    try:
        yield
    except duckdb.Error as error:
        raise as_invalid(error, seconds) from error
    finally:
        timer.cancel()


def limited(text: str) -> str:
    """The statement with one row more than may be given, so that one too many is noticed."""
    return f"select * from (\n{text}\n) as asked limit {ROWS + 1}"  # noqa: S608  a statement that was checked


def not_too_many(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows. Raises InvalidQuery where there are more than may be given."""
    if len(rows) > ROWS:
        raise InvalidQuery(
            "The query gives more than a million rows.",
            "Group, filter or limit it; whole tables leave with `steppingstone export --as parquet`.",
        )
    return rows


def as_invalid(error: duckdb.Error, seconds: float) -> SteppingStoneError:
    """What DuckDB objects to, as an error that says what to change."""
    if isinstance(error, duckdb.InterruptException):
        return too_slow(seconds)
    if isinstance(error, duckdb.OutOfMemoryException):
        return InvalidQuery("The query takes more memory than it may have.", "Filter or group earlier in it.")
    if isinstance(error, duckdb.IOException | duckdb.InternalException | duckdb.FatalException):
        return as_ours(error)
    said = " ".join((str(error).split("\n\nLINE")[0].partition(": ")[2] or str(error)).replace("!", ".").split())
    if said.startswith("Values were not provided"):
        names = said.rpartition(": ")[2]
        return InvalidQuery(f"The query asks for values that were not given: {names}.", "Give each by its name.")
    names_something_else = isinstance(error, duckdb.BinderException | duckdb.CatalogException)
    return InvalidQuery(
        f"{said.rstrip('.')}.", WHERE_IT_STANDS if names_something_else else "Correct it and ask again."
    )


def too_slow(seconds: float) -> InvalidQuery:
    return InvalidQuery(
        f"The query was stopped after {seconds:g} seconds.",
        "Filter or group earlier in it, or give it more time: reader.sql(…, seconds=120).",
    )


def _syntax_tree(text: str) -> Any:
    with duckdb.connect() as parser:
        [(written,)] = parser.execute("select json_serialize_sql($text)", {"text": text}).fetchall()
    tree = json.loads(written)
    if tree["error"]:
        if tree["error_type"] == "not implemented":
            raise InvalidQuery("Only a select can be asked here.", "Nothing in a store is changed by a query.")
        raise InvalidQuery(f"The query can't be read: {tree['error_message']}.", "Correct it and ask again.")
    if len(tree["statements"]) != 1:
        raise InvalidQuery(f"One select is asked at a time, and these are {len(tree['statements'])}.", "Ask one.")
    return tree


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a syntax tree."""
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    if isinstance(tree, dict):
        yield tree
    for node in inner:
        yield from _nodes(node)


def _named(tree: Any) -> Iterator[str]:
    """The tables that a statement names."""
    for node in _nodes(tree):
        if node.get("type") == "BASE_TABLE":
            yield str(node["table_name"]).casefold()


def _functions(tree: Any) -> Iterator[str]:
    """The functions that stand in a from clause."""
    for node in _nodes(tree):
        if node.get("type") == "TABLE_FUNCTION":
            yield str(node["function"]["function_name"]).casefold()


def _defined(tree: Any) -> Iterator[str]:
    """The names that a statement itself gives to steps of its own."""
    for node in _nodes(tree):
        for step in (node.get("cte_map") or {}).get("map", []):
            yield str(step["key"]).casefold()


def _unreadable(name: str) -> InvalidQuery:
    if name in PRIVATE:
        return InvalidQuery(f"{name} is read by its owner alone.", "No query of somebody else reaches it.")
    alike = difflib.get_close_matches(name, READABLE, n=1)
    return InvalidQuery(
        f"There is no table {name} to read.", f"Is it {alike[0]}? {WHERE_IT_STANDS}" if alike else WHERE_IT_STANDS
    )
