"""Where the marks of the debrief's charts stand; templates/charts.svg draws them. No chart needs a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from analytics.statistics.goal_progress import GoalProgress
from analytics.statistics.mood import Mood
from analytics.statistics.rejection_reasons import RejectionReasons
from analytics.statistics.response_times import ResponseCurve
from analytics.wording.goal_progress import so_far
from analytics.wording.mood import mean
from analytics.wording.numbers import PERCENTAGE_FROM, cases, entered_percent, share, short_month

WIDTH = 680
LEFT = 190
"""Room for what a bar or lane is called."""

MANY_WEEKS = 26
"""Beyond so many, columns stand for months."""


@dataclass(frozen=True)
class Mark:
    """A rectangle or a dot with what is written beside it."""

    x: float
    y: float
    width: float = 0
    height: float = 0
    text: str = ""


@dataclass(frozen=True)
class Bar:
    """A horizontal bar with its label, its number in words and the ends of its interval."""

    label: str
    text: str
    y: float
    width: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Bars:
    title: str
    description: str
    height: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Lane:
    """One row of columns on a common calendar."""

    name: str
    css: str
    base: float
    columns: tuple[Mark, ...]


@dataclass(frozen=True)
class Lanes:
    title: str
    description: str
    height: float
    lanes: tuple[Lane, ...]
    dots: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    ticks: tuple[Mark, ...]


@dataclass(frozen=True)
class Curve:
    title: str
    description: str
    height: float
    line: str
    band: str
    levels: tuple[Mark, ...]
    ticks: tuple[Mark, ...]


# --- columns over the calendar -------------------------------------------------------------------------------

LANE_HEIGHT, LANE_GAP = 54.0, 22.0
SERIES = (("sent", "Sent", "sent"), ("invitations", "Invitations", "invited"), ("rejections", "Rejections", "rejected"))


def applications_over_time(weeks: Sequence[dict[str, Any]]) -> Lanes:
    """Three lanes of columns: sent, invitations, rejections, by week or, over a long time, by month."""
    columns = _by_month(weeks) if len(weeks) > MANY_WEEKS else _by_week(weeks)
    lanes = tuple(
        _lane(number, label, css, [(name, counts[key]) for name, counts in columns])
        for number, (key, label, css) in enumerate(SERIES)
    )
    return Lanes(
        "Applications sent, invitations and rejections over time",
        f"Columns by {'month' if len(weeks) > MANY_WEEKS else 'week'}; the numbers are in the table below.",
        len(SERIES) * (LANE_HEIGHT + LANE_GAP) + 24,
        lanes,
        (),
        (),
        _calendar([name for name, _ in columns], len(SERIES) * (LANE_HEIGHT + LANE_GAP) + 14),
    )


def table_over_time(weeks: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, int]]]:
    """The numbers of the columns."""
    return _by_month(weeks) if len(weeks) > MANY_WEEKS else _by_week(weeks)


def mood_over_time(found: Mood) -> Lanes:
    """A dot a week from 1 (low) to 5 (good), above a lane of the week's rejections."""
    names = [_week_name(week.monday) for week in found.weeks]
    height, top = 150.0, 12.0
    below = height + top + 24
    dots = tuple(
        Mark(_middle(place, len(names)), top + (5 - week.mood) / 4 * height, text=mean(week.mood))
        for place, week in enumerate(found.weeks)
        if week.mood is not None
    )
    levels = tuple(
        Mark(LEFT, top + (5 - level) / 4 * height, text=f"{level} {word}")
        for level, word in ((1, "very low"), (3, "in between"), (5, "very good"))
    )
    lane = _lane(
        0, "Rejections", "rejected", [(name, week.rejections) for name, week in zip(names, found.weeks, strict=True)]
    )
    shifted = Lane(
        lane.name,
        lane.css,
        lane.base + below,
        tuple(Mark(it.x, it.y + below, it.width, it.height, it.text) for it in lane.columns),
    )
    end = below + LANE_HEIGHT + LANE_GAP + 10
    return Lanes(
        "Mood by week, with the week's rejections",
        "A dot for each week with an entry; columns show rejections. The numbers are in the table below.",
        end + 14,
        (shifted,),
        dots,
        levels,
        _calendar(names, end),
    )


def _by_week(weeks: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, int]]]:
    return [(_week_name(week["week"]), {key: int(week[key]) for key, *_ in SERIES}) for week in weeks]


def _by_month(weeks: Sequence[dict[str, Any]]) -> list[tuple[str, dict[str, int]]]:
    months: dict[str, dict[str, int]] = {}
    for week in weeks:
        month = months.setdefault(short_month(week["week"]), dict.fromkeys((key for key, *_ in SERIES), 0))
        for key in month:
            month[key] += int(week[key])
    return list(months.items())


def _week_name(monday: date) -> str:
    return f"{monday.day} {short_month(monday)}"


def _lane(number: int, label: str, css: str, counts: Sequence[tuple[str, int]]) -> Lane:
    base = (number + 1) * (LANE_HEIGHT + LANE_GAP) - 6
    most = max([1, *(n for _, n in counts)])
    step = (WIDTH - LEFT) / max(len(counts), 1)
    width = min(step * 0.7, 36)
    columns = tuple(
        Mark(
            round(_middle(place, len(counts)) - width / 2, 1),
            round(base - n / most * LANE_HEIGHT, 1),
            round(width, 1),
            round(n / most * LANE_HEIGHT, 1),
            str(n),
        )
        for place, (_, n) in enumerate(counts)
        if n
    )
    return Lane(label, css, base, columns)


def _middle(place: int, places: int) -> float:
    step = (WIDTH - LEFT) / max(places, 1)
    return round(LEFT + (place + 0.5) * step, 1)


def _calendar(names: Sequence[str], y: float) -> tuple[Mark, ...]:
    every = max(1, ceil(len(names) / 6))
    return tuple(
        Mark(_middle(place, len(names)), y, text=name)
        for place, name in enumerate(names)
        if place % every == 0 and _middle(place, len(names)) < WIDTH - 32
    )


# --- bars ----------------------------------------------------------------------------------------------------

BAR_STEP = 44.0
BARS_WIDTH = 360.0


def reason_bars(found: RejectionReasons) -> Bars:
    """How many of the rejections with a reason named each one, with the interval of its share where there is one."""
    most = max([1, *(named.n for named in found.reasons)])
    bars = []
    for place, named in enumerate(found.reasons):
        width = named.share if found.enough else named.n / most
        bars.append(
            Bar(
                named.reason.label,
                _named(named.n, found.stated),
                place * BAR_STEP,
                round(width * BARS_WIDTH, 1),
                _end(named.found.low if found.enough else None),
                _end(named.found.high if found.enough else None),
            )
        )
    return Bars(
        "Reasons that employers named",
        "A bar for each reason, with the number of rejections that named it.",
        len(bars) * BAR_STEP + 6,
        tuple(bars),
    )


def _end(share: float | None) -> float | None:
    return None if share is None else round(share * BARS_WIDTH, 1)


def _named(n: int, stated: int) -> str:
    return f"{cases(n, stated)}: {share(n, stated)}" if stated >= PERCENTAGE_FROM else cases(n, stated)


def goal_bars(goals: Sequence[GoalProgress]) -> Bars:
    """How much of the way to each goal is done."""
    bars = tuple(
        Bar(
            goal.goal.title,
            f"{so_far(goal)}; {goal.standing.label.lower()}",
            place * BAR_STEP,
            round(goal.done_share * BARS_WIDTH, 1),
        )
        for place, goal in enumerate(goals)
    )
    return Bars("How far each goal has come", "A bar for each goal.", len(bars) * BAR_STEP + 6, bars)


# --- a curve ---------------------------------------------------------------------------------------------------

CURVE_HEIGHT, CURVE_LEFT = 220.0, 60.0
LONGEST = 90


def silence_curve(curve: ResponseCurve) -> Curve:
    """The share still silent, by days since applying, with its interval."""
    last = min(curve.last_day, LONGEST)
    places = [place for place, day in enumerate(curve.days) if day <= last]
    days = [int(curve.days[place]) for place in places]
    silent = curve.silent
    steps = _steps(days, [float(silent.share[place]) for place in places], last)
    lows = _steps(days, [_or(silent.low[place], silent.share[place]) for place in places], last)
    highs = _steps(days, [_or(silent.high[place], silent.share[place]) for place in places], last)
    every = 7 if last <= 45 else 14
    return Curve(
        "Share of applications still silent, by days since sending",
        "A falling line with its range; the numbers are in the table below.",
        CURVE_HEIGHT + 44,
        _points(steps, last),
        _points([*lows, *reversed(highs)], last),
        tuple(Mark(CURVE_LEFT, _y(level), text=entered_percent(100 * level)) for level in (0, 0.25, 0.5, 0.75, 1)),
        tuple(Mark(_x(day, last), CURVE_HEIGHT + 26, text=str(day)) for day in range(0, last + 1, every)),
    )


def _steps(days: Sequence[int], shares: Sequence[float], last: int) -> list[tuple[float, float]]:
    points = [(0.0, 1.0)]
    for day, still_silent in zip(days, shares, strict=True):
        points += [(day, points[-1][1]), (day, still_silent)]
    return [*points, (last, points[-1][1])]


def _points(points: Sequence[tuple[float, float]], last: int) -> str:
    return " ".join(f"{_x(day, last):g},{_y(share):g}" for day, share in points)


def _x(day: float, last: int) -> float:
    return round(CURVE_LEFT + day / max(last, 1) * (WIDTH - CURVE_LEFT - 16), 1)


def _y(share: float) -> float:
    return round(8 + (1 - share) * CURVE_HEIGHT, 1)


def _or(value: Any, otherwise: Any) -> float:
    number = float(value)
    return float(otherwise) if number != number else number
