"""Which small faults in the SQL do the hand-counted tables notice? `python -m tools.mutate_sql [NAME…]`

Puts one fault at a time into a query, a shared or derived relation or a view of the schema (a comparison, a filter, a
word, a number, an order, a join …), asks `tests/query_tables` for every table that rests on it, and takes it out again.
Prints what went unnoticed; the exit status is 1 where that is more than the part that is let through. Faults that no
longer run are not counted.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from analytics.store import migrations, queries
from analytics.store.tables import DERIVED
from tests import query_tables

CAUGHT = 0.85
"""The part of the faults that the tables have to notice."""

SWAPS = (
    ("<=", "<"), (">=", ">"), (" < ", " <= "), (" > ", " >= "), (" = ", " <> "), (" <> ", " = "),
    ("min(", "max("), ("max(", "min("), ("least(", "greatest("), ("greatest(", "least("),
    (" is null", " is not null"), (" is not null", " is null"), ("union all", "union"), ("left join", "inner join"),
    (" desc", ""), ("distinct ", ""), (" not in ", " in "), (" and not ", " and "), (" or ", " and "),
)  # fmt: skip
FILTER = re.compile(r"^( *)and (?!not\b)([^\n]+)$", re.M)
LITERAL = re.compile(r"'([^'\n]+)'")
NUMBER = re.compile(r"(?<![\w'.])(\d{1,3})(?![\w'.])")
VIEW = re.compile(r"create (?:or replace )?view (\w+) as\n(.*?);", re.S)


@dataclass(frozen=True)
class Fault:
    """A text with one thing wrong in it, and the line as it is and as it was made."""

    text: str
    line: int
    was: str
    made: str


def faults(text: str) -> Iterator[Fault]:
    """Every fault that is put into a text, outside its comments."""
    for start, end, instead in _places(text):
        if "--" in text[text.rfind("\n", 0, start) + 1 : start]:
            continue
        wrong = text[:start] + instead + text[end:]
        line = text.count("\n", 0, start)
        yield Fault(wrong, line + 1, text.splitlines()[line].strip(), wrong.splitlines()[line].strip())


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    for was, instead in SWAPS:
        for found in re.finditer(rf"(?<![<>]){re.escape(was)}(?!=)", text):
            yield found.start(), found.end(), instead
    for found in FILTER.finditer(text):
        if found.group(2).count("(") == found.group(2).count(")"):
            yield found.start(), found.end(), f"{found.group(1)}and true"
    for found in LITERAL.finditer(text):
        yield found.start(1), found.end(1), f"{found.group(1)}x"
    for found in NUMBER.finditer(text):
        yield found.start(), found.end(), str(int(found.group(1)) + 1)


class Bench:
    """The worlds, and a copy of the SQL that faults are written into."""

    def __init__(self, folder: Path) -> None:
        self.sql = folder / "sql"
        shutil.copytree(queries.SQL, self.sql)
        queries.SQL, queries.SHARED = self.sql, self.sql / "shared"
        self.worlds = query_tables.worlds()
        query_tables.derive(self.worlds)
        self.views = dict(
            view
            for path in sorted(migrations.FOLDER.rglob("*.sql"))
            for view in VIEW.findall(path.read_text(encoding="utf-8"))
        )

    def texts(self) -> dict[str, str]:
        """What faults are put into, by the name it is reported under."""
        files = {
            str(path.relative_to(self.sql)): path.read_text(encoding="utf-8")
            for path in sorted(self.sql.rglob("*.sql"))
        }
        return files | {f"view {name}": text for name, text in self.views.items()}

    def noticed(self, name: str, fault: Fault, right: str) -> bool | None:
        """Whether a table differs with the fault; None where the fault does not run."""
        try:
            self._put(name, fault.text)
            return not all(self._as_counted(query) for query in self._resting_on(name))
        except duckdb.Error:
            return None
        finally:
            self._put(name, right)

    def _put(self, name: str, text: str) -> None:
        if name.startswith("view "):
            for connection in self.worlds.values():
                connection.execute(f"create or replace view {name.removeprefix('view ')} as {text}")
            return
        (self.sql / name).write_text(text, encoding="utf-8")
        for cached in (queries.text, queries.derived, queries.parameters):
            cached.cache_clear()
        if name.startswith("derived"):
            query_tables.derive(self.worlds)

    def _resting_on(self, name: str) -> list[str]:
        if name.startswith("derived"):
            return [*DERIVED]
        every = {query: queries.text(query) for query in queries.names()}
        every |= {relation: queries.derived(relation) for relation in DERIVED}
        word = name.removeprefix("view ") if name.startswith("view ") else Path(name).stem
        return [query for query, text in every.items() if re.search(rf"\b{word}\b", f"{query} {text}")]

    def _as_counted(self, query: str) -> bool:
        return all(query_tables.given(self.worlds, one) == one.table for one in query_tables.asked(query))


def main(only: list[str]) -> int:
    caught = counted = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for name, right in bench.texts().items():
            if only and Path(name).stem not in only:
                continue
            found = [(fault, bench.noticed(name, fault, right)) for fault in faults(right)]
            ran = [(fault, seen) for fault, seen in found if seen is not None]
            caught, counted = caught + sum(seen for _, seen in ran), counted + len(ran)
            for fault, seen in ran:
                if not seen:
                    print(f"{name}:{fault.line}: {fault.was}  ->  {fault.made}")
    print(f"{caught} of {counted} faults noticed ({caught / max(counted, 1):.0%})")
    return int(caught < CAUGHT * counted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
