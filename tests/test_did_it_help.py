"""Goals are set after bad spells, which end anyway: the comparison must not take that for help."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analytics.sample.spells import MONDAY, a_cohort
from analytics.statistics.comparison import holm
from analytics.statistics.did_it_help import (
    BeforeAfter,
    Comparison,
    Control,
    ReachedGoal,
    Spell,
    before_and_after,
    did_it_help,
    first_set,
    looks,
    not_reached,
    reached_goals,
    reasons_counted,
)
from analytics.wording.did_it_help import controls_in_words, in_words

RUNS = 30

NULLS = {
    "nothing else": {},
    "learning 2 % a week": {"learning": 0.02},
    "hiring season": {"season": 0.5},
    "both": {"learning": 0.02, "season": 0.5},
}


def compared(seed: int, **how: float) -> Comparison:
    comparison = did_it_help(*a_cohort(seed, **how))  # type: ignore[arg-type]
    assert comparison is not None
    return comparison


@pytest.mark.parametrize("null", NULLS)
def test_where_nothing_helps_plain_before_and_after_cries_help_and_the_stacked_comparison_does_not(null: str) -> None:
    runs = [compared(seed, **NULLS[null]) for seed in range(RUNS)]
    assert np.mean([run.plain_p < 0.05 for run in runs]) > 0.8
    assert np.mean([run.p < 0.05 for run in runs]) <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / RUNS)
    assert abs(np.mean([run.difference for run in runs])) < 0.03


def test_what_helps_is_found() -> None:
    runs = [compared(seed, effect=0.1, season=0.5) for seed in range(10)]
    assert np.mean([run.p < 0.05 and run.difference > 0 for run in runs]) > 0.8


def test_where_nothing_was_reached_nothing_is_found() -> None:
    controls = [not_reached(*a_cohort(seed, effect=0.1), seed=seed) for seed in range(20)]
    assert np.mean([control is not None and control.p < 0.05 for control in controls]) <= 0.2


def test_the_more_is_looked_at_the_larger_a_difference_must_be() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    weeks, goals = a_cohort(1, effect=0.1)
    facts = pd.DataFrame(
        {
            "applicant_id": [goal.applicant_id for goal in goals],
            "goal_id": [goal.goal_id for goal in goals],
            "starts_on": [goal.set_on for goal in goals],
            "due_on": [goal.reached_on for goal in goals],
            "reason": "experience_or_skills",
        }
    )
    reached = {goal.goal_id: goal.reached_on for goal in goals}
    found = looks({None: weeks, "experience_or_skills": weeks}, facts, reached)
    assert [(look.reason, look.measure[0]) for look in found] == [
        (None, "invited"),
        ("experience_or_skills", "invited"),
    ]
    assert all(look.looked_at == 2 and look.p_adjusted == pytest.approx(2 * look.comparison.p) for look in found)
    assert set(found[0].controls) == {Control.NOBODY_REACHED}
    assert controls_in_words(found[0]).startswith("Where nothing can be found, the same arithmetic says: ")
    assert controls_in_words(replace(found[0], controls={})) == ""
    assert "an association, not a proof" in in_words(found[0])
    assert "can't be told" in in_words(replace(found[0], controls={Control.NOBODY_REACHED: found[0].comparison}))


def test_what_no_goal_moves_is_counted_whatever_goals_answer_and_controls_each_reason() -> None:
    facts = pd.DataFrame({"reason": ["experience_or_skills", None, "cultural_fit", "cultural_fit"]})
    counted = reasons_counted(facts)
    assert counted == (None, "cultural_fit", "experience_or_skills", "position_changed")
    weeks, goals = a_cohort(1, effect=0.1)
    weeks = weeks.assign(stated=weeks["sent"], named=weeks["invited"])
    facts = pd.DataFrame(
        {
            "applicant_id": [goal.applicant_id for goal in goals],
            "goal_id": [goal.goal_id for goal in goals],
            "starts_on": [goal.set_on for goal in goals],
            "due_on": [goal.reached_on for goal in goals],
            "reason": "experience_or_skills",
        }
    )
    reached = {goal.goal_id: goal.reached_on for goal in goals}
    found = looks(dict.fromkeys(reasons_counted(facts), weeks), facts, reached)
    assert {look.reason for look in found} == {None, "experience_or_skills"}
    assert all(Control.OUT_OF_HAND in look.controls for look in found)


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
