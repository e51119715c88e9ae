"""Kaplan-Meier, Aalen-Johansen and what is read from them, for many groups at once, from counts a day.

Arrays are (group, day), or (group, answer, day) where answers compete. An answer that comes on the day on which
another wait ends unanswered comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Index = NDArray[np.int64]

# R calls a curve flat at one half when it is this close to it.
FLAT = float(np.sqrt(np.finfo(float).eps))


@dataclass(frozen=True)
class LifeTable:
    """How many still waited when a day began, and how many answers of each kind came on it."""

    days: Index
    at_risk: Array
    answers: Array

    @classmethod
    def of(cls, days: Index, answers: Array, unanswered: Array) -> LifeTable:
        """From answers (group, answer, day) and waits that ended without one (group, day)."""
        leaving = answers.sum(axis=1) + unanswered
        return cls(days, np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1], answers)

    @cached_property
    def answered(self) -> Array:
        """How many waits ended on a day, whatever the answer."""
        answered: Array = self.answers.sum(axis=1)
        return answered

    @cached_property
    def hazard(self) -> Array:
        """The chance of each answer on a day, for those who still wait; (group, answer, day)."""
        return safe_divide(self.answers, self.at_risk[:, None, :])

    @cached_property
    def silent(self) -> Array:
        """Kaplan-Meier: the share that has heard nothing by the end of a day."""
        silent: Array = np.cumprod(1 - safe_divide(self.answered, self.at_risk), axis=1)
        return silent

    @cached_property
    def silent_before(self) -> Array:
        """The share that has heard nothing when a day begins."""
        return np.concatenate([np.ones((len(self.silent), 1)), self.silent[:, :-1]], axis=1)

    @cached_property
    def incidence(self) -> Array:
        """Aalen-Johansen: the share that has had each answer by the end of a day; (group, answer, day)."""
        return np.cumsum(self.silent_before[:, None, :] * self.hazard, axis=2)

    @cached_property
    def greenwood(self) -> Array:
        """The running sum d / (Y (Y - d)); the silent share's variance over its square."""
        return np.cumsum(safe_divide(self.answered, self.at_risk * (self.at_risk - self.answered)), axis=1)

    @cached_property
    def silent_error(self) -> Array:
        """Greenwood's standard error of the silent share, for independent applications."""
        return self.silent * np.sqrt(self.greenwood)

    @cached_property
    def incidence_error(self) -> Array:
        """The delta method's standard error of each incidence, for independent applications.

        It equals the infinitesimal jackknife with every application by itself. The sum over earlier days s of
        (F(t) - F(s))² dG(s) - 2 (F(t) - F(s)) dH(s) + dJ(s), multiplied out so that it is one pass.
        """
        share = self.incidence
        spread = safe_divide(self.answered, self.at_risk * (self.at_risk - self.answered))[:, None, :]
        before = self.silent_before[:, None, :]
        at_risk = self.at_risk[:, None, :]
        shared = before * safe_divide(self.answers, at_risk**2)
        own = before**2 * safe_divide(self.answers * (at_risk - self.answers), at_risk**3)
        variance = (
            share**2 * np.cumsum(spread, axis=2)
            - 2 * share * np.cumsum(share * spread + shared, axis=2)
            + np.cumsum(share**2 * spread + 2 * share * shared + own, axis=2)
        )
        error: Array = np.sqrt(np.maximum(variance, 0))
        return error

    @cached_property
    def last_day(self) -> Index:
        """The last day on which anybody of a group still waited, -1 for a group of nobody."""
        waiting = (self.at_risk > 0).sum(axis=1)
        return np.where(waiting > 0, self.days[np.maximum(waiting - 1, 0)], -1)


def safe_divide(above: Array, below: Array) -> Array:
    """above / below, zero where below is zero."""
    quotient: Array = np.zeros(np.broadcast_shapes(above.shape, below.shape))
    return np.divide(above, below, out=quotient, where=below > 0)


def survival_quantile(days: Index, silent: Array, level: float) -> float | None:
    """The first day on which the curve is at `level` or below; None when it never is.

    Where the curve lies flat at the level, the middle of the flat part, as R has it.
    """
    reached = np.flatnonzero(silent < level + FLAT)
    if not len(reached):
        return None
    first = int(reached[0])
    lower = reached[silent[reached] < silent[first]]
    if abs(silent[first] - level) < FLAT and len(lower):
        return float(days[first] + days[lower[0]]) / 2
    return float(days[first])


def curve_at(days: Index, curve: Array, day: float, start: float) -> Array:
    """The step curve's value at a day: the last one reached, `start` before the first."""
    place = int(np.searchsorted(days, day, side="right")) - 1
    return curve[..., place] if place >= 0 else np.full(curve.shape[:-1], start)


def area(days: Index, curves: Array, until: int, start: Array | float = 1.0) -> Array:
    """The area under step curves that are at `start` before their first day, from day 0 up to `until`."""
    before = days <= until
    edges = np.concatenate([[0], days[before], [until]]).astype(float)
    first = np.broadcast_to(start, len(curves))[:, None]
    heights = np.concatenate([first, curves[:, before]], axis=1)
    under: Array = heights @ np.diff(edges)
    return under


def restricted_mean(table: LifeTable, until: int) -> Array:
    """Mean days silent up to `until` (restricted mean) of each group.

    NaN for a group in which nobody was followed that long and somebody is still silent.
    """
    unknown = (table.last_day < until) & (table.silent[:, -1] > 0)
    return np.where(unknown, np.nan, area(table.days, table.silent, until))
