"""A cohort report as one HTML file that needs no network, prints well, and says how its numbers came about."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from analytics.cohort_report import CohortReport
from analytics.cohort_report.wording import METHOD, compared, in_short, left_out, percent


def as_html(report: CohortReport) -> str:
    """The report; every word in it is escaped."""
    words = {"method": METHOD, "in_short": in_short, "left_out": left_out, "compared": compared, "percent": percent}
    return _template().render(report=report, **words)


@cache
def _template() -> Template:
    folder = Path(__file__).parent
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.j2")
