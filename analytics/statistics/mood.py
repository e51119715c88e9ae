"""Mood week by week beside what was sent and what came, and what goes with it; used by journal page and notebook.

Everything here is association: one person's weeks, watched by themselves, can't say what causes what.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from analytics.statistics.proportions import Proportion, wilson

ENOUGH_WEEKS = 5
"""So many weeks with an entry are needed on both sides of a comparison."""

MANY = 2
"""A week with at least so many rejections is one with many, unless the person's own upper quarter is higher."""

LOW = 2
"""A mood up to here is low; what helped is read from the entry that follows one of these."""

SOON = 14
"""An entry counts as following within so many days."""


@dataclass(frozen=True)
class MoodEntry:
    """What mood needs of a journal entry."""

    written_on: date
    mood: int
    helped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Week:
    """A week (its Monday) with its mean mood (None without an entry) and what was sent and came."""

    monday: date
    mood: float | None
    entries: int
    sent: int
    invitations: int
    rejections: int


@dataclass(frozen=True)
class Comparison:
    """Mean mood in weeks with `many` or more rejections against the others; None where there are too few weeks.

    The interval comes from moving the rejections along the calendar: how large such a difference gets when the
    weeks don't belong together, while each keeps its good and bad stretches.
    """

    many: int
    weeks_many: int
    weeks_other: int
    mood_many: float | None
    mood_other: float | None
    difference: float | None
    low: float | None
    high: float | None

    @property
    def clear(self) -> bool:
        """Whether the interval leaves zero out."""
        return self.low is not None and self.high is not None and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class Helped:
    """Of the low entries that named this as a help, how many were followed by a better one; and of the others."""

    what: str
    with_it: Proportion
    without: Proportion
    better_with: int
    better_without: int

    @property
    def enough(self) -> bool:
        return self.with_it.enough and self.without.enough


@dataclass(frozen=True)
class Mood:
    """All weeks from the first to the last entry, and what goes with them."""

    entries: int
    weeks: tuple[Week, ...]
    rejections: Comparison
    helped: tuple[Helped, ...]

    @property
    def usual(self) -> float | None:
        """The mean of the weeks' moods."""
        moods = [week.mood for week in self.weeks if week.mood is not None]
        return sum(moods) / len(moods) if moods else None


def mood(entries: Iterable[MoodEntry], counts: pd.DataFrame) -> Mood:
    """Mood and its company, from the entries and the rows of `mood.sql`. Entries without a mood are left out by
    whoever makes them."""
    told = sorted(entries, key=lambda entry: entry.written_on)
    weeks = _weeks(told, counts)
    return Mood(len(told), weeks, _comparison(weeks), _helped(told))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _weeks(entries: list[MoodEntry], counts: pd.DataFrame) -> tuple[Week, ...]:
    if not entries:
        return ()
    rows: Iterable[Any] = counts.itertuples()
    happened = {
        pd.Timestamp(row.week).date(): (int(row.sent), int(row.invitations), int(row.rejections)) for row in rows
    }
    moods: dict[date, list[int]] = {}
    for entry in entries:
        moods.setdefault(monday_of(entry.written_on), []).append(entry.mood)
    first, last = min(moods), max(moods)
    mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    return tuple(
        Week(
            monday,
            sum(moods[monday]) / len(moods[monday]) if monday in moods else None,
            len(moods.get(monday, ())),
            *happened.get(monday, (0, 0, 0)),
        )
        for monday in mondays
    )


def _comparison(weeks: tuple[Week, ...]) -> Comparison:
    rejections = np.array([week.rejections for week in weeks])
    many = max(MANY, int(np.quantile(rejections, 0.75)) if len(weeks) else 0)
    moods = np.array([np.nan if week.mood is None else week.mood for week in weeks], dtype=float)
    marked, known = rejections >= many, ~np.isnan(moods)
    n_many, n_other = int((marked & known).sum()), int((~marked & known).sum())
    if min(n_many, n_other) < ENOUGH_WEEKS:
        return Comparison(many, n_many, n_other, None, None, None, None, None)
    difference = _difference(moods, marked)
    shifted = np.array([_difference(moods, np.roll(marked, step)) for step in range(1, len(weeks))])
    spread = 1.96 * float(np.sqrt(np.nanmean(shifted**2)))
    return Comparison(
        many,
        n_many,
        n_other,
        float(moods[marked & known].mean()),
        float(moods[~marked & known].mean()),
        difference,
        difference - spread,
        difference + spread,
    )


def _difference(
    moods: np.ndarray[tuple[int], np.dtype[np.float64]], marked: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> float:
    """Mean mood of the marked weeks less that of the others; NaN where one side has none."""
    known = ~np.isnan(moods)
    inside, outside = moods[marked & known], moods[~marked & known]
    return float(inside.mean() - outside.mean()) if len(inside) and len(outside) else float("nan")


def _helped(entries: list[MoodEntry]) -> tuple[Helped, ...]:
    followed = [
        (entry, following.mood > entry.mood)
        for entry, following in pairwise(entries)
        if entry.mood <= LOW and (following.written_on - entry.written_on).days <= SOON
    ]
    named = sorted({what for entry, _ in followed for what in entry.helped})
    return tuple(_of_help(what, followed) for what in named)


def _of_help(what: str, followed: list[tuple[MoodEntry, bool]]) -> Helped:
    inside = [better for entry, better in followed if what in entry.helped]
    outside = [better for entry, better in followed if what not in entry.helped]
    return Helped(what, wilson(sum(inside), len(inside)), wilson(sum(outside), len(outside)), sum(inside), sum(outside))
