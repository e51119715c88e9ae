"""`steppingstone export` and `restore`: everything a person owns as one ZIP, and back into an empty store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from analytics.cli.options import format_option, opened, store_option, write
from analytics.errors import Refused
from analytics.store import Store, Viewer, default_folder, files, parquet
from analytics.store.engine import refuse_writing
from analytics.store.exporting import export, restore


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--as",
    "kind",
    type=click.Choice(["zip", "parquet"]),
    default="zip",
    show_default=True,
    help="One ZIP of what is yours, or a folder of everybody's tables as Parquet, for analysts and Spark.",
)
@click.option("--force", is_flag=True, help="Write over a ZIP of that name.")
@store_option
@format_option
def export_command(file: Path | None, kind: str, force: bool, store_folder: Path | None, form: str) -> None:
    """Write everything of yours into one ZIP of CSV files; or, for an analyst, the tables of everybody as Parquet."""
    if kind == "parquet":
        rows = _parquet(file or Path("steppingstone-tables"), store_folder)
    else:
        rows = _zip(file or Path("steppingstone-export.zip"), force, store_folder)
    write([{"table": table, "rows": number} for table, number in rows.items()], form)


def _parquet(folder: Path, store_folder: Path | None) -> dict[str, int]:
    refuse_writing()
    with Store(store_folder or default_folder()).reading(Viewer.analyst()) as reader:
        rows = parquet.export(reader, folder, now=datetime.now())
    click.echo(f"Wrote {folder}. It holds exact rows of everybody, without journals: keep it as private.", err=True)
    return rows


def _zip(file: Path, force: bool, store_folder: Path | None) -> dict[str, int]:
    if file.exists() and not force:
        raise Refused(f"{file} is already there.", "Choose another name, or say --force to replace it.")
    unfinished = files.unfinished(file)
    try:
        store, viewer = opened(store_folder)
        with store.reading(viewer) as reader, unfinished.open("wb") as target:
            rows = export(reader, target, now=datetime.now())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"Wrote {file}. It holds everything of yours, your journal too: keep it as private.", err=True)
    return rows


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@store_option
@format_option
def restore_command(file: Path, store_folder: Path | None, form: str) -> None:
    """Read an export back into an empty store."""
    store, viewer = opened(store_folder)
    with file.open("rb") as source, store.writing(viewer) as writer:
        rows = restore(writer, source)
    write([{"table": table, "rows": number} for table, number in rows.items()], form)
