"""How sure a share of two published numbers is: for chance and for their blur together; used by cohort.py."""

from __future__ import annotations

from dataclasses import dataclass

from analytics.publication.display import is_shown
from analytics.publication.plan import THRESHOLD
from analytics.statistics.proportions import normal_quantile, score_interval

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
    low, high = score_interval(share, worth, normal_quantile(LEVEL))
    return PublishedShare(n, of, share, float(low), float(high))
