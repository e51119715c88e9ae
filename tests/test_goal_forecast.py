"""An 80 % fan that held 50 % of the time would be a defect: measured on paces that we know."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.stats import nbinom

from analytics.statistics.goal_forecast import count_forecasts, share_forecasts, weeks_of
from tests.simulated_goals import PACES, counts_covered, shares_covered

REPEATS = 60


@pytest.mark.parametrize("covered", [counts_covered, shares_covered])
@pytest.mark.parametrize("pace", PACES)
def test_a_fan_of_80_percent_holds_8_of_10_times(pace: str, covered: Any) -> None:
    held = [inside for _, inside in covered(np.random.default_rng(20261123), PACES[pace], REPEATS)]
    assert 0.75 <= np.mean(held) <= 0.85


def test_with_many_steady_weeks_the_forecast_comes_close_to_the_true_distribution() -> None:
    rng = np.random.default_rng(3)
    (forecast,) = count_forecasts(rng.poisson(20.0, 200).tolist(), [1.0] * 200, [1.0])
    true = nbinom(400, 400 / 420)
    assert [forecast.at_most(amount) for amount in (12, 20, 28)] == pytest.approx(
        [true.cdf(amount) for amount in (12, 20, 28)], abs=0.04
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
