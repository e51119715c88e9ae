"""`steppingstone check` and `backup`: whether a store holds together, and a copy of it to keep elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from analytics.cli.options import store_option
from analytics.errors import Refused
from analytics.store import Store, default_folder, files, lineage
from analytics.store.checking import check


@click.command("check")
@store_option
def check_command(store_folder: Path | None) -> None:
    """Verify a store's files and rows; changes nothing."""
    folder = store_folder or default_folder()
    if not folder.is_dir():
        raise Refused(f"There is no store in {folder}.", "Name its folder with --store.")
    findings = list(check(folder))
    wrong = [finding for finding in findings if finding.wrong]
    for finding in wrong:
        click.echo(f"It does not hold that {finding.what}: {finding.wrong}")
    if wrong:
        click.echo("Open the dashboard, which makes anew what it can, or put back a backup.", err=True)
    click.echo(f"Looked at {len(findings)} things; {len(wrong)} wrong.")
    sys.exit(1 if wrong else 0)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default="steppingstone-backup.duckdb")
@click.option("--force", is_flag=True, help="Write over a file of that name.")
@store_option
def backup_command(file: Path, force: bool, store_folder: Path | None) -> None:
    """Write the whole store into one verified file."""
    if file.exists() and not force:
        raise Refused(f"{file} is already there.", "Choose another name, or say --force to replace it.")
    store = Store(store_folder or default_folder())
    newest = store.to_read()
    unfinished = files.unfinished(file)
    files.copy(newest, unfinished)
    if files.checksum(unfinished) != files.checksum(newest):
        unfinished.unlink()
        raise Refused(f"{file} did not become what it is a copy of.", "Choose another disk.")
    unfinished.replace(file)
    files.sync(file.resolve().parent)
    click.echo(
        f"Wrote {file}, read back and whole. It holds everybody's rows, journals too: keep it as private."
        f" To put it back, {lineage.PUT_BACK}."
    )
