"""The fixed queries: one relation a file in `sql/`, values bound by name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql"


@cache
def names() -> tuple[str, ...]:
    """The names of all fixed queries."""
    return tuple(sorted(path.stem for path in SQL.glob("*.sql")))


@cache
def text(name: str) -> str:
    """The query's text. Raises KeyError for a name that is no query."""
    if name not in names():
        raise KeyError(f"no query is named {name!r}; there are {', '.join(names())}")
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def parameters(name: str) -> frozenset[str]:
    """The names of the values that the query takes, without the dollar sign."""
    without_comments = re.sub(r"--[^\n]*", "", text(name))
    return frozenset(re.findall(r"\$([a-z_]+)", without_comments))


def bound(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Every parameter of the query with its value, null where none is given. Raises on a value it can't take."""
    unknown = values.keys() - parameters(name)
    if unknown:
        raise TypeError(f"the query {name!r} takes no {', '.join(sorted(unknown))}")
    return {parameter: values.get(parameter) for parameter in parameters(name)}
