"""The chance that a silence still brings a reply: what one's own log says of three unknowns, from a wide prior.

The unknowns are the share of applications that is ever answered, how long answers take in the middle, and the shape of
their delays. They stand on a grid; dated answers weigh it by their day, undated ones by their span, silences by having
lasted. Nothing is taken from anybody else's log: the prior is an assumption, wide enough for employers of whom 15 to
90 % answer, after 5 to 80 days in the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.statistics.survival import Array
from analytics.statistics.waits import OWN

# The prior: normal on the logit of the share, normal on the logarithm of the median, each shape as likely as another.
EVER, EVER_SPREAD, EVER_POINTS = -0.1, 1.4, 15
MEDIAN_DAYS, MEDIAN_SPREAD, MEDIAN_POINTS = 22.0, 1.1, 15
LOGNORMAL_SPREADS = (0.25, 0.5, 0.8, 1.2, 1.8)
WEIBULL_SHAPES = (0.6, 1.0, 1.5, 2.2, 4.0)
REACH = 2.2
"""How many spreads the grid reaches to either side."""

FINER = 3
"""How often the grid is laid, each time over the part in which the weight lies: a long log needs a fine one."""

NEGLIGIBLE = 1e-5

Reach = tuple[tuple[float, float], tuple[float, float]]

# The prior of the share of replies that are invitations: as if one of four had been.
INVITED, TURNED_DOWN = 1.0, 3.0

TAIL = 0.05
"""What the interval leaves out on each side. It is called "8 in 10", as a few shapes are a little too sure."""


@dataclass(frozen=True)
class Chance:
    """A chance with the interval that holds it in about 8 of 10 logs."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class ReplyChances:
    """The grid's points with their weights: the share ever answered, the median delay in days, the shape's place."""

    weight: Array
    ever: Array
    median: Array
    shape: Array
    # of the replies
    invited: float

    @classmethod
    def of(cls, counts: pd.DataFrame) -> ReplyChances:
        """From one applicant's counts of response_times.sql, or none. A withdrawal ends the watch over it."""
        if counts.empty:
            return cls._over(((-REACH, REACH), (-REACH, REACH)), None)[0]
        replied = counts["answer"].notna() & (counts["answer"] != OWN)
        first, last, n = (counts[name].to_numpy(dtype=float) for name in ("days_low", "days_high", "n"))
        seen = replied.to_numpy(dtype=bool)
        spans, row = np.unique(np.stack([first[seen], np.maximum(last, first)[seen]]), axis=1, return_inverse=True)
        silent, place = np.unique(first[~seen], return_inverse=True)
        invitations = float(n[seen & (counts["answer"] == "interview").to_numpy(dtype=bool)].sum())
        log = _Log(
            spans,
            np.bincount(row.ravel(), n[seen], spans.shape[1]),
            silent,
            np.bincount(place, n[~seen], len(silent)),
            (INVITED + invitations) / (INVITED + TURNED_DOWN + float(n[seen].sum())),
        )
        reach: Reach = ((-REACH, REACH), (-REACH, REACH))
        for _ in range(FINER):
            chances, reach = cls._over(reach, log)
        return chances

    @classmethod
    def _over(cls, reach: Reach, log: _Log | None) -> tuple[ReplyChances, Reach]:
        """The posterior on a grid over a part of the prior, and the part in which it lies."""
        wide, long = (
            np.linspace(*ends, points) for ends, points in zip(reach, (EVER_POINTS, MEDIAN_POINTS), strict=True)
        )
        shapes = np.arange(len(LOGNORMAL_SPREADS) + len(WEIBULL_SHAPES))
        u, v, shape = (axis.ravel() for axis in np.meshgrid(wide, long, shapes, indexing="ij"))
        ever = 1 / (1 + np.exp(-(EVER + EVER_SPREAD * u)))
        invited = INVITED / (INVITED + TURNED_DOWN) if log is None else log.invited
        whole = cls(np.ones(len(u)), ever, MEDIAN_DAYS * np.exp(MEDIAN_SPREAD * v), shape, invited)
        log_weight = -(u**2 + v**2) / 2 + (0.0 if log is None else whole._log_likelihood(log))
        weight = np.exp(log_weight - log_weight.max())
        found = [_part(axis, weight, points) for axis, points in ((u, wide), (v, long))]
        kept = weight > NEGLIGIBLE
        weight = weight[kept] / weight[kept].sum()
        return cls(weight, ever[kept], whole.median[kept], shape[kept], invited), (found[0], found[1])

    def _log_likelihood(self, log: _Log) -> Array:
        tiny = np.finfo(float).tiny
        came = self._answered(log.spans[1] + 1) - self._answered(log.spans[0])
        silent = 1 - self._answered(log.silent + 1)
        likelihood: Array = (
            np.log(np.maximum(came, tiny)) @ log.answers + np.log(np.maximum(silent, tiny)) @ log.silences
        )
        return likelihood

    def within(self, ahead: int, silent: Sequence[int] | Array) -> list[Chance]:
        """The chance of a reply in the next days, for each number of days of silence so far."""
        days = np.asarray(silent, dtype=float)
        chances = self._chances(ahead, days)
        ends = _quantiles(chances, self.weight, (TAIL, 1 - TAIL))
        return [Chance(*map(float, parts)) for parts in zip(self.weight @ chances, *ends, strict=True)]

    def last_day_with(self, chance: float, ahead: int, until: int, sureness: float | None = None) -> int | None:
        """The last day of silence on which the chance is still so high: its mean, or what it surely does not exceed. -1
        where it never is; None where it still is on the last day that is looked at."""
        step = 10
        coarse = np.arange(0, until + step, step)
        hopeful = np.flatnonzero(self._as_high(chance, ahead, coarse, sureness))
        if len(hopeful) and hopeful[-1] == len(coarse) - 1:
            return None
        first = int(coarse[hopeful[-1]]) if len(hopeful) else -1
        fine = np.arange(max(first, 0), max(first, 0) + step)
        return int(fine[np.flatnonzero(self._as_high(chance, ahead, fine, sureness))[-1]]) if len(hopeful) else first

    def _as_high(self, chance: float, ahead: int, silent: Array, sureness: float | None) -> Array:
        chances = self._chances(ahead, silent)
        if sureness is None:
            means: Array = self.weight @ chances >= chance
            return means
        return _quantiles(chances, self.weight, (sureness,))[0] >= chance

    def day_by_which(self, share: float, days: int) -> int | None:
        """The first day by which this share of all the answers that ever come would have come; None if beyond."""
        come = self.weight @ self._answered(np.arange(1, days + 1)) / (self.weight @ self.ever)
        reached = np.flatnonzero(come >= share)
        return int(reached[0]) if len(reached) else None

    def _chances(self, ahead: int, silent: Array) -> Array:
        by_now, by_then = self._answered(silent + 1), self._answered(silent + 1 + ahead)
        chances: Array = (by_then - by_now) / np.maximum(1 - by_now, np.finfo(float).tiny)
        return chances

    def _answered(self, days: Array) -> Array:
        """The share answered within so many days, at each point; (point, day)."""
        return self.ever[:, None] * _delays(self.median[:, None], self.shape[:, None], days[None, :])


@dataclass(frozen=True, eq=False)
class _Log:
    """What a log saw: the different spans of answers with how many, the different silences with how many, and the share
    of replies that are invitations, drawn towards the prior's."""

    spans: Array
    answers: Array
    silent: Array
    silences: Array
    invited: float


def _part(axis: Array, weight: Array, points: Array) -> tuple[float, float]:
    """The part of an axis in which the weight lies: four spreads about its middle, two steps at least."""
    middle = float(np.average(axis, weights=weight))
    spread = float(np.sqrt(np.average((axis - middle) ** 2, weights=weight)))
    reach = max(4 * spread, 2 * float(points[1] - points[0]))
    return max(middle - reach, -REACH), min(middle + reach, REACH)


def _delays(median: Array, shape: Array, days: Array) -> Array:
    """The share of answers that come within so many days."""
    from scipy.special import ndtr

    with np.errstate(divide="ignore"):
        log_days = np.log(days / median)
    lognormal = shape < len(LOGNORMAL_SPREADS)
    every = np.array([*LOGNORMAL_SPREADS, *WEIBULL_SHAPES])[shape]
    share: Array = np.where(lognormal, ndtr(log_days / every), -np.expm1(-np.log(2) * np.exp(every * log_days)))
    return share


def _quantiles(values: Array, weight: Array, levels: Sequence[float]) -> list[Array]:
    """Weighted quantiles of each column."""
    order = np.argsort(values, axis=0)
    heights = np.cumsum(weight[order], axis=0)
    columns = np.arange(values.shape[1])
    found = []
    for level in levels:
        place = np.minimum((heights < level).sum(axis=0), len(weight) - 1)
        found.append(values[order[place, columns], columns])
    return found
