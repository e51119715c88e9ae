"""People who work towards goals in ways we know: to measure how often an 80 % fan holds, and what a chance is worth.

A regime makes the amounts of some weeks; the first 4 to 12 are known, 2 or 6 are to come. `make coverage` runs all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.statistics.goal_forecast import count_forecasts, share_forecasts
from analytics.statistics.goal_progress import unit_of

Array = NDArray[np.floating[Any]]
Random = np.random.Generator
Regime = Callable[[Random, int, float], Array]


def _gives_up(rng: Random, weeks: int, usual: float) -> Array:
    return rng.poisson(np.where(np.arange(weeks) < rng.geometric(0.08), usual, 0.0)).astype(float)


def _on_and_off(rng: Random, weeks: int, usual: float) -> Array:
    works, paces = True, []
    for _ in range(weeks):
        works = rng.random() > (0.3 if works else 0.6)
        paces.append(usual if works else 0.0)
    return rng.poisson(paces).astype(float)


def _like_the_week_before(rng: Random, weeks: int, usual: float) -> Array:
    level, paces = 0.0, []
    for _ in range(weeks):
        level = 0.8 * level + 0.5 * rng.standard_normal()
        paces.append(usual * np.exp(level))
    return rng.poisson(paces).astype(float)


def _holidays(rng: Random, weeks: int, usual: float) -> Array:
    away = rng.integers(0, weeks)
    return rng.poisson(np.where(np.isin(np.arange(weeks), (away, away + 1)), 0.0, usual)).astype(float)


REGIMES: dict[str, Regime] = {
    "steady": lambda rng, weeks, usual: rng.poisson(usual, weeks).astype(float),
    "weekly cycle": lambda rng, weeks, usual: rng.poisson(usual * (1 + np.sin(np.arange(weeks) * 1.6) / 2)) * 1.0,
    "rare": lambda rng, weeks, usual: rng.poisson(0.3, weeks).astype(float),
    "high volume": lambda rng, weeks, usual: rng.poisson(60.0, weeks).astype(float),
    "holidays": _holidays,
    "weeks off": lambda rng, weeks, usual: rng.poisson(np.where(rng.random(weeks) < 0.25, 0.0, usual)).astype(float),
    "spurts": lambda rng, weeks, usual: rng.poisson(np.where(rng.random(weeks) < 0.2, 4.0, 0.4) * usual).astype(float),
    "on and off": _on_and_off,
    "like the week before": _like_the_week_before,
    "ramp-up": lambda rng, weeks, usual: rng.poisson(usual * 0.5 * 1.12 ** np.arange(weeks)).astype(float),
    "fractions": lambda rng, weeks, usual: rng.gamma(2.0, usual / 2, weeks).round(),
    "half units": lambda rng, weeks, usual: rng.poisson(2 * usual, weeks) / 2,
    "gives up": _gives_up,
}
RUSH = "rush before the date"
UNFORESEEN: dict[str, Regime] = {
    RUSH: lambda rng, weeks, usual: rng.poisson(usual * np.where(np.arange(weeks) >= weeks - 2, 3.0, 1.0)).astype(float)
}
"""What no fan can foresee; the page says "without a spurt at the end"."""


def a_goal(regime: Regime, seed: int) -> tuple[bool, float, bool]:
    """Whether the fan held, the chance that was named of some target, and whether that was reached."""
    rng = np.random.default_rng(seed)
    weeks, rest = int(rng.integers(4, 13)), int(rng.choice([2, 6]))
    amounts = regime(rng, weeks + rest, float(rng.choice([2.0, 5.0, 10.0])))
    target = np.ceil(max(1.0, amounts[:weeks].mean() * rest * rng.uniform(0.6, 1.4)))
    # counted in what all amounts are multiples of, as goals are
    unit = unit_of(amounts[:weeks].tolist())
    (fan,) = count_forecasts((amounts[:weeks] / unit).tolist(), [1.0] * weeks, [float(rest)])
    came, target = float(amounts[weeks:].sum()) / unit, target / unit
    return fan.low <= came <= fan.high, 1 - fan.at_most(target - 1), came >= target


# --- percentages --------------------------------------------------------------------------------------------

PACES: dict[str, Callable[[Random, int], Array]] = {
    "steady": lambda rng, weeks: np.ones(weeks),
    "bursty": lambda rng, weeks: rng.gamma(2.0, 0.5, weeks),
    "slowing": lambda rng, weeks: 0.95 ** np.arange(weeks),
}


def shares_covered(rng: Random, pace: Callable[[Random, int], Array], repeats: int) -> Iterator[bool]:
    """A percentage read once a week: its logit moves with the pace and a shake of its own."""
    for weeks in (4, 5, 8, 12):
        for rest in (2, 4, 8, 10):
            for _ in range(repeats):
                steps = 0.15 * pace(rng, weeks + rest) + rng.normal(0.0, 0.15, weeks + rest)
                levels = -1.5 + np.concatenate([[0.0], np.cumsum(steps)])
                shares = 1 / (1 + np.exp(-levels))
                (fan,) = share_forecasts(
                    [float(week - weeks) for week in range(weeks + 1)], shares[: weeks + 1].tolist(), [rest]
                )
                yield bool(fan.low <= shares[-1] <= fan.high)
