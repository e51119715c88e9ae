"""Goals are set after bad spells, which end anyway: the comparison must not take that for help."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from analytics.sample.spells import MONDAY, a_cohort
from analytics.statistics.did_it_help import (
    BeforeAfter,
    Comparison,
    ReachedGoal,
    Spell,
    before_and_after,
    did_it_help,
    first_set,
    reached_goals,
)


def compared(seed: int, effect: float = 0.0) -> Comparison:
    weeks, goals = a_cohort(seed, effect=effect)
    comparison = did_it_help(weeks, goals)
    assert comparison is not None
    return comparison


def test_where_nothing_helps_plain_before_and_after_cries_help_and_the_matched_comparison_does_not() -> None:
    runs = [compared(seed) for seed in range(200)]
    assert np.mean([run.plain_p < 0.05 for run in runs]) > 0.40
    assert np.mean([run.p < 0.05 for run in runs]) <= 0.07
    assert abs(np.mean([run.difference for run in runs])) < 0.015


def test_what_helps_is_found() -> None:
    runs = [compared(seed, effect=0.12) for seed in range(30)]
    assert np.mean([run.p < 0.05 and run.difference > 0 for run in runs]) > 0.8


def test_comparable_people_had_as_bad_a_spell() -> None:
    runs = [compared(seed) for seed in range(20)]
    assert abs(np.mean([run.before - run.comparable_before for run in runs])) < 0.01


def test_too_few_people_are_not_compared() -> None:
    weeks, goals = a_cohort(1)
    assert did_it_help(weeks, goals[:4]) is None
    assert did_it_help(weeks, []) is None
    assert did_it_help(weeks.head(0), goals) is None


def test_one_person_sees_their_own_cases() -> None:
    rows = [(7, MONDAY + timedelta(weeks=week), 2, int(week >= 12), 1, int(week < 8)) for week in range(20)]
    weeks = pd.DataFrame(rows, columns=["applicant_id", "week", "sent", "invited", "stated", "named"])
    goal = ReachedGoal(7, 3, MONDAY + timedelta(weeks=8), MONDAY + timedelta(weeks=11))
    assert before_and_after(weeks, [goal]) == [BeforeAfter(3, Spell(0, 16), Spell(8, 16), Spell(8, 8), Spell(0, 8))]
    assert before_and_after(weeks.head(0), [goal]) == []


def test_reached_goals_and_first_goals_are_picked_by_their_reason() -> None:
    facts = pd.DataFrame(
        {
            "applicant_id": [1, 1, 2],
            "goal_id": [10, 11, 12],
            "starts_on": [date(2026, 3, 1), date(2026, 2, 1), date(2026, 1, 1)],
            "reason": ["cultural_fit", "cultural_fit", None],
        }
    )
    reached = {10: date(2026, 5, 1), 12: date(2026, 6, 1)}
    assert reached_goals(facts, reached, "cultural_fit") == [ReachedGoal(1, 10, date(2026, 3, 1), date(2026, 5, 1))]
    assert len(reached_goals(facts, reached)) == 2
    assert first_set(facts, "cultural_fit") == {1: date(2026, 2, 1)}
