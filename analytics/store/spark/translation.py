"""The store's SQL in Spark's words, by sqlglot: every value bound under its type, none written into the text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlglot
from sqlglot import exp

from analytics.errors import InvalidQuery

TYPES = {
    "applicant": "bigint",
    "application_id": "bigint",
    "about": "bigint",
    "contact_id": "bigint",
    "import_id": "bigint",
    "feedback": "bigint",
    "after": "bigint",
    "cluster_limit": "bigint",
    "at_least": "bigint",
    "many": "int",
    "skip": "int",
    "due_from": "bigint",
    "let_go_from": "bigint",
    "as_of": "date",
    "today": "date",
    "first": "date",
    "last": "date",
    "since": "date",
    "by": "string",
    "speaker": "string",
    "reason": "string",
    "kind": "string",
    "state": "string",
    "find": "string",
    "asking": "string",
    "lot": "string",
    "version": "string",
    "email": "string",
    "issuer": "string",
    "subject": "string",
    "unconfirmed": "boolean",
    "without_rejected": "boolean",
}
"""Spark's type of each value that a fixed query takes: a null has none of its own."""

OF_A_VALUE: Mapping[type, str] = {
    bool: "boolean",
    int: "bigint",
    float: "double",
    datetime: "timestamp_ntz",
    date: "date",
    str: "string",
    type(None): "string",
}


def in_spark(text: str, types: Mapping[str, str]) -> str:
    """DuckDB's SQL as Spark's; `types` are those of its values. Raises InvalidQuery where there are no words for it."""
    return _translated(text, tuple(sorted(types.items())))


def types_of(values: Mapping[str, Any]) -> dict[str, str]:
    """The types of the values that an analyst's own query is given."""
    return {name: OF_A_VALUE[type(value)] for name, value in values.items()}


def bound(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as Spark takes them: days and moments as words, as it would move them between zones and calendars."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


@cache
def named_in(text: str) -> frozenset[str]:
    """The tables, views and steps that a statement of DuckDB's names."""
    return frozenset(table.name.casefold() for table in sqlglot.parse_one(text, read="duckdb").find_all(exp.Table))


def view(definition: str) -> str:
    """The select that a view of DuckDB's is made of, in Spark's SQL."""
    created = sqlglot.parse_one(definition, read="duckdb")
    return str(created.expression.sql(dialect="spark"))


@cache
def _translated(text: str, types: tuple[tuple[str, str], ...]) -> str:
    kinds = dict(types)

    def adapted(node: exp.Expression) -> exp.Expression:
        if isinstance(node, exp.Parameter | exp.Placeholder):
            return exp.cast(exp.Placeholder(this=node.name), kinds[node.name], dialect="spark")
        if isinstance(node, exp.CTE):
            node.set("materialized", None)
        return node

    try:
        return str(sqlglot.parse_one(text, read="duckdb").transform(adapted).sql(dialect="spark", comments=False))
    except sqlglot.errors.SqlglotError as error:
        said = str(error).splitlines()[0].rstrip(".")
        raise InvalidQuery(f"Spark has no words for a part of the query: {said}.", "Say it in plainer SQL.") from error
