"""A share of a count with its Wilson interval; used wherever a percentage is shown."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

ENOUGH = 5
"""Below this many observations the cases are shown, not a percentage."""


@dataclass(frozen=True)
class Proportion:
    """A share with its interval; all None when nothing was observed."""

    share: float | None
    low: float | None
    high: float | None
    n: int

    @property
    def enough(self) -> bool:
        """Whether there are enough observations to show a percentage."""
        return self.n >= ENOUGH


def wilson(successes: int, n: int, level: float = 0.95) -> Proportion:
    """The share of `successes` among `n` with its Wilson score interval."""
    if not 0 <= successes <= n:
        raise ValueError(f"successes must lie between 0 and n={n}, not {successes}")
    if n == 0:
        return Proportion(None, None, None, 0)
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = successes / n
    scale = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / scale
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / scale
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Proportion(share, low, high, int(n))
