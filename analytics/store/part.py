"""A part of a store's students as an engine of its own: every query counts their rows, and no query knows of it.

Tables are shadowed by views of the same names on the cursor that runs a query, and vanish with it.
"""

from __future__ import annotations

import duckdb

from analytics.errors import Refused, UnknownChoice
from analytics.store.dictionary import schema
from analytics.store.publications import Publications
from analytics.store.state import Answering, State
from analytics.store.tables import PERSON

DESCRIBES = ("programme", "level", "term")
THESE = "these_students"


class Part(Answering):
    """The students of one programme, level or term. Raises UnknownChoice for what no student has or belongs to."""

    def __init__(self, state: State, publications: Publications, students: dict[str, str]) -> None:
        if unknown := students.keys() - set(DESCRIBES):
            raise UnknownChoice("reader.among", "students described by", ", ".join(sorted(unknown)), DESCRIBES)
        self.publications = publications
        self._state = state
        self._students: dict[str, str | None] = dict.fromkeys(DESCRIBES) | students
        for name, value in students.items():
            known = [word for (word,) in self._state.cursor().execute(_WORDS[name]).fetchall()]
            if value not in known:
                raise UnknownChoice("reader.among", name, value, known)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        cursor = self._state.cursor()
        [whole] = cursor.execute("select current_database()").fetchone() or (None,)
        cursor.execute(f"create temp table {THESE} as {_WHO}", self._students)
        for table, columns in schema().items():
            if PERSON in columns:
                cursor.execute(
                    f'create temp view {table} as from "{whole}".main.{table} where {PERSON} in (from {THESE})'
                )
        return cursor


_WHO = """
select applicant_id
from applicants
where
    ($programme is null or programme = $programme)
    and ($level is null or level = $level)
    and ($term is null or term = $term)
"""
_WORDS = {
    name: f"select distinct {name} from applicants where {name} is not null order by 1"  # noqa: S608  our own names
    for name in DESCRIBES
}


def part_of(engine: object, students: dict[str, str]) -> Part:
    """The part of a snapshot's students. Raises Refused for a lake."""
    if not isinstance(engine, State):
        raise Refused("A part of the students is read from a store, not on Spark.", "Group there: by='programme'.")
    return Part(engine, Publications(engine.path.parent), students)
