"""Writes the evidence as one HTML file: text escaped, charts as inline SVG, no scripts, nothing fetched."""

from __future__ import annotations

from datetime import date
from typing import Any

from analytics.reports.debrief import drawing
from analytics.reports.debrief.evidence import Evidence
from analytics.reports.environment import environment, style
from analytics.statistics.response_times import REPORT_DAYS
from analytics.taxonomy import Quadrant
from analytics.wording import debrief as words
from analytics.wording import proof, rejection_reasons, response_times


def debrief(evidence: Evidence, *, title: str, made_on: date) -> str:
    """The debrief of the evidence's period and sections as a complete HTML document."""
    filled = [section for section in evidence.sections if evidence.holds(section)]
    empty = [section.label for section in evidence.sections if section not in filled]
    return (
        environment()
        .get_template("debrief/debrief.html")
        .render(
            **vars(evidence) | {"sections": filled},
            **_drawn(evidence),
            title=title,
            made_on=made_on,
            left_out=words.empty_sections(empty),
            style=style("debrief/debrief.css"),
        )
    )


def _drawn(evidence: Evidence) -> dict[str, Any]:
    """The charts, tables and sentences of the sections that have something to show."""
    drawn: dict[str, Any] = {
        "by_month": len(evidence.weeks) > drawing.MANY_WEEKS,
        "over_time": drawing.applications_over_time(evidence.weeks),
        "table_over_time": drawing.table_over_time(evidence.weeks),
        "quadrants": tuple(Quadrant),
        "totals_in_words": words.in_words(evidence.totals),
        "totals_left_out": words.left_out(evidence.totals),
        "goal_bars": drawing.goal_bars(evidence.goals),
    }
    if evidence.applications is not None:
        drawn["listed"] = proof.table(evidence.applications)
    if evidence.reasons:
        drawn["reason_bars"] = drawing.reason_bars(evidence.reasons)
        drawn["reasons_in_words"] = rejection_reasons.in_words(evidence.reasons)
    if evidence.curve:
        known = [day for day in REPORT_DAYS if evidence.curve.known_at(day)]
        drawn["curve_in_words"] = response_times.in_words(evidence.curve)
        drawn["silence_curve"] = drawing.silence_curve(evidence.curve)
        drawn["silent_by_day"] = [(day, evidence.curve.silent_at(day)) for day in known]
    if evidence.mood:
        drawn["mood_over_time"] = drawing.mood_over_time(evidence.mood)
    return drawn
