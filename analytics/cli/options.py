"""What the commands share: the store, the day that is counted to, the form of the output."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from analytics.errors import SteppingStoneError
from analytics.formula_guard import inert
from analytics.store import Reader, Role, Store, Viewer, default_folder, owner
from analytics.store.engine import lake, refuse_writing
from analytics.taxonomy import Dimension

Command = TypeVar("Command", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"{value} is not a day such as 2026-01-31", param, ctx)


def store_option(command: Command) -> Command:
    return click.option(
        "--store",
        "store_folder",
        type=click.Path(path_type=Path),
        default=None,
        help="Folder of the store; else STEPPINGSTONE_STORE, else data/store of a checkout or your data folder.",
    )(command)


def as_of_option(command: Command) -> Command:
    return click.option(
        "--as-of",
        type=Day(),
        default=None,
        help="Counted to this day (YYYY-MM-DD); else to the last date in the log.",
    )(command)


def format_option(command: Command) -> Command:
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="How to print the result.",
    )(command)


def by_option(said: str, *described: str) -> Callable[[Command], Command]:
    """A grouping of applications, rejections, requests or names in one's own log."""
    offered = [dimension.value for one in described for dimension in Dimension.of_each(one, Role.APPLICANT)]
    return click.option(
        "--by",
        type=click.Choice(offered),
        default=None,
        help=said,
    )


def engine_options(command: Command) -> Command:
    """Where a command counts: on the store with DuckDB, or on the tables of a lake with Spark."""
    tables = click.option(
        "--tables",
        default=None,
        help="Spark's tables: a folder of Parquet, or a schema of the catalogue; else STEPPINGSTONE_TABLES.",
    )
    engine = click.option(
        "--engine",
        default=None,
        help="duckdb, or Spark's address: local[2], spark://…, sc://…; else STEPPINGSTONE_ENGINE, else duckdb.",
    )
    return engine(tables(command))


def opened(folder: Path | None) -> tuple[Store, Viewer]:
    """The store and the viewer of whoever sits at this machine. Raises Refused where Spark is to answer."""
    refuse_writing()
    return _at_this_machine(folder)


def _at_this_machine(folder: Path | None) -> tuple[Store, Viewer]:
    store = Store(folder or default_folder())
    click.get_current_context().call_on_close(lambda: _say(store.notice))
    return store, owner(store)


def _say(notice: SteppingStoneError | None) -> None:
    """What the store wants known, after whatever the command did."""
    if notice:
        click.echo(f"{notice.title}: {notice}", err=True)


@contextmanager
def reading(folder: Path | None) -> Iterator[Reader]:
    """A reader for whoever sits at this machine."""
    store, viewer = opened(folder)
    with store.reading(viewer) as reader:
        yield reader


@contextmanager
def counting(folder: Path | None, engine: str | None, tables: str | None) -> Iterator[Reader]:
    """A reader for whoever sits at this machine; of a lake, for an analyst, as its tables are everybody's."""
    if (found := lake(engine, tables)) is None:
        store, viewer = _at_this_machine(folder)
        with store.reading(viewer) as reader:
            yield reader
    else:
        try:
            yield found.reader(Viewer.analyst())
        finally:
            found.close()


def write(rows: Sequence[dict[str, Any]], form: str) -> None:
    """Prints rows as a table, as JSON (one object a line) or as CSV that no spreadsheet runs."""
    if form == "json":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(list(rows[0]) if rows else [])
        writer.writerows([[inert(_plain(value)) for value in row.values()] for row in rows])
    else:
        _table(rows)


def _plain(value: object) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return "" if value is None else value


def _table(rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        click.echo("Nothing to show yet.")
        return
    cells = [[str(name) for name in rows[0]], *[[str(_plain(value)) for value in row.values()] for row in rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
