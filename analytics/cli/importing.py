"""`steppingstone import` and `undo-import`: a log goes in, and comes out again whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import click

from analytics.cli.options import format_option, opened, store_option, write
from analytics.errors import AnswerNeeded, SteppingStoneError
from analytics.ingest.importing import Source, import_file, needed, review, undo_import
from analytics.ingest.reading import Answers, Fate, Reading, Receipt
from analytics.store import Store, Viewer

LARGE = 2_000_000  # bytes


def _answers(answers: Sequence[str], columns: Sequence[str]) -> Answers:
    given = {}
    for pair in (*answers, *(f"column.{pair}" for pair in columns)):
        name, found, value = pair.rpartition("=")
        if not found or not name:
            raise click.UsageError(f"“{pair}” is not of the form NAME=VALUE.")
        given[name] = value
    return Answers(given)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--answer", "answers", multiple=True, metavar="NAME=VALUE", help="Answer a question, such as year=2024.")
@click.option(
    "--columns", "columns", multiple=True, metavar="NAME=MEANING", help="Say what a column is, such as 'Firm=employer'."
)
@click.option("--dry-run", is_flag=True, help="Say what was understood and store nothing.")
@store_option
@format_option
def import_command(
    files: tuple[Path, ...],
    answers: tuple[str, ...],
    columns: tuple[str, ...],
    dry_run: bool,
    store_folder: Path | None,
    form: str,
) -> None:
    """Read job logs (CSV, TSV, XLSX, XLS, ODS or ZIP) into the store."""
    said = _answers(answers, columns)
    store, viewer = opened(store_folder)
    now = datetime.now()
    failed: list[SteppingStoneError] = []
    for path in files:
        source = Source(path, path.name)
        progress = _progress if path.stat().st_size > LARGE else _quiet
        try:
            if dry_run:
                _look(store, viewer, source, said, now, progress, form)
                continue
            try:
                receipts = import_file(store, viewer, source, said, now, progress=progress)
            except AnswerNeeded:
                _look(store, viewer, source, said, now, progress, form)
                raise
            for receipt in receipts:
                _show(receipt.reading, receipt, form)
        except SteppingStoneError as error:
            failed.append(error)
            if len(files) > 1:
                click.echo(f"{path.name}: {error.title}: {error}", err=True)
    if failed:
        raise next((error for error in failed if not isinstance(error, AnswerNeeded)), failed[0])


def _look(
    store: Store,
    viewer: Viewer,
    source: Source,
    said: Answers,
    now: datetime,
    progress: Callable[[str], None],
    form: str,
) -> None:
    """Shows what was understood; raises AnswerNeeded for what is still open."""
    readings = [receipt.reading for receipt in review(store, viewer, source, said, now, progress=progress)]
    for reading in readings:
        _show(reading, None, form)
    for reading in readings:
        if reading.unanswered:
            raise needed(reading)


def _progress(step: str) -> None:
    click.echo(step, err=True)


def _quiet(step: str) -> None:
    """A small file is read before one could follow its steps."""


def _show(reading: Reading, receipt: Receipt | None, form: str) -> None:
    if form == "json":
        stored = (
            {"import": receipt.import_id, "added": receipt.added, "updated": receipt.updated, "known": receipt.known}
            if receipt
            else {"import": None}
        )
        click.echo(json.dumps(reading.as_json() | stored, ensure_ascii=False, default=str))
    elif form == "csv":
        write([{"line": one.line, "column": one.column, "reason": one.reason} for one in reading.set_aside], "csv")
    else:
        _tell(reading, receipt)


def _tell(reading: Reading, receipt: Receipt | None) -> None:
    click.echo(f"{reading.name}: {reading.rows} rows, {reading.applications} applications.")
    if reading.planned:
        click.echo(f"  {reading.planned} not sent yet, kept apart.")
    if reading.merged:
        click.echo(f"  {reading.merged} rows merged into others.")
    for column in reading.columns:
        if column.fate not in (Fate.NOTE, Fate.LEFT_OUT):
            click.echo(f"  {column.title} → {column.label}")
    for fate in (Fate.NOTE, Fate.LEFT_OUT):
        titles = [column.title for column in reading.columns if column.fate == fate and column.example]
        if titles:
            click.echo(f"  {fate.value.capitalize()}: {', '.join(titles)}.")
    if reading.date_order:
        click.echo(f"  Dates are {reading.date_order}: {reading.date_order_why}.")
    outcomes = ", ".join(f"{n} {outcome.replace('_', ' ')}" for outcome, n in reading.outcomes.items())
    click.echo(f"  {reading.responses} dated responses. {outcomes}.")
    for remark in reading.remarks:
        click.echo(f"  {remark}")
    for one in reading.set_aside[:20]:
        click.echo(f"  Set aside, line {one.line}{f', {one.column}' if one.column else ''}: {one.reason}.")
    if len(reading.set_aside) > 20:
        click.echo(f"  … and {len(reading.set_aside) - 20} more; --format csv lists them all.")
    for question in reading.questions:
        click.echo(f"  Question ({question.name}): {question.text}")
        for option, meaning in question.options.items() if not question.words else ():
            click.echo(f"    --answer '{question.name}={option}'  {meaning}")
        for words, suggestion in list(question.words.items())[:20]:
            click.echo(f"    --answer 'status.{words}={suggestion or 'MEANING'}'")
    if receipt:
        done = f"import {receipt.import_id}" if receipt.import_id else "nothing new, nothing changed"
        click.echo(f"  Stored: {receipt.added} new, {receipt.updated} updated, {receipt.known} known ({done}).")


@click.command("undo-import")
@click.argument("import_id", type=int, required=False)
@click.option("--list", "listing", is_flag=True, help="Show the imports that there are.")
@store_option
@format_option
def undo_import_command(import_id: int | None, listing: bool, store_folder: Path | None, form: str) -> None:
    """Take an import back whole; without a number, the newest."""
    store, viewer = opened(store_folder)
    with store.reading(viewer) as reader:
        imports = reader.load("imports")
    there = imports[imports["undone_at"].isna()]
    if listing:
        columns = ["import_id", "file_name", "rows", "applications", "imported_at"]
        write(there[columns].to_dict("records"), form)  # type: ignore[arg-type]
        return
    if import_id is None and there.empty:
        raise SteppingStoneError("There is no import to undo.")
    number = import_id if import_id is not None else int(there["import_id"].iloc[0])
    gone = undo_import(store, viewer, number, datetime.now())
    click.echo(f"Import {number} is undone; {gone} applications went with it.")
