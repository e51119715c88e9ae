"""Mood over the weeks: what is compared, when there is enough, and how often it claims what isn't there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

from analytics.statistics.mood import Comparison, Helped, Mood, MoodEntry, Week, mood
from analytics.statistics.proportions import wilson
from analytics.store import Viewer
from tests.builders import a_store, an_application

MONDAY = date(2026, 1, 5)


def weeks(rejections: list[int]) -> pd.DataFrame:
    """Counts of consecutive weeks from MONDAY."""
    mondays = [MONDAY + timedelta(weeks=number) for number in range(len(rejections))]
    return pd.DataFrame({"week": mondays, "sent": 0, "invitations": 0, "rejections": rejections})


def weekly(moods: Sequence[int | None]) -> list[MoodEntry]:
    """An entry a week from MONDAY; None for a week without."""
    days = [MONDAY + timedelta(weeks=number) for number in range(len(moods))]
    return [MoodEntry(day, value) for day, value in zip(days, moods, strict=True) if value is not None]


def test_weeks_run_from_the_first_entry_to_the_last_with_what_happened_in_them(tmp_path: Path) -> None:
    store = a_store(
        tmp_path,
        an_application(applied="2026-01-06", rejected_on="2026-01-20"),
        an_application(applied="2026-01-07", invited_on="2026-01-21"),
        an_application(applied="2026-01-01", applied_precision="month", rejected=True),
        an_application(applied="2026-01-06", applicant=2),
    )
    with store.reading(Viewer.applicant(1)) as reader:
        counts = reader.load("mood")
    entries = [
        MoodEntry(date(2026, 1, 21), 2),
        MoodEntry(date(2026, 1, 8), 4),
        MoodEntry(date(2026, 1, 11), 3),
    ]
    assert mood(entries, counts) == Mood(
        entries=3,
        weeks=(
            Week(date(2026, 1, 5), 3.5, 2, 2, 0, 0),
            Week(date(2026, 1, 12), None, 0, 0, 0, 0),
            Week(date(2026, 1, 19), 2.0, 1, 0, 1, 1),
        ),
        rejections=Comparison(2, 0, 2, None, None, None, None, None),
        helped=(),
    )


def test_no_entries_make_no_weeks() -> None:
    found = mood([], weeks([1, 2, 3]))
    assert (found.entries, found.weeks, found.usual) == (0, (), None)


def test_four_weeks_with_many_rejections_are_too_few_to_compare() -> None:
    rejections = [2, 0, 2, 0, 2, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    found = mood(weekly([2, 4] * 8 + [4]), weeks(rejections)).rejections
    assert (found.weeks_many, found.weeks_other, found.difference) == (4, 13, None)


def test_a_mood_that_falls_with_every_hard_week_is_seen() -> None:
    rng = np.random.default_rng(20261123)
    rejections = rng.poisson(1.3, 40).tolist()
    found = mood(weekly([2 if n >= 2 else 4 for n in rejections]), weeks(rejections)).rejections
    assert found.difference == -2.0
    assert found.clear


def test_weeks_that_resemble_their_neighbours_do_not_make_a_difference_that_is_not_there() -> None:
    rng = np.random.default_rng(20261123)
    claimed = []
    for _ in range(400):
        stretch = np.zeros(30)
        for week in range(1, 30):
            stretch[week] = 0.5 * stretch[week - 1] + rng.normal() * np.sqrt(0.75)
        moods = np.clip(np.round(3 + stretch), 1, 5).astype(int).tolist()
        found = mood(weekly(moods), weeks(rng.poisson(1.3, 30).tolist())).rejections
        if found.difference is not None:
            claimed.append(found.clear)
    assert len(claimed) > 350
    assert np.mean(claimed) < 0.09


def test_what_helped_compares_low_days_with_low_days_only() -> None:
    def pair(number: int, start: int, then: int, *helped: str) -> list[MoodEntry]:
        day = MONDAY + timedelta(weeks=4 * number)
        return [MoodEntry(day, start, helped), MoodEntry(day + timedelta(days=3), then)]

    entries = [
        *pair(0, 2, 4, "a walk"),
        *pair(1, 1, 3, "a walk", "sleep"),
        *pair(2, 2, 2, "sleep"),
        *pair(3, 4, 5, "a walk"),
    ]
    assert mood(entries, weeks([0])).helped == (
        Helped("a walk", wilson(2, 2), wilson(0, 1), 2, 0),
        Helped("sleep", wilson(1, 2), wilson(1, 1), 1, 1),
    )
    assert not any(helped.enough for helped in mood(entries, weeks([0])).helped)


def test_an_entry_long_after_a_low_one_says_nothing_about_what_helped() -> None:
    entries = [MoodEntry(MONDAY, 1, ("sleep",)), MoodEntry(MONDAY + timedelta(days=15), 5)]
    assert mood(entries, weeks([0])).helped == ()
