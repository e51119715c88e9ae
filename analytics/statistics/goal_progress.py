"""Where a goal stands: reached, pace, what the rest needs, and the chance of being done in time.

Takes the counts of sql/goal_progress.sql (one row a goal and day) and the facts of sql/goals.sql.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil, gcd
from typing import Any

import numpy as np
import pandas as pd

from analytics.statistics.goal_forecast import count_forecasts, share_forecasts
from analytics.taxonomy import GoalStatus, Metric, Standing

ENOUGH_DAYS = 28
"""Days that must have counted before a chance is named."""

DAY = timedelta(days=1)
LOOK_BACK = timedelta(weeks=8)
"""How far back the pace is looked for when a goal is set."""

UNLIKELY, LIKELY = 0.3, 0.7
"""Below the one a goal is at risk, above the other on track; between them it is open."""

BY_HAND = (Metric.CONTACTS, Metric.MOCK_INTERVIEWS, Metric.COURSE_UNITS, Metric.CUSTOM, Metric.PERCENT)


@dataclass(frozen=True)
class Goal:
    """What the statistic needs to know of a goal. Rests (paused, done, retired) are days from … until, exclusive."""

    goal_id: int
    title: str
    metric: str
    start_value: float
    target: float
    starts_on: date
    due_on: date
    status: str = GoalStatus.ACTIVE.value
    unit: str | None = None
    reason: str | None = None
    theme: str | None = None
    per_week: float | None = None
    """So much makes a week count, and `target` is a number of weeks; None for a goal that adds up."""
    rests: tuple[tuple[date, date], ...] = ()

    @property
    def is_share(self) -> bool:
        return self.metric == Metric.PERCENT

    @property
    def direction(self) -> int:
        """1 where the number is to grow, -1 where it is to shrink."""
        return -1 if self.target < self.start_value else 1


@dataclass(frozen=True)
class Point:
    """Where the goal stood at the end of a day."""

    day: date
    value: float


@dataclass(frozen=True)
class FanPoint:
    """Where it will stand on a day to come: in 80 of 100 cases between low and high."""

    day: date
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class GoalProgress:
    """How one goal stands on a day. None is what can't be known (yet)."""

    goal: Goal
    as_of: date
    standing: Standing
    reached: float
    reached_on: date | None
    remaining: float
    pace_per_week: float | None
    needed_per_week: float | None
    chance: float | None
    weeks_counted: float
    days_counted: int
    history: tuple[Point, ...]
    fan: tuple[FanPoint, ...]

    @property
    def done_share(self) -> float:
        """The part of the way that is done, from 0 to 1."""
        way = abs(self.goal.target - self.goal.start_value)
        return 1.0 if way == 0 else min(1.0, max(0.0, 1 - self.remaining / way))

    @property
    def judged_on(self) -> date | None:
        """The day on which enough days have counted for a chance; None where it lacks none, or ends before."""
        lacking = ENOUGH_DAYS - round(7 * self.weeks_counted)
        then = self.as_of + lacking * DAY
        return then if self.standing is Standing.EARLY and lacking > 0 and then < self.goal.due_on else None


def goals_of(facts: pd.DataFrame, history: pd.DataFrame) -> list[Goal]:
    """The goals of sql/goals.sql with the rests that sql/goal_history.sql knows of."""
    rests: dict[int, list[tuple[date, date]]] = {}
    for wording in _rows(history):
        if wording["status"] != GoalStatus.ACTIVE:
            until = date.max if pd.isna(wording["until"]) else _day(wording["until"])
            rests.setdefault(wording["goal_id"], []).append((_day(wording["changed_on"]), until))
    return [
        Goal(
            goal_id=int(fact["goal_id"]),
            title=fact["title"],
            metric=fact["metric"],
            start_value=float(fact["start_value"]),
            target=float(fact["target"]),
            starts_on=_day(fact["starts_on"]),
            due_on=_day(fact["due_on"]),
            status=fact["status"],
            unit=_text(fact["unit"]),
            reason=_text(fact["reason"]),
            theme=_text(fact["theme"]),
            per_week=None if pd.isna(fact["per_week"]) else float(fact["per_week"]),
            rests=tuple(rests.get(fact["goal_id"], ())),
        )
        for fact in _rows(facts)
    ]


def goal_progress(counts: pd.DataFrame, goal: Goal, as_of: date, pause: float = 0.0) -> GoalProgress:
    """How the goal stands on a day, from its amounts by day; its outlook if nothing is done for `pause` weeks."""
    history, reached, remaining = _so_far(counts, goal, as_of)
    reached_on = _reached_on(history, goal, as_of) if remaining == 0 else None
    counted = _counted_days(goal, reached_on or as_of)
    weeks = len(counted) / 7
    standing_now = _settled(goal, as_of, remaining)
    entered = bool(history) or goal.metric not in BY_HAND
    chance: float | None = None
    fan: tuple[FanPoint, ...] = ()
    if standing_now is None and entered and len(counted) >= ENOUGH_DAYS and as_of < goal.due_on:
        fan, chance = _outlook(history, counted, goal, as_of, reached, pause)
    if standing_now is None:
        standing_now = _judged(chance, last_day=as_of == goal.due_on)
    days_left = (goal.due_on - max(as_of, goal.starts_on - timedelta(days=1))).days
    moved = goal.direction * (
        _value_on(history, goal, reached_on or as_of) - _value_on(history, goal, goal.starts_on - DAY)
    )
    return GoalProgress(
        goal=goal,
        as_of=as_of,
        standing=standing_now,
        reached=reached,
        reached_on=reached_on,
        remaining=remaining,
        pace_per_week=moved / weeks if counted and entered else None,
        needed_per_week=remaining / (days_left / 7) if days_left > 0 and remaining > 0 else None,
        chance=chance,
        weeks_counted=weeks,
        days_counted=len(history),
        history=history,
        fan=fan,
    )


def all_progress(counts: pd.DataFrame, goals: Sequence[Goal], as_of: date) -> list[GoalProgress]:
    """How each goal stands on a day."""
    by_goal = dict(list(counts.groupby("goal_id"))) if len(counts) else {}
    return [goal_progress(by_goal.get(goal.goal_id, counts.head(0)), goal, as_of) for goal in goals]


def reached_goals(counts: pd.DataFrame, goals: Sequence[Goal], as_of: date) -> frozenset[int]:
    """The ids of the goals that stand as reached on a day: what `goal_progress` says of each, without a forecast."""
    by_goal = dict(list(counts.groupby("goal_id"))) if len(counts) else {}
    standing = {
        goal.goal_id: _settled(goal, as_of, _so_far(by_goal.get(goal.goal_id, counts.head(0)), goal, as_of)[2])
        for goal in goals
    }
    return frozenset(goal_id for goal_id, settled in standing.items() if settled is Standing.DONE)


FEWEST_FANS, MOST_FANS = 5, 12
"""Below so many earlier fans nothing is said of them; of more the newest are looked at."""


def earlier_fans(counts: pd.DataFrame, goal: Goal, as_of: date) -> tuple[int, int] | None:
    """How many of the fans of a week, two weeks and so on ago hold what is reached today, and of how many; None below
    five. They overlap, and are never used to adjust the fan of today."""
    _, reached, _ = _so_far(counts, goal, as_of)
    until_today, held = replace(goal, due_on=as_of), []
    for weeks in range(1, MOST_FANS + 1):
        fan = goal_progress(counts, until_today, as_of - weeks * 7 * DAY).fan
        if fan:
            held.append(fan[-1].low <= reached <= fan[-1].high)
    return (sum(held), len(held)) if len(held) >= FEWEST_FANS else None


@dataclass(frozen=True)
class PlanOutlook:
    """What a goal still to be set would ask for, beside the pace of the last weeks. None where there is none."""

    needed_per_week: float
    pace_per_week: float | None
    chance: float | None
    weeks: float


def plan_outlook(pace: pd.DataFrame, goal: Goal, as_of: date) -> PlanOutlook:
    """Whether a goal is within reach, from what was done in the last weeks (sql/goal_pace.sql).

    The chance is that of a goal that asks for as much in as many days from today on, at the pace of those weeks.
    """
    length = (goal.due_on - goal.starts_on).days + 1
    needed = abs(goal.target - goal.start_value) / (length / 7)
    done = [
        (_day(row["day"]), row["amount"])
        for row in _rows(pace)
        if row["metric"] == goal.metric and _day(row["day"]) <= as_of
    ]
    recent = max(as_of - LOOK_BACK, min((day for day, _ in done), default=as_of) - timedelta(days=1))
    if (as_of - recent).days < ENOUGH_DAYS or goal.direction < 0:
        return PlanOutlook(needed, None, None, 0.0)
    since = recent + timedelta(days=1)
    days = pd.DataFrame(done, columns=["day", "amount"]).assign(goal_id=goal.goal_id)
    days = days[days["day"] >= since]
    as_if = replace(
        goal,
        status=GoalStatus.ACTIVE.value,
        start_value=0.0,
        target=float(days["amount"].sum()) + abs(goal.target - goal.start_value),
        starts_on=since,
        due_on=as_of + timedelta(days=length),
        rests=(),
    )
    progress = goal_progress(days, as_if, as_of)
    return PlanOutlook(needed, progress.pace_per_week, progress.chance, progress.weeks_counted)


# --- the past --------------------------------------------------------------------------------------------


def _so_far(counts: pd.DataFrame, goal: Goal, as_of: date) -> tuple[tuple[Point, ...], float, float]:
    """What was done until a day, where it stands, and what remains."""
    history = _history(counts, goal, min(as_of, _closed_on(goal)))
    reached = history[-1].value if history else goal.start_value
    return history, reached, max(0.0, goal.direction * (goal.target - reached))


def _history(counts: pd.DataFrame, goal: Goal, as_of: date) -> tuple[Point, ...]:
    rows = sorted(
        (_day(row["day"]), float(row["amount"]))
        for row in _rows(counts)
        if row["goal_id"] == goal.goal_id and _day(row["day"]) <= as_of
    )
    if goal.is_share:
        return tuple(Point(day, value) for day, value in rows)
    values = goal.start_value + np.cumsum([amount for _, amount in rows])
    return tuple(Point(day, float(value)) for (day, _), value in zip(rows, values, strict=True))


def _reached_on(history: Sequence[Point], goal: Goal, as_of: date) -> date:
    """The day from which on the target stayed reached."""
    since: date | None = None
    for point in history:
        if goal.direction * (goal.target - point.value) > 0:
            since = None
        elif since is None:
            since = point.day
    return since or min(goal.starts_on, as_of)


def _counted_days(goal: Goal, as_of: date) -> list[date]:
    """The days since the start on which the goal did not rest."""
    days = (goal.starts_on + timedelta(days=number) for number in range((as_of - goal.starts_on).days + 1))
    return [day for day in days if not any(begin <= day < end for begin, end in goal.rests)]


def _closed_on(goal: Goal) -> date:
    """The day from which on nothing counts any more; the last of all days where the goal is open."""
    closed = goal.status in (GoalStatus.DONE, GoalStatus.RETIRED) and goal.rests
    return goal.rests[-1][0] if closed else date.max


def _value_on(history: Sequence[Point], goal: Goal, day: date) -> float:
    until = [point.value for point in history if point.day <= day]
    return until[-1] if until else goal.start_value


def _judged(chance: float | None, last_day: bool) -> Standing:
    """The standing that a chance means."""
    if chance is None:
        return Standing.AT_RISK if last_day else Standing.EARLY
    if chance < UNLIKELY:
        return Standing.AT_RISK
    return Standing.ON_TRACK if chance > LIKELY else Standing.UNDECIDED


def _settled(goal: Goal, as_of: date, remaining: float) -> Standing | None:
    """The standing where no forecast is asked for."""
    kept: dict[str, Standing] = {
        GoalStatus.RETIRED: Standing.RETIRED,
        GoalStatus.DONE: Standing.DONE,
        GoalStatus.PAUSED: Standing.PAUSED,
    }
    if goal.status in kept:
        return kept[goal.status]
    if remaining == 0:
        return Standing.DONE
    if as_of < goal.starts_on:
        return Standing.AHEAD
    return Standing.OVERDUE if as_of > goal.due_on else None


# --- the rest of the time --------------------------------------------------------------------------------


def _outlook(
    history: Sequence[Point], counted: Sequence[date], goal: Goal, as_of: date, reached: float, pause: float
) -> tuple[tuple[FanPoint, ...], float]:
    """The fan up to the due date, and the chance of the target being reached by then."""
    days = _days_ahead(as_of, goal.due_on)
    horizons = [_weeks_from(as_of, day) for day in days]
    now = FanPoint(as_of, reached, reached, reached)
    if goal.is_share:
        since = [point for point in history if point.day > goal.starts_on]
        # The last reading still holds today: what nobody wrote down is taken for standing still.
        readings = [Point(goal.starts_on, goal.start_value), *since[:-1], Point(as_of, reached)]
        shares = share_forecasts(
            [_weeks_from(as_of, point.day) for point in readings],
            [point.value / 100 for point in readings],
            horizons,
        )
        fan = [
            FanPoint(day, 100 * share.low, 100 * share.middle, 100 * share.high)
            for day, share in zip(days, shares, strict=True)
        ]
        below = shares[-1].at_most(goal.target / 100)
        return (now, *fan), 1 - below if goal.direction > 0 else below
    unit = unit_of([amount for _, amount in _steps(history, goal)])
    amounts, exposures = _weeks(history, counted, goal, as_of)
    to_come = count_forecasts([amount / unit for amount in amounts], exposures, horizons, pause)
    fan = [
        FanPoint(day, *sorted(reached + goal.direction * unit * x for x in (more.low, more.middle, more.high)))
        for day, more in zip(days, to_come, strict=True)
    ]
    needed = ceil(goal.direction * (goal.target - reached) / unit - 1e-9)
    return (now, *fan), 1 - to_come[-1].at_most(needed - 1)


def _days_ahead(as_of: date, due_on: date) -> list[date]:
    """The days at which the fan is drawn: about a dozen, evenly, the last one the due date."""
    left = (due_on - as_of).days
    step = max(1, ceil(left / 12))
    return [due_on - timedelta(days=back) for back in range(0, left, step)][::-1]


def _weeks_from(as_of: date, day: date) -> float:
    return (day - as_of).days / 7


def _steps(history: Sequence[Point], goal: Goal) -> list[tuple[date, float]]:
    """What each day brought, in the goal's direction."""
    values = [goal.start_value, *(point.value for point in history)]
    return [
        (point.day, goal.direction * (point.value - before)) for point, before in zip(history, values[:-1], strict=True)
    ]


def unit_of(amounts: Sequence[float]) -> float:
    """What counts as one: the greatest amount of which all that were entered are multiples, in hundredths."""
    return gcd(*(round(100 * amount) for amount in amounts)) / 100 or 1.0


def _weeks(
    history: Sequence[Point], counted: Sequence[date], goal: Goal, as_of: date
) -> tuple[list[float], list[float]]:
    """Amounts, and the part of each week that counted, in weeks that end today, oldest first."""
    number = (as_of - goal.starts_on).days // 7 + 1
    amounts, exposures = [0.0] * number, [0.0] * number
    for day in counted:
        exposures[number - 1 - (as_of - day).days // 7] += 1 / 7
    for day, amount in _steps(history, goal):
        if day >= goal.starts_on:
            amounts[number - 1 - (as_of - day).days // 7] += amount
    kept = [week for week in range(number) if exposures[week] > 0]
    return [amounts[week] for week in kept], [exposures[week] for week in kept]


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [dict(zip(frame.columns, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
