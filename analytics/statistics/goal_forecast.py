"""What the rest of a goal's time may bring: a predictive distribution from the pace so far.

Counts: the amount of a week is negative binomial. Its three unknowns, the pace now, the pace's drift from week
to week and the spread between weeks, stand on a grid, each point weighted by how well it explains the weeks so
far and by the prior below; the forecast is the weighted mixture of negative binomials, exact and without
random numbers. Percentages: a random walk with drift on the logit, which can't leave 0 to 100.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# The prior for counts, in words. Pace: of any size (Jeffreys). Drift: in one of two cases the pace stays; else it
# changes a little each week, most likely downwards by 6 %. Spread (a week's own effect, as a share of the pace): in
# seven of ten cases none; else weeks differ by more than their own size.
# How far the grid's paces lie from the usual one, on the logarithm: close together where most of the weight is.
AWAY = 2.2 * np.sinh(np.linspace(-3.5, 3.5, 33)) / np.sinh(3.5)
DRIFTS = np.linspace(-0.24, 0.12, 13)
SPREADS = np.array([0.05, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 1.5])
NO_DRIFT, USUAL_DRIFT, DRIFTS_DIFFER = 0.50, -0.06, 0.04
NO_SPREAD, USUAL_SPREAD, SPREADS_DIFFER = 0.70, 1.2, 0.20
# What each side of the fan leaves out: set so that in simulation it holds 8 of 10 times (docs/goals.md).
TAIL = 0.118
NEGLIGIBLE = 1e-4

# The prior for percentages, on the logit: as if it had stood still for STILL_WEEKS, with steps of STEP a week
# seen STEP_FREEDOM times. Readings nearer to 0 or 1 than EDGE count as EDGE.
STILL_WEEKS, STEP, STEP_FREEDOM = 1.0, 0.17, 2
EDGE = 0.005


@dataclass(frozen=True)
class Forecast:
    """What a horizon may bring: 80 of 100 times between low and high, and how likely at most x is."""

    low: float
    middle: float
    high: float
    at_most: Callable[[float], float]


@dataclass(frozen=True)
class _Weights:
    weight: Array
    pace: Array
    drift: Array
    spread: Array


def weeks_of(amounts: Sequence[float]) -> Array:
    """Amounts a week, oldest first, with what was taken back subtracted from the weeks before."""
    weeks = np.array(amounts, dtype=float)
    for week in range(len(weeks) - 1, 0, -1):
        if weeks[week] < 0:
            weeks[week - 1] += weeks[week]
            weeks[week] = 0.0
    return weeks.clip(min=0.0)


def count_forecasts(amounts: Sequence[float], exposures: Sequence[float], horizons: Sequence[float]) -> list[Forecast]:
    """One forecast a horizon (in weeks from now) from the amounts of the weeks so far, oldest first.

    `exposures` says how much of each week counted: less than 1 where the goal began or paused in it.
    """
    weights = _weigh(weeks_of(amounts), np.array(exposures, dtype=float))
    return [_mixture(weights, horizon) for horizon in horizons]


def _weigh(weeks: Array, exposures: Array) -> _Weights:
    from scipy.special import gammaln

    middle = np.cumsum(exposures) - exposures / 2 - exposures.sum()
    usual = max(weeks.sum(), 0.5) / exposures.sum()
    centre = (exposures * middle).sum() / exposures.sum()
    # Axes: pace (in the middle of the weeks so far), drift, spread, week.
    pace = (usual * np.exp(AWAY))[:, None, None]
    drift, spread = DRIFTS[None, :, None], SPREADS[None, None, :]
    size = (1 / SPREADS**2)[:, None]
    mean = pace[..., None] * np.exp(drift[..., None] * (middle - centre)) * exposures
    of_spread = (gammaln(weeks + size) - gammaln(size) + size * np.log(size)).sum(axis=-1)
    log_likelihood = of_spread + (weeks * np.log(mean) - (weeks + size) * np.log(size + mean)).sum(axis=-1)
    log_prior = (
        np.log(pace) / 2
        + np.log(np.gradient(AWAY))[:, None, None]  # Jeffreys, on an uneven grid
        + np.log(_odds(DRIFTS, 0.0, NO_DRIFT, USUAL_DRIFT, DRIFTS_DIFFER))[None, :, None]
        + np.log(_odds(SPREADS, SPREADS[0], NO_SPREAD, USUAL_SPREAD, SPREADS_DIFFER))
    )
    log_weight = log_likelihood + log_prior
    weight = np.exp(log_weight - log_weight.max())
    kept = weight > NEGLIGIBLE
    at = (np.broadcast_to(axis, kept.shape)[kept] for axis in (pace * np.exp(-drift * centre), drift, spread))
    return _Weights(weight[kept] / weight[kept].sum(), *at)


def _odds(grid: Array, none: float, no: float, usual: float, differ: float) -> Array:
    """The prior on a grid: a share `no` on the point `none`, the rest in a bell around the usual value."""
    bell = np.exp(-(((grid - usual) / differ) ** 2) / 2)
    odds: Array = (1 - no) * bell / bell.sum()
    odds[np.isclose(grid, none, atol=1e-9)] += no
    return odds


def _mixture(weights: _Weights, horizon: float) -> Forecast:
    from scipy.special import betainc

    ends = np.minimum(np.arange(1, ceil(horizon) + 1), horizon)
    lengths = np.diff(ends, prepend=0.0)
    means = weights.pace[:, None] * np.exp(weights.drift[:, None] * (ends - lengths / 2)) * lengths
    mean = means.sum(axis=1)
    size = mean**2 / (weights.spread**2 * (means**2).sum(axis=1))

    def at_most(amount: float) -> float:
        if amount < 0:
            return 0.0
        return float(weights.weight @ betainc(size, np.floor(amount) + 1, size / (size + mean)))

    def middle_chance(amount: int) -> float:
        """The chance of less than the amount and half that of the amount itself: a fan on whole numbers that
        took all of it would hold too often."""
        return (at_most(amount - 1) + at_most(amount)) / 2

    def first(level: float) -> int:
        """The smallest whole amount whose middle chance reaches the level."""
        low, high = -1, max(8, ceil(4 * float(weights.weight @ mean)))
        while middle_chance(high) < level:
            high *= 2
        while high - low > 1:
            between = (low + high) // 2
            low, high = (between, high) if middle_chance(between) < level else (low, between)
        return high

    lowest, middle = first(TAIL), first(0.5)
    return Forecast(lowest, middle, max(middle, first(1 - TAIL) - 1), at_most)


# --- percentages -----------------------------------------------------------------------------------------


def share_forecasts(times: Sequence[float], shares: Sequence[float], horizons: Sequence[float]) -> list[Forecast]:
    """One forecast a horizon for a share of 0 to 1 that was read at `times` (weeks from now, oldest first)."""
    from scipy.special import expit, logit, stdtr, stdtrit

    levels = logit(np.clip(shares, EDGE, 1 - EDGE))
    lengths, steps = np.diff(times), np.diff(levels)
    known = STILL_WEEKS + lengths.sum()
    drift = steps.sum() / known
    freedom = STEP_FREEDOM + len(steps)
    squares = STEP_FREEDOM * STEP**2 + (steps**2 / lengths).sum() - known * drift**2
    variance = squares / freedom

    def forecast(horizon: float) -> Forecast:
        ahead = horizon - times[-1]
        centre = levels[-1] + drift * ahead
        scale = sqrt(variance * (ahead + ahead**2 / known))

        def at_most(share: float) -> float:
            return float(stdtr(freedom, (logit(np.clip(share, EDGE, 1 - EDGE)) - centre) / scale))

        low, middle, high = (float(expit(centre + scale * stdtrit(freedom, p))) for p in (0.1, 0.5, 0.9))
        return Forecast(low, middle, high, at_most)

    return [forecast(horizon) for horizon in horizons]
