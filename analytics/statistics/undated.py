"""Answers without a day: multiple imputation of their days, and where that is allowed.

An undated answer came somewhere in a span of days. Its day is drawn from a curve that is itself drawn from what is
known (Gibbs sampling of a hazard that is constant in eleven spans), some twenty times over; each completed set is
estimated as if it were dated, and the spread between the sets widens the intervals (Rubin 1987; Pan 2000). With several
applicants each set begins with a Bayesian bootstrap of them (Rubin 1981), as their applications resemble each other.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import numpy as np

from analytics.statistics.survival import Array, Index, safe_divide
from analytics.statistics.waits import OWN, Waits

SPANS = np.array([0, 3, 7, 11, 15, 22, 31, 46, 61, 91, 131])
"""The days on which the spans of constant hazard begin."""

PRIOR_ANSWERS = 0.25
"""How many answers the prior counts for in each span, at a hazard of .02 a day that falls with time."""

ENOUGH_DATED, DATED_SHARE = 5, 0.2
"""So many of a group's answers, and such a share of them, must be dated: the others' days can't be told otherwise."""

SETTLE, EVERY, SETS = 30, 4, 20
COHORT_SETTLE, COHORT_SETS = 15, 10
SEED = 20260101

MOST_DRAWS = 40
"""A row of more answers is drawn in so many equal parts."""


def datable(waits: Waits) -> Array:
    """Which groups have enough dated answers of the employer's for a curve; those without undated ones always have."""
    employers = [place for place, answer in enumerate(waits.answers) if answer != OWN]
    answered, undated = (counted[:, employers].sum(axis=1) for counted in (waits.ended, waits.without_day))
    dated = answered - undated
    enough: Array = (undated == 0) | ((dated >= ENOUGH_DATED) & (dated >= DATED_SHARE * answered))
    return enough


def dates_missing(answers: int, dated: int) -> int:
    """How many more dated answers would allow a curve."""
    return max(ENOUGH_DATED, ceil(DATED_SHARE * answers)) - dated


def completions(waits: Waits, seed: int = SEED) -> list[Waits]:
    """The waits with every answer on a day, several times over; once and unchanged where all have theirs."""
    if not waits.undated.any():
        return [waits]
    sampler = _Sampler(waits, np.random.default_rng(seed))
    if waits.applicant.max(initial=-1) < 1:
        sampler.settle(SETTLE)
        return [sampler.after(EVERY) for _ in range(SETS)]
    return [sampler.with_other_people(COHORT_SETTLE) for _ in range(COHORT_SETS)]


class _Sampler:
    """A chain of completed sets: hazards given the days, days given the hazards."""

    def __init__(self, waits: Waits, random: np.random.Generator) -> None:
        self.random, self.waits = random, waits
        undated = np.flatnonzero(waits.undated)
        parts = np.clip(np.ceil(waits.n[undated]), 1, MOST_DRAWS).astype(np.int64)
        rows, parts = np.repeat(undated, parts), np.repeat(parts, parts)
        drawn = waits.rows(rows)
        self.drawn = replace(drawn, n=drawn.n / parts, weight=drawn.weight / parts)
        self.exact = waits.rows(~waits.undated)
        self.day = random.integers(self.drawn.first, self.drawn.last + 1)
        self.piece = np.searchsorted(SPANS, waits.days, side="right") - 1
        self.borrowed = (waits.ended - waits.without_day)[:, :-1] < ENOUGH_DATED
        middles = (SPANS + np.append(SPANS[1:], SPANS[-1] + 30)) / 2
        kinds = len(waits.answers)
        self.prior = PRIOR_ANSWERS / kinds, PRIOR_ANSWERS * (1 + middles / 30) / 0.02
        self._weigh(self.exact.n, self.drawn.n)

    def settle(self, rounds: int) -> None:
        for _ in range(rounds):
            self.day = self._days(self._hazards())

    def after(self, rounds: int) -> Waits:
        """The completed set after so many more rounds."""
        self.settle(rounds)
        return self.exact.with_rows(replace(self.drawn, first=self.day, last=self.day))

    def with_other_people(self, rounds: int) -> Waits:
        """The completed set after rounds in which every applicant weighs as in a bootstrap of them."""
        counted = np.append(self.random.exponential(size=int(self.waits.applicant.max()) + 1), 1.0)
        exact, drawn = (it.weight * counted[it.applicant] for it in (self.exact, self.drawn))
        groups = len(self.waits.names)
        whole = np.bincount(self.exact.group, exact, groups) + np.bincount(self.drawn.group, drawn, groups)
        scale = safe_divide(self.waits.ended.sum(axis=1), whole)
        self._weigh(exact * scale[self.exact.group], drawn * scale[self.drawn.group])
        return self.after(rounds)

    def _weigh(self, exact: Array, drawn: Array) -> None:
        self.events, self.leaving = self._counts(self.exact, self.exact.first, exact)
        self.weight = drawn

    def _counts(self, waits: Waits, day: Index, weight: Array) -> tuple[Array, Array]:
        """Answers by group, kind and span, and waits that end by group and day."""
        groups, kinds, days = len(self.waits.names), len(self.waits.answers), len(self.waits.days)
        leaving = np.bincount(waits.group * days + day, weight, groups * days).reshape(groups, days)
        # those without an answer are counted as a last kind, and cut off
        kind = np.where(waits.answer < 0, kinds, waits.answer)
        cell = (waits.group * (kinds + 1) + kind) * len(SPANS) + self.piece[day]
        cells = np.bincount(cell, weight, groups * (kinds + 1) * len(SPANS))
        return cells.reshape(groups, kinds + 1, len(SPANS))[:, :-1], leaving

    def _hazards(self) -> Array:
        """Hazards by group, kind and span, drawn given everybody's days."""
        events, leaving = self._counts(self.drawn, self.day, self.weight)
        events, leaving = events + self.events, leaving + self.leaving
        at_risk = np.cumsum(leaving[:, ::-1], axis=1)[:, ::-1]
        starts = np.flatnonzero(np.diff(self.piece, prepend=-1))
        exposed = np.zeros((len(leaving), 1, len(SPANS)))
        exposed[:, 0, : len(starts)] = np.add.reduceat(at_risk, starts, axis=1)
        answers, unanswered = self.prior
        hazards: Array = self.random.beta(answers + events, unanswered + np.maximum(exposed - events, 0))
        hazards /= np.maximum(hazards.sum(axis=1, keepdims=True), 1)
        return hazards

    def _days(self, hazards: Array) -> Index:
        """A day for each undated answer, drawn from its kind's curve within its span; kinds with few dated answers
        borrow the curve of all."""
        daily = hazards[:, :, self.piece]
        total = daily.sum(axis=1, keepdims=True)
        silent = np.cumprod(1 - total, axis=2)
        before = np.concatenate([np.ones_like(silent[:, :, :1]), silent[:, :, :-1]], axis=2)
        incidence = np.cumsum(np.where(self.borrowed[:, :, None], total, daily) * before, axis=2)
        curves, days = incidence.reshape(-1, incidence.shape[2]), incidence.shape[2]
        curve, first, last = (
            self.drawn.group * incidence.shape[1] + self.drawn.answer,
            self.drawn.first,
            self.drawn.last,
        )
        low = np.where(first > 0, curves[curve, first - 1], 0.0)
        aim = low + self.random.random(len(curve)) * (curves[curve, last] - low)
        # all curves behind each other, two apart, so that one search finds every day
        behind = (curves + 2 * np.arange(len(curves))[:, None]).ravel()
        place = np.searchsorted(behind, aim + 2 * curve) - curve * days
        days_drawn: Index = np.clip(place, first, last)
        return days_drawn
