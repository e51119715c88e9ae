"""`steppingstone cohort-report`: what staff may know of a cohort, as HTML or XLSX; made for a schedule."""

from __future__ import annotations

from pathlib import Path

import click

from analytics.cli.options import store_option
from analytics.errors import Refused
from analytics.reports.cohort import cohort_report
from analytics.store import Role, Store, Viewer, default_folder
from analytics.store.release import Released
from analytics.taxonomy import Dimension
from analytics.wording.cohort import in_short


@click.command("cohort-report")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--by",
    type=click.Choice([dimension.value for dimension in Dimension.of_each("application", Role.STAFF)]),
    default=Dimension.PROGRAMME.value,
    show_default=True,
    help="What to compare.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file if it is there, as a schedule needs.")
@store_option
def cohort_report_command(file: Path, by: str, overwrite: bool, store_folder: Path | None) -> None:
    """Write the cohort report to FILE.html or FILE.xlsx, from released counts only."""
    form = file.suffix.casefold()
    if form not in (".html", ".xlsx"):
        raise Refused(f"{file} is neither HTML nor XLSX.", "Choose a name that ends in .html or .xlsx.")
    if file.exists() and not overwrite:
        raise Refused(f"{file} is there already.", "Choose another name, or replace it with --overwrite.")
    with Store(store_folder or default_folder()).reading(Viewer.staff()) as reader:
        assert isinstance(reader, Released)
        report = cohort_report(reader, by)
    if report.students is None:
        raise Refused(
            "There are too few students to report on.", "Import a cohort, or wait until more students have agreed."
        )
    if form == ".html":
        from analytics.reports.cohort.html import as_html

        file.write_text(as_html(report), encoding="utf-8")
    else:
        from analytics.reports.cohort.xlsx import as_xlsx

        file.write_bytes(as_xlsx(report))
    for chapter in report.chapters:
        click.echo(f"{chapter.question.label} {in_short(chapter.question, chapter.lead)}")
    click.echo(f"{file} tells of about {report.students} students by {report.grouping.lower()}, as of {report.as_of}.")
