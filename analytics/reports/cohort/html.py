"""A cohort report as one HTML file that needs no network, prints well, and says how its numbers came about."""

from __future__ import annotations

from analytics.reports.cohort import CohortReport
from analytics.reports.environment import environment
from analytics.wording.cohort import METHOD, compared, in_short, left_out


def as_html(report: CohortReport) -> str:
    """The report; every word in it is escaped."""
    words = {"method": METHOD, "in_short": in_short, "left_out": left_out, "compared": compared}
    return environment().get_template("cohort/report.html").render(report=report, **words)
