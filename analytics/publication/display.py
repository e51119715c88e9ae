"""Which published numbers are shown, and how sure a share of two of them is.

A number that isn't shown is "too small to say", not a secret: what hides students is the blur, not the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from analytics.publication.plan import THRESHOLD

SDS = 3
"""A number below three standard deviations of its blur could be nothing but blur."""

FEW = 100
"""Of fewer students than this no interval is given: those that are shown were lucky, and it would hold too seldom."""

LEVEL = 0.95


@dataclass(frozen=True)
class PublishedShare:
    """A share of students: n of `of`, and, of enough, the range for others like them."""

    n: int
    of: int
    share: float
    low: float | None
    high: float | None


def is_shown(n: int, of: int | None, sd: float, threshold: int = THRESHOLD) -> bool:
    """Whether a number may be shown: itself, and what it leaves of `of` where it is a part, are large enough."""
    return n >= max(threshold, SDS * sd) and (of is None or of - n >= threshold)


def published_share(n: int, of: int, sd_n: float, sd_of: float, threshold: int = THRESHOLD) -> PublishedShare | None:
    """The share n / of with Wilson's interval for as many students as chance and blur together are worth.

    The effective number is of * v / (v + (sd_n^2 + share^2 sd_of^2) / of^2), v = share (1 - share) / of. None where
    the share isn't shown; no interval where `of` is too few for it to hold.
    """
    if not is_shown(n, of, sd_n, threshold) or not is_shown(of, None, sd_of, threshold):
        return None
    share = n / of
    if of < FEW:
        return PublishedShare(n, of, share, None, None)
    by_chance = share * (1 - share) / of
    by_blur = (sd_n**2 + share**2 * sd_of**2) / of**2
    worth = of * by_chance / (by_chance + by_blur)
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    scale = 1 + z * z / worth
    centre = (share + z * z / (2 * worth)) / scale
    half = z * sqrt(share * (1 - share) / worth + z * z / (4 * worth * worth)) / scale
    return PublishedShare(n, of, share, max(0.0, centre - half), min(1.0, centre + half))
