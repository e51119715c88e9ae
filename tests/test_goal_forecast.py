"""An 80 % fan that held 50 % of the time would be a defect: measured on paces that we know."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from analytics.statistics.goal_forecast import count_forecasts, share_forecasts, weeks_of
from analytics.statistics.goal_progress import LIKELY, UNLIKELY
from tests.simulated_goals import PACES, REGIMES, RUSH, UNFORESEEN, a_goal, shares_covered

RUNS = 40


def test_a_fan_of_80_percent_holds_in_every_way_of_working_that_can_be_foreseen() -> None:
    held = {name: np.mean([a_goal(regime, seed)[0] for seed in range(RUNS)]) for name, regime in REGIMES.items()}
    # three standard errors below 75 % in a tenth of the runs of docs/coverage.md
    assert min(held.values()) >= 0.75 - 3 * np.sqrt(0.75 * 0.25 / RUNS), held
    assert np.mean(list(held.values())) >= 0.8


def test_a_rush_before_the_date_is_not_foreseen() -> None:
    assert np.mean([a_goal(UNFORESEEN[RUSH], seed)[0] for seed in range(RUNS)]) < 0.6


def test_a_chance_means_what_its_word_says() -> None:
    runs = [a_goal(regime, seed)[1:] for regime in REGIMES.values() for seed in range(RUNS)]
    chance, reached = np.array(runs, dtype=float).T
    assert reached[chance < UNLIKELY].mean() < 0.35
    assert 0.35 < reached[(chance >= UNLIKELY) & (chance <= LIKELY)].mean() < 0.65
    assert reached[chance > LIKELY].mean() > 0.7


@pytest.mark.parametrize("pace", PACES)
def test_a_fan_of_a_percentage_holds_8_of_10_times(pace: str) -> None:
    assert 0.75 <= np.mean(list(shares_covered(np.random.default_rng(20261123), PACES[pace], 60))) <= 0.87


def test_a_pause_lowers_what_will_be_done() -> None:
    paused, working = (count_forecasts([5.0] * 8, [1.0] * 8, [1.0, 4.0], pause) for pause in (1.0, 0.0))
    assert (paused[0].low, paused[0].high) == (0, 0)
    assert paused[1].middle < working[1].middle


def test_with_many_steady_weeks_the_forecast_comes_close_to_the_true_distribution() -> None:
    rng = np.random.default_rng(3)
    (forecast,) = count_forecasts(rng.poisson(20.0, 60).tolist(), [1.0] * 60, [1.0])
    assert [forecast.at_most(amount) for amount in (12, 20, 28)] == pytest.approx(
        [poisson(20).cdf(amount) for amount in (12, 20, 28)], abs=0.12
    )


def test_what_was_taken_back_is_subtracted_from_the_weeks_before() -> None:
    assert weeks_of([5, 3, -4, 2]).tolist() == [4, 0, 0, 2]
    assert weeks_of([1, -4]).tolist() == [0, 0]


def test_weeks_without_anything_foresee_little() -> None:
    (forecast,) = count_forecasts([0.0] * 8, [1.0] * 8, [4.0])
    assert forecast.low == 0
    assert forecast.high <= 2
    assert forecast.at_most(10) > 0.97


def test_the_same_entries_give_the_same_forecast() -> None:
    first, second = (count_forecasts([2, 5, 1], [1, 1, 1], [6.5])[0] for _ in range(2))
    assert (first.low, first.middle, first.high) == (second.low, second.middle, second.high)


def test_a_share_at_its_bound_stays_inside() -> None:
    (forecast,) = share_forecasts([-3, -2, -1], [0.9, 1.0, 1.0], [8.0])
    assert 0 < forecast.low <= forecast.middle <= forecast.high <= 1
    assert forecast.at_most(1.0) <= 1
