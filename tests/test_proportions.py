"""Proves the Wilson interval against statsmodels and at its edges."""

from __future__ import annotations

import pytest

from analytics.statistics.proportions import Proportion, clear, wilson


@pytest.mark.parametrize(("successes", "n"), [(1, 5), (12, 177), (64, 177), (49, 64), (500, 1000)])
@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_wilson_is_the_interval_of_statsmodels(successes: int, n: int, level: float) -> None:
    from statsmodels.stats.proportion import proportion_confint  # type: ignore[import-untyped]

    low, high = proportion_confint(successes, n, alpha=1 - level, method="wilson")
    found = wilson(successes, n, level)
    assert (found.share, found.n) == (successes / n, n)
    assert [found.low, found.high] == pytest.approx([low, high], abs=1e-12)


def test_wilson_says_nothing_about_nothing() -> None:
    assert wilson(0, 0) == Proportion(None, None, None, 0)


def test_wilson_reaches_the_ends_exactly() -> None:
    assert wilson(0, 8).low == 0.0
    assert wilson(8, 8).high == 1.0


def test_fewer_than_five_are_too_few_for_a_percentage() -> None:
    assert not wilson(2, 4).enough
    assert wilson(2, 5).enough


def test_more_successes_than_tries_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and n=3"):
        wilson(4, 3)


@pytest.mark.parametrize(
    ("low", "high", "effective", "said"),
    [
        (0.25, 0.75, 5.0, True),
        (0.25, 0.7501, 5.0, False),
        (0.2, 0.6, 5.0, True),
        (0.25, 0.75, 4.999, False),
        (0.0, 1.0, 1000.0, False),
        (None, 0.5, 100.0, False),
        (0.4, None, 100.0, False),
        (0.4, 0.5, None, False),
    ],
)
def test_a_share_is_clear_up_to_50_points_of_width_and_from_5_effective_observations_on(
    low: float | None, high: float | None, effective: float | None, said: bool
) -> None:
    assert clear(low, high, effective) is said
