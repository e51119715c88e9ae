"""The number of a typical applicant: everybody counts alike, however many applications they sent.

Each application weighs one over the number of its applicant's (in the group shown). Applications of one applicant
resemble each other, so the variance is taken between applicants: corrected for leverage (CR2: Bell & McCaffrey 2002;
Pustejovsky & Tipton 2018), with Satterthwaite's degrees of freedom under an assumed likeness. The interval is Wilson's
with the effective number and Student's quantile.

Arrays have an entry an applicant, those of one group together, and possibly further axes (days). `held` is the part of
its group's weight that an applicant has, `own` how many applications they sent, `moved` by how much the share moves
for them. A `Crowd` says which of them are in which group.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from analytics.statistics.proportions import Proportion, normal_quantile, score_interval, wilson
from analytics.statistics.survival import Array, Index, safe_divide

LIKENESS = 0.2
"""How alike one person's applications are taken to be (a correlation) where that can't be seen from the data."""

NEARLY_ALL = 1 - 1e-9
"""The most of a group's weight that one applicant is taken to have."""


@dataclass(frozen=True, eq=False)
class Crowd:
    """The applicants of all groups: the group of each, in order, and how many applications each sent there.

    `seen` is the part of each group's weight whose applicants are listed; less than 1 where they are a sample.
    """

    group: Index
    own: Array
    seen: Array

    @property
    def applicants(self) -> Index:
        """How many applicants are listed in each group."""
        return np.bincount(self.group, minlength=len(self.seen))

    def summed(self, values: Array) -> Array:
        """The sum over each group's applicants, scaled up where they are a sample; the first axis becomes the group."""
        flat = values.reshape(len(values), -1)
        total = np.zeros((len(self.seen), flat.shape[1]))
        if len(flat):
            starts = np.flatnonzero(np.concatenate([[True], np.diff(self.group) != 0]))
            total[self.group[starts]] = np.add.reduceat(flat, starts, axis=0)
        return (total / self.seen[:, None]).reshape(len(self.seen), *values.shape[1:])

    def variance(self, moved: Array, held: Array) -> Array:
        """CR2: the sum of squares, each over one less its leverage."""
        return self.summed(moved**2 / (1 - np.minimum(held, NEARLY_ALL)))

    def freedom(self, held: Array) -> Array:
        """Satterthwaite's degrees of freedom of that variance, for applications as alike as LIKENESS says."""
        held = np.minimum(held, NEARLY_ALL)
        spread = self._spread(held)
        lever = held**2 / (1 - held)
        levers = self.summed(lever)
        of = self.group
        diagonal = lever - 2 * held * lever + levers[of] * held**2
        beside = levers[of] * held**2 - 2 * held * lever
        trace = self.summed(spread * diagonal)
        hh, hl, ll = (self.summed(spread * it) for it in (held**2, held * lever, lever**2))
        square = 2 * hh * ll + levers**2 * hh**2 + 2 * hl**2 - 4 * levers * hh * hl
        square = square + self.summed(spread**2 * (diagonal**2 - beside**2))
        return np.maximum(safe_divide(trace**2, square), 1.0)

    def at_an_end(self, held: Array) -> Array:
        """The effective number of a share of 0 or 1, whose variance shows nothing: by the assumed likeness."""
        return safe_divide(np.ones(1), self.summed(held**2 * self._spread(held)))

    def at_most(self, held: Array) -> Array:
        """The effective number if applications were independent; the likeness that is seen can't exceed it."""
        return safe_divide(np.ones(1), self.summed(held**2 / self._own(held)))

    def _own(self, held: Array) -> Array:
        return self.own.reshape(-1, *([1] * (held.ndim - 1)))

    def _spread(self, held: Array) -> Array:
        return LIKENESS + (1 - LIKENESS) / self._own(held)


def student_quantile(freedom: Array, level: float = 0.95) -> Array:
    """Student's two-sided quantile; the normal one for infinite degrees of freedom."""
    from scipy.special import stdtrit

    known = np.where(np.isfinite(freedom), freedom, 1.0)
    quantiles: Array = np.where(np.isfinite(freedom), stdtrit(known, (1 + level) / 2), normal_quantile(level))
    return quantiles


FEW = 3
"""With fewer applicants their own numbers are shown, without an interval: they say nothing of other applicants."""


def share_of_applicants(hits: ArrayLike, cases: ArrayLike, level: float = 0.95) -> Proportion:
    """The typical applicant's share: the mean of each one's hits among their cases, given an entry an applicant.

    One applicant alone has Wilson's own interval, two have none. `n` counts all cases.
    """
    won, n = np.asarray(hits, dtype=float), np.asarray(cases, dtype=float)
    won, n = won[n > 0], n[n > 0]
    people, total = len(n), round(n.sum())
    if people < 2:
        return wilson(round(won.sum()), total, level)
    share = float((won / n).mean())
    if people < FEW:
        return Proportion(share, None, None, total, round(won.sum()))
    crowd = Crowd(np.zeros(people, dtype=np.int64), n, np.ones(1))
    held = np.full(people, 1 / people)
    variance = float(crowd.variance(held * (won / n - share), held)[0])
    most = float(crowd.at_most(held)[0])
    if 0 < share < 1:
        effective = min(share * (1 - share) / variance, most) if variance > 0 else most
    else:
        effective = float(crowd.at_an_end(held)[0])
    low, high = score_interval(share, effective, student_quantile(crowd.freedom(held), level)[0])
    return Proportion(share, float(low), float(high), total, round(won.sum()), effective)
