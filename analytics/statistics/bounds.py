"""What undated answers still tell: between which shares the answered ones must lie by each day.

Whether an application was answered by the time its log ends is known; a share that only rises must lie above what those
followed for a shorter time show, and below what those followed for longer show. It takes for granted that how long an
application was followed has nothing to do with how fast it is answered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analytics.statistics.applicants import share_of_applicants
from analytics.statistics.proportions import ENOUGH, Proportion
from analytics.statistics.survival import Array, Index
from analytics.statistics.waits import OWN, Waits

NEAREST = 15
"""Each side rests on so many applications whose follow-up is nearest to the day, or on a third of them."""


@dataclass(frozen=True)
class Bounds:
    """The share with the employer's answer by each of some days lies between low and high."""

    days: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def at(self, day: int) -> tuple[float, float]:
        """The bounds on a day that they were asked for."""
        place = self.days.index(day)
        return self.low[place], self.high[place]


def bounds(waits: Waits, group: int, days: tuple[int, ...], level: float = 0.95) -> Bounds:
    """The bounds of one group on some days.

    A dated answer or withdrawal hides how long its application was followed. It is counted where that can only widen
    the bounds.
    """
    mine = waits.rows((waits.group == group) & (waits.applicant >= 0))
    first, last = mine.days[mine.first], mine.days[mine.last]
    answered = np.isin(mine.answer, [place for place, name in enumerate(mine.answers) if name != OWN])
    exact = answered & ~mine.undated
    low, high = [], []
    for day in days:
        shorter = (last <= day) & ~exact
        longer = (last >= day) | exact
        low.append(_share(mine, answered, _nearest(-last, mine.n, shorter), level).low or 0.0)
        found = _share(mine, answered & (first <= day), _nearest(last, mine.n, longer), level).high
        high.append(1.0 if found is None else found)
    rising, falling = np.maximum.accumulate(low), np.minimum.accumulate(high[::-1])[::-1]
    return Bounds(tuple(days), tuple(rising.tolist()), tuple(falling.tolist()))


def _nearest(distance: Index, n: Array, among: Array) -> Index:
    """Those with the smallest distance, enough of them; all who are equally near, whatever came of them."""
    order = np.flatnonzero(among)
    order = order[np.argsort(distance[order], kind="stable")]
    counted = np.cumsum(n[order])
    if not len(order) or counted[-1] < ENOUGH:
        return order[:0]
    furthest = distance[order[int(np.searchsorted(counted, min(max(NEAREST, counted[-1] / 3), counted[-1])))]]
    nearest: Index = order[distance[order] <= furthest]
    return nearest


def _share(waits: Waits, answered: Array, rows: Index, level: float) -> Proportion:
    """The share answered among these rows, of one applicant or of several."""
    applicant, n = waits.applicant[rows], waits.n[rows]
    cases, hits = np.bincount(applicant, n), np.bincount(applicant, n * answered[rows])
    return share_of_applicants(hits, cases, level)
