"""The fixed queries: one relation a file in `sql/`, values bound by name.

What several of them count from is one relation in `sql/shared/`: a query that names it has it as its first step.
What a commit derives is in `sql/derived/`; no reader runs these.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql"
SHARED = SQL / "shared"


@cache
def names() -> tuple[str, ...]:
    """The names of all fixed queries."""
    return tuple(sorted(path.stem for path in SQL.glob("*.sql")))


@cache
def text(name: str) -> str:
    """The query's text. Raises KeyError for a name that is no query."""
    if name not in names():
        raise KeyError(f"no query is named {name!r}; there are {', '.join(names())}")
    return _with_its_steps(SQL / f"{name}.sql")


def _with_its_steps(path: Path) -> str:
    """A query with the shared relations that it names as its first steps."""
    query = path.read_text(encoding="utf-8")
    steps = [f"{shared} as (\n{relation})" for shared, relation in _shared(query).items()]
    if not steps:
        return query
    grain, own_steps, rest = re.fullmatch(r"((?:--[^\n]*\n)*)(with )?(.*)", query, re.DOTALL).groups()  # type: ignore[union-attr]
    return f"{grain}with {', '.join(steps)}{', ' if own_steps else ' '}{rest}"


def _shared(query: str) -> dict[str, str]:
    """The shared relations that a query names, those that they rest on first."""
    found: dict[str, str] = {}
    for path in sorted(SHARED.glob("*.sql")):
        if re.search(rf"\b{path.stem}\b", _without_comments(query)):
            relation = path.read_text(encoding="utf-8")
            found |= _shared(relation) | {path.stem: relation}
    return found


@cache
def derived(name: str) -> str:
    """The text of a relation that a commit derives."""
    return _with_its_steps(SQL / "derived" / f"{name}.sql")


@cache
def parameters(name: str) -> frozenset[str]:
    """The names of the values that the query takes, without the dollar sign."""
    return values_of(text(name))


def values_of(query: str) -> frozenset[str]:
    """The names of the values that a query's text takes."""
    return frozenset(re.findall(r"\$([a-z_]+)", _without_comments(query)))


def bound(name: str, values: dict[str, Any]) -> dict[str, Any]:
    """Every parameter of the query with its value, null where none is given. Raises on a value it can't take."""
    unknown = values.keys() - parameters(name)
    if unknown:
        takes = ", ".join(sorted(parameters(name) - {"applicant"})) or "nothing"
        raise TypeError(f"the query {name!r} takes no {', '.join(sorted(unknown))}; it takes {takes}")
    return {parameter: values.get(parameter) for parameter in parameters(name)}


def _without_comments(query: str) -> str:
    return re.sub(r"--[^\n]*", "", query)
