"""`steppingstone response-times`: how long employers take, a line a group."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from analytics.cli.options import as_of_option, by_option, counting, engine_options, format_option, store_option, write
from analytics.statistics.group_differences import SHARE_BY
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.response_times import REPORT_DAYS, ResponseCurve, response_times
from analytics.statistics.waits import ANSWERS
from analytics.store import Role
from analytics.taxonomy import Dimension
from analytics.wording.funnel import left_out


@click.command("response-times")
@by_option(
    "One line for each of these, employers and résumés from five applications on; else one for all.",
    "application",
    "name",
)
@store_option
@engine_options
@as_of_option
@format_option
def response_times_command(
    by: str | None, store_folder: Path | None, engine: str | None, tables: str | None, as_of: date | None, form: str
) -> None:
    """How long employers take, and how many never answer; how many are left out, and why, goes to stderr."""
    with counting(store_folder, engine, tables) as reader:
        if by in Dimension.of_each("name", Role.APPLICANT):
            counts = reader.load("named_response_times", by=by, as_of=as_of, at_least=ENOUGH)
        else:
            counts = reader.load("response_times", by=by, as_of=as_of)
        curves = response_times(counts)
        coverage = reader.load("response_times_coverage", as_of=as_of).iloc[0]
    if said := left_out(int(coverage["without_outcome"]), int(coverage["without_date"])):
        click.echo(said, err=True)
    rows = [response_row(curve) for curve in curves]
    write(rows if form == "json" else [_flat(row) for row in rows], form)


def response_row(curve: ResponseCurve) -> dict[str, Any]:
    """One group as the command line prints it; null where a number is not reached or not known.

    `answered` is the employer's answer alone; where too few answers are dated it has no share, only bounds.
    """
    return {
        "group": curve.group,
        "n": curve.n,
        "responses": curve.responses,
        "withdrawn": curve.withdrawn,
        "censored": curve.censored,
        "undated": curve.undated,
        "median_days": curve.median.value,
        "median_low": curve.median.low,
        "median_high": curve.median.high,
        "answered": {str(day): _answered(curve, day) for day in REPORT_DAYS},
        "incidence": {str(day): _incidence(curve, day) for day in REPORT_DAYS},
    }


def _answered(curve: ResponseCurve, day: int) -> dict[str, float | None]:
    found = curve.answered_at(day)
    return {"share": found.value, "low": found.low, "high": found.high}


def _incidence(curve: ResponseCurve, day: int) -> dict[str, float | None]:
    answered = {answer: share.value for answer, share in curve.incidence_at(day).items()}
    return {**{answer: answered[answer] for answer in ANSWERS}, "silent": curve.silent_at(day).value}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """The row with a column for each day's answered, invited and silent share, rounded, and the ends by day 30."""
    shares = {
        f"answered{'' if end == 'share' else f'_{end}'}_by_day_{day}": _rounded(answered[end])
        for day, answered in row["answered"].items()
        for end in (answered if day == str(SHARE_BY) else ("share",))
    } | {
        f"{answer}_by_day_{day}": _rounded(share[answer])
        for answer in ("interview", "silent")
        for day, share in row["incidence"].items()
    }
    return {name: value for name, value in row.items() if name not in ("answered", "incidence")} | shares


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
