"""The importer's statements: one relation a file in `sql/`, over the same few relations whatever the log looked like.

    understood   a row a row of the log that stays, with every field of an application
    reported     a row an event of such a row
    texts        a row a text in the employer's words, people a row a person whom a row names
    joined_rows  a row a row that says more about another, and which
    matches      a row a row about a known application, and which
    owners       a row a row of an export, with whose it is; empty where the log is one's own

Staging makes these; what follows neither knows nor asks how the file was written.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from analytics.store import Writer

SQL = Path(__file__).parent / "sql"


@cache
def text(name: str) -> str:
    """The statement's text. Raises FileNotFoundError for a name that is no statement."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def run(writer: Writer, name: str, **values: Any) -> None:
    """Runs a statement; values are bound by name, `$applicant` and `$now` by the writer."""
    writer.sql(text(name), **values)


def streamed(writer: Writer, query: str, **values: Any) -> None:
    """Runs a query whose joins have the log on their left and few rows on their right, as written.

    After a few joins DuckDB takes the log for the smaller side, and would hold all of it in memory.
    """
    writer.sql("set disabled_optimizers = 'build_side_probe_side'")
    writer.sql(query, **values)
    writer.sql("reset disabled_optimizers")
