"""`steppingstone report`: the debrief of a period as one HTML file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from analytics.cli.options import Day, reading, store_option
from analytics.errors import Refused
from analytics.reports.debrief import BY_DEFAULT, PRIVATE, Period, Section, debrief, gather
from analytics.sealing import opened
from analytics.store import Reader, journal

NAMES = click.Choice([section.value for section in Section])


@click.command("report")
@store_option
@click.option("--from", "first", type=Day(), default=None, help="First day; else the first day of the log.")
@click.option("--to", "last", type=Day(), default=None, help="Last day; else today.")
@click.option(
    "--with", "added", type=NAMES, multiple=True, help="Put a section in: mood and journal are out otherwise."
)
@click.option("--without", "left_out", type=NAMES, multiple=True, help="Leave a section out.")
@click.option("--title", default="My debrief", show_default=True, help="The heading of the report.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("debrief.html"),
    show_default=True,
    help="The file to write.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there.")
def report_command(
    store_folder: Path | None,
    first: date | None,
    last: date | None,
    added: tuple[str, ...],
    left_out: tuple[str, ...],
    title: str,
    out: Path,
    overwrite: bool,
) -> None:
    """Write a debrief of a period, for oneself or one's coach, as one HTML file that prints well."""
    if out.exists() and not overwrite:
        raise Refused(f"{out} is there already.", "Choose another name with --out, or replace it with --overwrite.")
    chosen = {*BY_DEFAULT, *map(_section, added)} - {_section(name) for name in left_out}
    today = date.today()
    with reading(store_folder) as reader:
        period = Period(first or _log_start(reader) or last or today, last or today)
        entries = _entries(reader) if chosen & set(PRIVATE) else ()
        html = debrief(gather(reader, period, chosen, entries), title=title, made_on=today)
    out.write_text(html, encoding="utf-8")
    click.echo(f"{out} holds the days from {period.first} to {period.last}: {', '.join(_labels(chosen))}.")


def _section(name: str) -> Section:
    return next(section for section in Section if section.value == name)


def _labels(chosen: set[Section]) -> list[str]:
    return [section.label for section in Section if section in chosen]


def _log_start(reader: Reader) -> date | None:
    """The first day of the log."""
    day = reader.load("debrief", first=date.min, last=date.max)["log_start"].iloc[0]
    return None if day is None or day != day else day.date()


def _entries(reader: Reader) -> tuple[journal.Entry, ...]:
    """The journal, opened with its passphrase if it is sealed; what stays sealed is said."""
    lock = journal.current_lock(reader.load("settings"))
    key = opened(lock, click.prompt("Passphrase of the journal", hide_input=True, err=True)) if lock else None
    found = journal.read(reader.load("journal"), key)
    if found.sealed:
        click.echo(f"{found.sealed} entries stay sealed and are left out.", err=True)
    return found.entries
