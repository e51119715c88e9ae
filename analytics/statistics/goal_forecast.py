"""What the rest of a goal's time may bring: a fan and a chance, from people whose weeks resemble one's own.

Counts: a crowd of made-up people, each with habits of their own, is followed week by week; those whose weeks resemble
the weeks so far are kept (a particle filter), and what they do next is the fan. Percentages: a random walk with drift
on the logit, which can't leave 0 to 100. The seed is fixed, so the same entries give the same fan.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

CROWD = 4000
SEED = 20260101

# The habits of the crowd. What share of people has each, and how strongly.
STEADY = 0.6
"""Whose pace doesn't wander; the others' logarithm moves by WANDERS a week, and half of them return to the usual."""
WANDERS = (0.1, 0.4)
RETURNS, RETURN = 0.5, 0.7
NO_DRIFT, USUAL_DRIFT, DRIFTS_DIFFER = 0.6, 0.01, 0.1
HAS_OFF_WEEKS, LEAVES, COMES_BACK = 0.35, (0.05, 0.7), (0.2, 0.8)
GIVES_UP, GIVING_UP = 0.2, (0.02, 0.15)
SPREADS, SPREAD_ODDS = (60.0, 8.0, 2.5, 1.0, 0.4), (0.4, 0.2, 0.15, 0.15, 0.1)
"""How alike a person's weeks are (the size of a negative binomial)."""
LEVELS = 1.3
"""How far the paces of the crowd lie apart (on the logarithm) about the pace so far."""

TAIL = 0.1
"""What each side of the fan leaves out."""

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


def weeks_of(amounts: Sequence[float]) -> Array:
    """Amounts a week, oldest first, with what was taken back subtracted from the weeks before."""
    weeks = np.array(amounts, dtype=float)
    for week in range(len(weeks) - 1, 0, -1):
        if weeks[week] < 0:
            weeks[week - 1] += weeks[week]
            weeks[week] = 0.0
    return weeks.clip(min=0.0)


def count_forecasts(
    amounts: Sequence[float],
    exposures: Sequence[float],
    horizons: Sequence[float],
    pause: float = 0.0,
    seed: int = SEED,
) -> list[Forecast]:
    """One forecast a horizon (in weeks from now, rising) from the amounts of the weeks so far, oldest first.

    `exposures` says how much of each week counted: less than 1 where the goal began or paused in it. `pause` is for how
    many weeks from now nothing will be done.
    """
    random = np.random.default_rng(seed)
    weeks = weeks_of(amounts)
    crowd = _Crowd(random, weeks.sum() / sum(exposures), sum(exposures))
    for amount, exposure in zip(weeks, exposures, strict=True):
        crowd.live()
        crowd.keep(amount, exposure)
    return [_forecast(come) for come in crowd.future(horizons, pause)]


class _Crowd:
    """Made-up people with their habits, and how they are in the present week."""

    def __init__(self, random: np.random.Generator, pace: float, weeks: float) -> None:
        self.random = random
        usual = np.log(max(pace, 0.5 / weeks))
        self.usual = usual + LEVELS * random.standard_normal(CROWD)
        self.wander = np.where(self._some(STEADY), 0.0, random.uniform(*WANDERS, CROWD))
        self.returns = self._some(RETURNS)
        self.drift = np.where(self._some(NO_DRIFT), 0.0, random.normal(USUAL_DRIFT, DRIFTS_DIFFER, CROWD))
        has_off_weeks = self._some(HAS_OFF_WEEKS)
        self.leaves = np.where(has_off_weeks, random.uniform(*LEAVES, CROWD), 0.0)
        self.comes_back = random.uniform(*COMES_BACK, CROWD)
        self.gives_up = np.where(self._some(GIVES_UP), random.uniform(*GIVING_UP, CROWD), 0.0)
        self.size = random.choice(SPREADS, CROWD, p=SPREAD_ODDS)
        self.away = np.zeros(CROWD)
        self.works = np.ones(CROWD, dtype=bool)
        self.gave_up = np.zeros(CROWD, dtype=bool)

    def live(self) -> None:
        """One week on: the pace wanders and drifts, weeks off begin and end, some give up."""
        self.usual = self.usual + self.drift
        kept = np.where(self.returns, RETURN, 1.0)
        self.away = kept * self.away + self.wander * self.random.standard_normal(CROWD)
        luck = self.random.random(CROWD)
        self.works = np.where(self.works, luck >= self.leaves, luck < self.comes_back)
        self.gave_up = self.gave_up | (self.random.random(CROWD) < self.gives_up)

    def keep(self, amount: float, exposure: float) -> None:
        """Draws the crowd anew from those to whom the week would likely have happened."""
        weight = _likelihood(amount, self._pace() * exposure, self.size * exposure)
        if weight.sum() <= 0:
            return
        heights = np.cumsum(weight / weight.sum())
        heights[-1] = 1.0
        chosen = np.searchsorted(heights, (np.arange(CROWD) + self.random.random()) / CROWD)
        for name in HABITS:
            setattr(self, name, getattr(self, name)[chosen])

    def future(self, horizons: Sequence[float], pause: float) -> list[Array]:
        """What each of them does up to each horizon."""
        edges = np.unique(np.concatenate([[0.0], np.arange(1, ceil(horizons[-1])), horizons]))
        come, total = {}, np.zeros(CROWD)
        for begin, end in pairwise(edges.tolist()):
            if begin == int(begin):
                self.live()
            length = max(end - max(begin, pause), 0.0)
            if length > 0:
                mean, size = self._pace() * length, self.size * length
                total = total + self.random.poisson(mean * self.random.gamma(size, 1 / size))
            come[end] = total
        return [come[horizon] for horizon in horizons]

    def _pace(self) -> Array:
        pace: Array = np.where(self.works & ~self.gave_up, np.exp(np.minimum(self.usual + self.away, 12.0)), 0.0)
        return pace

    def _some(self, share: float) -> NDArray[np.bool_]:
        some: NDArray[np.bool_] = self.random.random(CROWD) < share
        return some


HABITS = (
    "usual", "wander", "returns", "drift", "leaves", "comes_back", "gives_up", "size", "away", "works", "gave_up",
)  # fmt: skip


def _likelihood(amount: float, mean: Array, size: Array) -> Array:
    """How likely an amount is (negative binomial); nothing but nothing comes of a pace of none."""
    from scipy.special import gammaln

    busy = mean > 0
    safe = np.where(busy, mean, 1.0)
    log = gammaln(amount + size) - gammaln(size) - gammaln(amount + 1)
    log += size * np.log(size / (size + safe)) + amount * np.log(safe / (size + safe))
    likely: Array = np.where(busy, np.exp(log), float(amount == 0))
    return likely


def _forecast(come: NDArray[Any]) -> Forecast:
    low, middle, high = (float(end) for end in np.quantile(come, (TAIL, 0.5, 1 - TAIL), method="inverted_cdf"))
    return Forecast(low, middle, high, lambda amount: float((come <= amount).mean()))


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
