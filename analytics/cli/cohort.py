"""`steppingstone publish` and `steppingstone cohort-report`: cohort numbers on their days, and as a file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from analytics.cli.options import store_option
from analytics.errors import Refused
from analytics.publication.calendar import named
from analytics.publishing import enrolment_asked, next_day, publish_due
from analytics.reports.cohort import cohort_briefing, compared_first
from analytics.store import Store, Viewer, default_folder
from analytics.store.engine import refuse_writing
from analytics.wording import numbers as written
from analytics.wording.cohort import enrolment_wanted, nothing_yet


@click.command("publish")
@store_option
def publish_command(store_folder: Path | None) -> None:
    """Publish the cohort numbers that are due; for a schedule, once a day.

    Does nothing on other days, and makes up for a day on which nothing ran.
    """
    refuse_writing()
    store, now = Store(store_folder or default_folder()), datetime.now()
    for publication in publish_due(store, now.date(), now):
        click.echo(f"Published for {written.day(publication.day)}.")
    asked = enrolment_asked(store, now.date())
    if asked is not None:
        click.echo(enrolment_wanted(named(asked.due.year), asked.due.day, asked.said_on))
    following = next_day(store, now.date())
    click.echo(f"The next day is {written.day(following)}." if following else nothing_yet(None))


@click.command("cohort-report")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--by", help="What to compare: a table of the year's plan. By programme unless said.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there, as a schedule needs.")
@store_option
def cohort_report_command(file: Path, by: str | None, overwrite: bool, store_folder: Path | None) -> None:
    """Write the briefing of the newest publication to FILE.html or FILE.xlsx."""
    form = file.suffix.casefold()
    if form not in (".html", ".xlsx"):
        raise Refused(f"{file} is neither HTML nor XLSX.", "Choose a name that ends in .html or .xlsx.")
    if file.exists() and not overwrite:
        raise Refused(f"{file} is there already.", "Choose another name, or replace it with --overwrite.")
    store = Store(store_folder or default_folder())
    with store.reading(Viewer.staff()) as reader:
        publication = reader.publication()
    following = next_day(store, datetime.now().date())
    if publication is None or following is None:
        raise Refused("Nothing is published yet.", nothing_yet(following))
    briefing = cohort_briefing(publication, following, by or compared_first(publication))
    if form == ".html":
        from analytics.reports.cohort.html import as_html

        file.write_text(as_html(briefing), encoding="utf-8")
    else:
        from analytics.reports.cohort.xlsx import as_xlsx

        file.write_bytes(as_xlsx(briefing))
    for sentence in briefing.summary.sentences:
        click.echo(sentence)
    click.echo(f"{file}: {briefing.line}")
