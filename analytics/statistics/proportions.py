"""A share and its interval: Wilson's, with an effective number of observations; used wherever a percentage is shown.

Observations that resemble each other, are weighted or partly unknown are worth fewer than they are. The effective
number is that of independent observations which would leave the share as uncertain: n* = p (1 - p) / variance
(Korn & Graubard 1998; for survival curves Cutler & Ederer 1958, Dorey & Korn 1987).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from analytics.statistics.survival import Array

ENOUGH = 5
"""Below this many observations the cases are shown, not a percentage."""

WIDEST = 0.5
"""An interval wider than this says too little for a percentage in large print."""


@dataclass(frozen=True)
class Proportion:
    """A share with its interval; None where nothing was observed.

    `hits` of `n` observations are such; `effective` says as how many independent ones the share is as sure. Low and
    high are None beside a share where so few people were observed that nothing can be said of others.
    """

    share: float | None
    low: float | None
    high: float | None
    n: int
    hits: int = 0
    effective: float | None = None

    @property
    def enough(self) -> bool:
        """Whether there are enough observations to show a percentage."""
        return self.n >= ENOUGH

    @property
    def clear(self) -> bool:
        """Whether the share is known well enough for large print."""
        return clear(self.low, self.high, self.effective)


def clear(low: float | None, high: float | None, effective: float | None) -> bool:
    """Whether a share with this interval is known well enough for a percentage in large print."""
    if low is None or high is None or effective is None:
        return False
    return effective >= ENOUGH and high - low <= WIDEST


def normal_quantile(level: float = 0.95) -> float:
    """The quantile of the normal distribution that ends a two-sided interval."""
    return NormalDist().inv_cdf((1 + level) / 2)


def score_interval(share: ArrayLike, effective: ArrayLike, quantile: ArrayLike) -> tuple[Array, Array]:
    """Wilson's interval of a share that is as sure as `effective` observations; never of zero width, all of 0 to 1
    for an effective number of 0."""
    share, effective, quantile = (np.asarray(it, dtype=float) for it in (share, effective, quantile))
    scale = effective + quantile**2
    centre = (effective * share + quantile**2 / 2) / scale
    half = quantile * np.sqrt(effective * share * (1 - share) + quantile**2 / 4) / scale
    low = np.where(share <= 0, 0.0, np.maximum(centre - half, 0.0))
    high = np.where(share >= 1, 1.0, np.minimum(centre + half, 1.0))
    return low, high


def wilson(successes: int, n: int, level: float = 0.95) -> Proportion:
    """The share of `successes` among `n` independent observations, with Wilson's interval.

    Raises ValueError where `successes` lie outside of 0 to `n`.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"successes must lie between 0 and n={n}, not {successes}")
    if n == 0:
        return Proportion(None, None, None, 0)
    low, high = score_interval(successes / n, n, normal_quantile(level))
    return Proportion(successes / n, float(low), float(high), int(n), int(successes), float(n))
