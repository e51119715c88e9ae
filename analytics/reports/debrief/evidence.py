"""Gathers what the chosen sections need, through one viewer's reader; nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pandas as pd

from analytics.reports.debrief.sections import Period, Section
from analytics.statistics.goal_progress import GoalProgress, all_progress, goals_of
from analytics.statistics.mood import Mood, MoodEntry, mood
from analytics.statistics.rejection_reasons import RejectionReasons, overall
from analytics.statistics.response_times import ResponseCurve, response_times
from analytics.store import Reader
from analytics.store.journal import Entry
from analytics.taxonomy import Quadrant
from analytics.wording.self_assessment import AssessmentLines, assessment_lines

Row = dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """What a debrief is made from; a section that was not asked for stays empty."""

    period: Period
    sections: tuple[Section, ...]
    totals: Row
    weeks: tuple[Row, ...] = ()
    applications: pd.DataFrame | None = None
    reasons: RejectionReasons | None = None
    curve: ResponseCurve | None = None
    feedback: tuple[Row, ...] = ()
    goals: tuple[GoalProgress, ...] = ()
    strengths: tuple[Row, ...] = ()
    assessment: AssessmentLines | None = None
    mood: Mood | None = None
    journal: tuple[Entry, ...] = field(default=(), repr=False)

    def holds(self, section: Section) -> bool:
        """Whether there is anything to show in a section that was asked for."""
        match section:
            case Section.APPLICATIONS:
                return bool(self.totals["applications"])
            case Section.LIST:
                return self.applications is not None and not self.applications.empty
            case Section.REASONS:
                return self.reasons is not None and self.reasons.rejections > 0
            case Section.RESPONSE_TIMES:
                return self.curve is not None
            case Section.FEEDBACK | Section.GOALS | Section.STRENGTHS | Section.JOURNAL:
                return bool(getattr(self, section.value))
            case Section.SELF_ASSESSMENT:
                return self.assessment is not None and any(map(self.assessment.of, Quadrant))
            case Section.MOOD:
                return self.mood is not None and bool(self.mood.weeks)
        return False


def gather(reader: Reader, period: Period, sections: Iterable[Section], journal: Sequence[Entry] = ()) -> Evidence:
    """The evidence for a period. Journal entries come opened from their owner, or not at all."""
    chosen = tuple(section for section in Section if section in set(sections))
    days = {"first": period.first, "last": period.last}
    [totals] = _rows(reader.load("debrief", **days))
    found: dict[str, Any] = {}
    if Section.APPLICATIONS in chosen:
        found["weeks"] = _rows(reader.load("mood", first=period.first, as_of=period.last))
    if Section.LIST in chosen:
        found["applications"] = reader.load("applications_sent", **days)
    if Section.REASONS in chosen:
        until = reader.load("rejection_reasons", as_of=period.last)
        before = reader.load("rejection_reasons", as_of=period.first - timedelta(days=1))
        found["reasons"] = overall(between(before, until))
    if Section.RESPONSE_TIMES in chosen:
        # Beyond its last day a log knows of no silence.
        as_of = period.last if totals["log_end"] and period.last < totals["log_end"] else None
        found["curve"] = next(iter(response_times(reader.load("response_times", as_of=as_of))), None)
    if Section.FEEDBACK in chosen:
        found["feedback"] = _rows(reader.load("debrief_feedback", **days))
    if Section.GOALS in chosen:
        goals = goals_of(reader.load("goals"), reader.load("goal_history"))
        begun = [goal for goal in goals if goal.starts_on <= period.last]
        found["goals"] = tuple(all_progress(reader.load("goal_progress"), begun, period.last))
    if Section.STRENGTHS in chosen:
        found["strengths"] = _rows(reader.load("strengths"))
    if Section.SELF_ASSESSMENT in chosen:
        found["assessment"] = assessment_lines(reader.load)
    found |= _private(reader, period, chosen, journal)
    return Evidence(period, chosen, totals, **found)


def between(before: pd.DataFrame, until: pd.DataFrame) -> pd.DataFrame:
    """Counts of `rejection_reasons.sql` up to a day, less those up to an earlier one: what came in between."""
    negative = before.assign(rejections=-before["rejections"])
    both = pd.concat([until, negative])
    grain = [column for column in both.columns if column != "rejections"]
    counts = both.groupby(grain, dropna=False, as_index=False, sort=False)["rejections"].sum()
    came: pd.DataFrame = counts[counts["rejections"] > 0]
    return came


def _private(reader: Reader, period: Period, chosen: tuple[Section, ...], journal: Sequence[Entry]) -> dict[str, Any]:
    within = [entry for entry in journal if period.holds(entry.written_on)]
    found: dict[str, Any] = {}
    if Section.MOOD in chosen:
        told = [MoodEntry(entry.written_on, entry.mood, entry.helped) for entry in within if entry.mood]
        found["mood"] = mood(told, reader.load("mood", as_of=period.last))
    if Section.JOURNAL in chosen:
        found["journal"] = tuple(within)
    return found


def _rows(table: pd.DataFrame) -> tuple[Row, ...]:
    """The table's rows with None for what is missing and dates for days."""
    return tuple({str(name): _value(value) for name, value in row.items()} for row in table.to_dict("records"))


def _value(value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.date() if isinstance(value, pd.Timestamp) else value
