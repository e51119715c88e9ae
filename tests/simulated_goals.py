"""People who work towards goals at paces we know: to measure how often an 80 % fan holds.

`python -m tests.simulated_goals` prints the figures of docs/goals.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytics.statistics.goal_forecast import count_forecasts, share_forecasts

Array = NDArray[np.floating[Any]]
Pace = Callable[[np.random.Generator, int], Array]

WEEKS = (3, 5, 8, 12)
RESTS = ((2, 3.0), (4, 6.0), (8, 5.0), (10, 3.0))
"""Weeks still to come, and the amount a week at the beginning."""

PACES: dict[str, Pace] = {
    "steady": lambda rng, weeks: np.ones(weeks),
    "bursty": lambda rng, weeks: rng.gamma(2.0, 0.5, weeks),
    "slowing": lambda rng, weeks: 0.95 ** np.arange(weeks),
}
HARDER: dict[str, Pace] = {
    "very bursty": lambda rng, weeks: rng.gamma(1.0, 1.0, weeks),
    "a tenth slower each week": lambda rng, weeks: 0.9 ** np.arange(weeks),
    "half as fast by the end": lambda rng, weeks: np.linspace(1.0, 0.5, weeks),
    "bursty and slowing": lambda rng, weeks: rng.gamma(2.0, 0.5, weeks) * 0.95 ** np.arange(weeks),
    "3 % faster each week": lambda rng, weeks: 1.03 ** np.arange(weeks),
}


def counts_covered(rng: np.random.Generator, pace: Pace, repeats: int) -> Iterator[tuple[int, bool]]:
    """For each run the weeks of entries, and whether the fan held what came by the due date."""
    for weeks in WEEKS:
        for rest, usual in RESTS:
            for _ in range(repeats):
                amounts = rng.poisson(usual * pace(rng, weeks + rest)).astype(float)
                (fan,) = count_forecasts(amounts[:weeks].tolist(), [1.0] * weeks, [rest])
                yield weeks, fan.low <= amounts[weeks:].sum() <= fan.high


def shares_covered(rng: np.random.Generator, pace: Pace, repeats: int) -> Iterator[tuple[int, bool]]:
    """The same for a percentage read once a week: its logit moves with the pace and a shake of its own."""
    for weeks in WEEKS:
        for rest, _ in RESTS:
            for _ in range(repeats):
                steps = 0.15 * pace(rng, weeks + rest) + rng.normal(0.0, 0.15, weeks + rest)
                levels = -1.5 + np.concatenate([[0.0], np.cumsum(steps)])
                shares = 1 / (1 + np.exp(-levels))
                (fan,) = share_forecasts(
                    [float(week - weeks) for week in range(weeks + 1)], shares[: weeks + 1].tolist(), [rest]
                )
                yield weeks, fan.low <= shares[-1] <= fan.high


def main() -> None:
    for kind, covered in (("counts", counts_covered), ("percentages", shares_covered)):
        for name, pace in (PACES | HARDER).items():
            runs = list(covered(np.random.default_rng(20261123), pace, 100))
            by_weeks = {weeks: np.mean([held for w, held in runs if w == weeks]) for weeks in WEEKS}
            print(
                kind,
                name,
                f"{np.mean([held for _, held in runs]):.3f}",
                {weeks: f"{share:.2f}" for weeks, share in by_weeks.items()},
                flush=True,
            )


if __name__ == "__main__":
    main()
