"""`steppingstone export` and `restore`: everything a person owns as one ZIP, and back into an empty store."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from analytics.cli.options import format_option, opened, reading, store_option, write
from analytics.errors import Refused
from analytics.store.exporting import export, restore


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default="steppingstone-export.zip")
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@store_option
@format_option
def export_command(file: Path, force: bool, store_folder: Path | None, form: str) -> None:
    """Write everything of yours into one ZIP of CSV files."""
    if file.exists() and not force:
        raise Refused(f"{file} is already there.", "Choose another name, or say --force to replace it.")
    unfinished = file.with_name(file.name + ".unfinished")
    try:
        with reading(store_folder) as reader, unfinished.open("wb") as target:
            rows = export(reader, target, now=datetime.now())
        unfinished.replace(file)
    except OSError as error:
        raise Refused(f"{file} can't be written: {error.strerror}.", "Choose another place.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    click.echo(f"Wrote {file}. It holds everything of yours, your journal too: keep it as private.", err=True)
    write([{"table": table, "rows": number} for table, number in rows.items()], form)


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
