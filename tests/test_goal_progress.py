"""Where a goal stands, from a few entries that say all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest

from analytics.statistics.goal_progress import (
    Goal,
    GoalProgress,
    PlanOutlook,
    _judged,
    earlier_fans,
    goal_progress,
    goals_of,
    plan_outlook,
)
from analytics.taxonomy import Standing
from analytics.wording.goal_progress import earlier_fans_in_words

START, DUE = date(2026, 9, 7), date(2026, 11, 29)
AFTER_FOUR_WEEKS = date(2026, 10, 4)


def a_goal(target: float = 12, metric: str = "mock_interviews", **facts: object) -> Goal:
    return replace(Goal(1, "Practise", metric, 0.0, target, START, DUE), **facts)  # type: ignore[arg-type]


def entries(*days_and_amounts: tuple[int, float], goal_id: int = 1) -> pd.DataFrame:
    """Amounts on days after the start."""
    rows = [(goal_id, START + timedelta(days=day), amount) for day, amount in days_and_amounts]
    return pd.DataFrame(rows, columns=["goal_id", "day", "amount"])


def one_a_week(weeks: int) -> pd.DataFrame:
    return entries(*((7 * week + 2, 1.0) for week in range(weeks)))


def summary(progress: GoalProgress) -> tuple[object, ...]:
    return (
        progress.standing,
        progress.reached,
        progress.remaining,
        progress.pace_per_week,
        progress.needed_per_week,
        progress.reached_on,
    )


def test_one_a_week_for_four_weeks_of_twelve_is_on_an_even_pace() -> None:
    progress = goal_progress(one_a_week(4), a_goal(), AFTER_FOUR_WEEKS)
    assert (progress.reached, progress.remaining, progress.pace_per_week) == (4, 8, 1.0)
    assert progress.needed_per_week == 1.0
    assert progress.chance is not None and 0.3 < progress.chance < 0.7
    assert progress.fan[0].day == AFTER_FOUR_WEEKS and progress.fan[-1].day == DUE


def test_twice_the_pace_is_on_track_and_half_of_it_at_risk() -> None:
    fast = entries(*((day, 1.0) for day in range(1, 28, 3)))
    assert goal_progress(fast, a_goal(), AFTER_FOUR_WEEKS).standing is Standing.ON_TRACK
    assert goal_progress(entries((2, 1), (16, 1)), a_goal(), AFTER_FOUR_WEEKS).standing is Standing.AT_RISK


@pytest.mark.parametrize(
    ("goal", "amounts", "expected"),
    [
        pytest.param(
            a_goal(starts_on=date(2026, 11, 1)),
            [],
            (Standing.AHEAD, 0, 12, None, 12 / (29 / 7), None),
            id="starts in the future",
        ),
        pytest.param(a_goal(target=0), [], (Standing.DONE, 0, 0, None, None, START), id="target zero"),
        pytest.param(
            a_goal(),
            [(3, 2), (9, -1), (20, -4)],
            (Standing.AT_RISK, -3, 15, -0.75, 15 / 8, None),
            id="backwards",
        ),
        pytest.param(a_goal(), [], (Standing.EARLY, 0, 12, None, 12 / 8, None), id="no entries"),
        pytest.param(
            a_goal(metric="applications"),
            [],
            (Standing.AT_RISK, 0, 12, 0.0, 12 / 8, None),
            id="counted, none yet",
        ),
        pytest.param(
            a_goal(due_on=date(2026, 9, 30)),
            [(3, 5)],
            (Standing.OVERDUE, 5, 7, 1.25, None, None),
            id="past due",
        ),
        pytest.param(
            a_goal(target=5),
            [(3, 5), (9, 1)],
            (Standing.DONE, 6, 0, 8.75, None, date(2026, 9, 10)),
            id="reached",
        ),
        pytest.param(
            a_goal(target=2, start_value=6.0),
            [(3, -1), (9, -1), (15, -2)],
            (Standing.DONE, 2, 0, 1.75, None, date(2026, 9, 22)),
            id="downwards",
        ),
        pytest.param(a_goal(status="paused"), [(3, 5)], (Standing.PAUSED, 5, 7, 1.25, 7 / 8, None), id="paused"),
        pytest.param(a_goal(status="retired"), [(3, 5)], (Standing.RETIRED, 5, 7, 1.25, 7 / 8, None), id="retired"),
    ],
)
def test_a_goal_at_an_edge_still_says_where_it_stands(
    goal: Goal, amounts: list[tuple[int, float]], expected: tuple[object, ...]
) -> None:
    assert summary(goal_progress(entries(*amounts), goal, AFTER_FOUR_WEEKS)) == expected


def test_reached_counts_from_the_day_it_stayed_reached() -> None:
    progress = goal_progress(entries((1, 5), (3, -2), (9, 2)), a_goal(target=5), AFTER_FOUR_WEEKS)
    assert progress.reached_on == START + timedelta(days=9)


def test_entries_dated_later_than_today_are_not_counted_yet() -> None:
    assert goal_progress(entries((3, 2), (60, 5)), a_goal(), AFTER_FOUR_WEEKS).reached == 2


def test_what_was_there_before_the_start_counts_as_reached_but_not_as_pace() -> None:
    progress = goal_progress(entries((-10, 3), (4, 2)), a_goal(), AFTER_FOUR_WEEKS)
    assert (progress.reached, progress.pace_per_week) == (5, 0.5)


def test_no_chance_is_named_before_four_weeks_have_counted() -> None:
    early, enough = (goal_progress(one_a_week(4), a_goal(), START + timedelta(days=day)) for day in (26, 27))
    assert (early.chance, early.standing, early.judged_on) == (None, Standing.EARLY, START + timedelta(days=27))
    assert enough.chance is not None


def test_a_goal_that_ends_before_it_can_be_judged_names_no_day_for_it() -> None:
    short = a_goal(due_on=START + timedelta(days=20))
    assert goal_progress(one_a_week(2), short, START + timedelta(days=13)).judged_on is None


def test_amounts_are_counted_in_what_they_are_multiples_of() -> None:
    later = START + timedelta(days=55)
    done = {size: entries(*((7 * week + 2, size * (week % 3)) for week in range(8))) for size in (1, 10)}
    singly, tenfold = (goal_progress(done[size], a_goal(target=12 * size), later) for size in (1, 10))
    assert singly.chance == tenfold.chance
    assert [point.high * 10 for point in singly.fan] == [point.high for point in tenfold.fan]


@pytest.mark.parametrize(
    ("chance", "standing"),
    [
        (0.29, Standing.AT_RISK),
        (0.3, Standing.UNDECIDED),
        (0.7, Standing.UNDECIDED),
        (0.71, Standing.ON_TRACK),
        (None, Standing.EARLY),
    ],
)
def test_a_chance_is_one_of_three_words(chance: float | None, standing: Standing) -> None:
    assert _judged(chance, last_day=False) is standing


def test_a_pause_is_no_slow_week() -> None:
    paused = a_goal(rests=((START + timedelta(days=14), START + timedelta(days=28)),))
    progress = goal_progress(entries((2, 1), (9, 1)), paused, AFTER_FOUR_WEEKS)
    assert (progress.weeks_counted, progress.pace_per_week) == (2.0, 1.0)


def test_a_goal_that_was_closed_counts_no_further() -> None:
    closed = a_goal(status="retired", metric="applications", rests=((START + timedelta(days=14), date.max),))
    progress = goal_progress(entries((2, 1), (9, 1), (20, 5)), closed, AFTER_FOUR_WEEKS)
    assert (progress.standing, progress.reached, progress.pace_per_week) == (Standing.RETIRED, 2, 1.0)


def test_raising_the_target_lowers_the_chance_but_not_what_will_be_done() -> None:
    low, high = (goal_progress(one_a_week(6), a_goal(target), START + timedelta(days=41)) for target in (10, 14))
    assert low.fan == high.fan
    assert low.chance is not None and high.chance is not None and low.chance > high.chance


def test_a_percentage_never_leaves_its_bounds() -> None:
    goal = a_goal(target=100, metric="percent", start_value=40.0)
    progress = goal_progress(entries((5, 60), (12, 80), (19, 97), (26, 99)), goal, AFTER_FOUR_WEEKS)
    assert progress.reached == 99
    assert all(0 <= point.low <= point.middle <= point.high <= 100 for point in progress.fan)


def test_a_percentage_without_news_stands_still() -> None:
    goal = a_goal(target=90, metric="percent", start_value=10.0, due_on=date(2026, 12, 31))
    readings = entries((5, 20), (12, 35), (19, 54), (26, 60))
    fresh, stale = (goal_progress(readings, goal, START + timedelta(days=day)) for day in (27, 60))
    assert fresh.chance is not None and stale.chance is not None and stale.chance < fresh.chance
    assert stale.fan[1].middle < 66


def test_the_band_grows_with_time_and_holds_the_middle() -> None:
    fan = goal_progress(one_a_week(6), a_goal(), START + timedelta(days=41)).fan
    widths = [point.high - point.low for point in fan]
    assert widths == sorted(widths)
    assert all(point.low <= point.middle <= point.high for point in fan)


def test_a_plan_is_held_against_the_pace_of_the_last_weeks() -> None:
    days = [date(2026, 10, 4) - timedelta(days=3 * number) for number in range(20)]
    pace = pd.DataFrame({"metric": "applications", "day": days, "amount": 1.0})
    easy = a_goal(10, "applications", starts_on=date(2026, 10, 5), due_on=date(2026, 11, 29))
    outlook = plan_outlook(pace, easy, AFTER_FOUR_WEEKS)
    assert (outlook.needed_per_week, outlook.pace_per_week, outlook.weeks) == (1.25, 19 / 8, 8.0)
    assert outlook.chance is not None and outlook.chance > 0.8
    assert plan_outlook(pace.head(0), easy, AFTER_FOUR_WEEKS) == PlanOutlook(1.25, None, None, 0.0)


@pytest.mark.parametrize(
    ("start", "target", "reached", "share"),
    [(0, 12, 3, 0.25), (10, 2, 8, 0.25), (2, 12, 7, 0.5), (0, 12, 0, 0.0), (0, 12, 15, 1.0), (5, 5, 0, 1.0)],
)
def test_the_part_of_the_way_that_is_done(start: float, target: float, reached: float, share: float) -> None:
    progress = goal_progress(entries((0, reached - start)), a_goal(target, start_value=start), AFTER_FOUR_WEEKS)
    assert progress.done_share == share


def test_a_goal_too_early_to_judge_names_the_day_on_which_it_can_be() -> None:
    early = goal_progress(one_a_week(1), a_goal(), START + timedelta(days=9))
    assert early.standing is Standing.EARLY
    assert early.judged_on == START + timedelta(days=27)
    assert goal_progress(one_a_week(4), a_goal(), AFTER_FOUR_WEEKS).judged_on is None


def test_a_goal_rests_while_it_is_not_active_and_to_the_end_of_days_where_nothing_follows() -> None:
    facts = pd.DataFrame(
        [
            {"goal_id": 1, "title": "Practise", "metric": "custom", "start_value": 0, "target": 12, "starts_on": START,
             "due_on": DUE, "status": "paused", "unit": None, "reason": None, "theme": "interview",
             "per_week": None}
        ]
    )  # fmt: skip
    history = pd.DataFrame(
        [
            (1, "active", START, START + timedelta(days=7)),
            (1, "paused", START + timedelta(days=7), START + timedelta(days=14)),
            (1, "active", START + timedelta(days=14), START + timedelta(days=21)),
            (1, "paused", START + timedelta(days=21), None),
        ],
        columns=["goal_id", "status", "changed_on", "until"],
    )
    rests = ((START + timedelta(days=7), START + timedelta(days=14)), (START + timedelta(days=21), date.max))
    expected = a_goal(metric="custom", status="paused", theme="interview", rests=rests)
    assert goals_of(facts, history) == [expected]


def chance_of(target: float, *readings: float) -> float:
    """The chance of a percentage that started at 50 and was read once a week."""
    goal = a_goal(target, "percent", start_value=50.0)
    read = entries(*((7 * week + 5, reading) for week, reading in enumerate(readings)))
    chance = goal_progress(read, goal, AFTER_FOUR_WEEKS).chance
    assert chance is not None
    return chance


def test_a_share_that_shrinks_towards_its_target_has_the_chance_of_its_mirror_image() -> None:
    grow, shrink = chance_of(62, 53, 51, 56, 55), chance_of(38, 47, 49, 44, 45)
    assert 0.2 < grow < 0.9
    assert shrink == pytest.approx(grow)
    assert chance_of(58, 53, 51, 56, 55) > grow > chance_of(75, 53, 51, 56, 55)


def weekly(weeks: int, amount: float, last: float) -> tuple[pd.DataFrame, Goal, date]:
    """So much a week, and something else in the last one."""
    begun = date(2026, 1, 5)
    days = [begun + timedelta(weeks=week) for week in range(weeks)]
    amounts = [amount] * (weeks - 1) + [last]
    counts = pd.DataFrame({"goal_id": 1, "day": days, "amount": amounts})
    today = days[-1] + timedelta(days=6)
    return counts, Goal(1, "Lessons", "course_units", 0.0, 500.0, begun, today + timedelta(weeks=8)), today


def test_earlier_fans_are_compared_with_what_came_from_the_fifth_on() -> None:
    assert earlier_fans(*weekly(8, 5, 5)) is None
    assert earlier_fans(*weekly(9, 5, 5)) == (5, 5)
    assert earlier_fans(*weekly(9, 5, 90)) == (0, 5)
    many = earlier_fans(*weekly(30, 5, 5))
    assert many is not None and many[1] == 12
    assert earlier_fans_in_words((6, 9)) == "Of 9 earlier bands 6 held (8 in 10 expected)."
    assert earlier_fans_in_words(None) == ""
