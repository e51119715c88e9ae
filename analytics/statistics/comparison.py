"""Whether groups differ, judged by applicants and not by applications; and what to make of many such questions.

Under "no difference" it makes no odds which group an application is in. So whole applicants trade places where
each has one group only, and an applicant's own applications trade places where there are several. How often that
gives a difference as large as the real one is the p value. The usual tests take forty applications of one person
for forty independent facts, and find differences that aren't there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.statistics.survival import Array, Index, LifeTable, safe_divide

ALPHA = 0.05
"""The share of false alarms accepted among the differences that are called differences."""

PERMUTATIONS = 999
FEW_ENOUGH = 5_000
"""Up to this many applications they are really permuted; beyond, the permutations' normal limit is exact enough."""

SEED = 20260101


@dataclass(frozen=True)
class Verdict:
    """The p value of "all groups are alike" and of each group against the others; None where nothing can tell."""

    p: float | None
    by_group: tuple[float | None, ...]


def benjamini_hochberg(p_values: Sequence[float | None]) -> list[float | None]:
    """Each p value adjusted for the number asked: the share of false alarms one accepts by calling it a difference."""
    known = np.array([p for p in p_values if p is not None])
    order = np.argsort(known)[::-1]
    ranks = np.arange(len(known), 0, -1)
    adjusted = np.empty(len(known))
    adjusted[order] = np.minimum.accumulate(np.minimum(known[order] * len(known) / ranks, 1.0))
    rest = iter(adjusted.tolist())
    return [None if p is None else next(rest) for p in p_values]


def holm(p_values: Sequence[float]) -> list[float]:
    """Each p value adjusted so that a false alarm anywhere among them stays as rare as for one (Holm 1979)."""
    order = np.argsort(p_values, kind="stable")
    steps = np.array(p_values, dtype=float)[order] * np.arange(len(p_values), 0, -1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return [float(p) for p in adjusted]


def compare(applicant: Index, group: Index, score: Array, groups: int, seed: int = SEED) -> Verdict:
    """Compares the sums of `score` between groups; one entry an application, groups numbered from 0."""
    people = _People.of(applicant, group, score, groups)
    observed = np.bincount(group, score, groups)[None, :]
    if not people.can_tell.any():
        return Verdict(None, (None,) * groups)
    whole, each = people.distances(observed)
    if len(score) > FEW_ENOUGH:
        return _limit(float(whole[0]), each[0], people)
    permuted_whole, permuted_each = people.distances(people.permuted(np.random.default_rng(seed)))
    tolerance = 1 + 1e-9
    p = _share_above(permuted_whole * tolerance >= whole)
    ps = [_share_above(permuted_each[:, place] * tolerance >= each[0, place]) for place in range(groups)]
    return Verdict(p, tuple(p if tells else None for p, tells in zip(ps, people.can_tell, strict=True)))


def _share_above(at_least: Array) -> float:
    return float((1 + np.count_nonzero(at_least)) / (1 + len(at_least)))


def _limit(whole: float, each: Array, people: _People) -> Verdict:
    from scipy.special import chdtrc

    p = float(chdtrc(people.inverse[1], whole))
    ps = [float(chdtrc(1, distance)) for distance in each]
    return Verdict(p, tuple(p if tells else None for p, tells in zip(ps, people.can_tell, strict=True)))


@dataclass(frozen=True)
class _People:
    """Who may trade places with whom, and the mean and covariance of the groups' sums when they do."""

    applicant: Index
    group: Index
    score: Array
    # of applicants with one group only: that group, and their score in all
    single_group: Index
    single_score: Array
    several: Array
    mean: Array
    covariance: Array

    @classmethod
    def of(cls, applicant: Index, group: Index, score: Array, groups: int) -> _People:
        person, applicant = np.unique(applicant, return_inverse=True)
        held = np.zeros((len(person), groups))
        np.add.at(held, (applicant, group), 1.0)
        size, total = held.sum(axis=1), np.bincount(applicant, score, len(person))
        one_group = (held > 0).sum(axis=1) == 1
        several = ~one_group[applicant]

        # within an applicant: the sum of some of their scores, drawn without putting back
        scatter = np.bincount(applicant, (score - (total / size)[applicant]) ** 2, len(person))
        scatter = np.where(one_group, 0.0, safe_divide(scatter, size - 1))
        mean = held[~one_group].T @ (total / size)[~one_group]
        covariance = np.diag(held.T @ scatter) - held.T @ (held * (scatter / size)[:, None])

        # between applicants of one group each: the same, with whole applicants drawn
        single_group, single_score = held[one_group].argmax(axis=1), total[one_group]
        if len(single_score) > 1:
            labels = np.bincount(single_group, minlength=groups).astype(float)
            mean = mean + labels * single_score.mean()
            covariance = covariance + single_score.var(ddof=1) * (
                np.diag(labels) - np.outer(labels, labels) / len(single_score)
            )
        elif len(single_score):
            mean = mean + np.bincount(single_group, single_score, groups)
        return cls(
            applicant[several], group[several], score[several], single_group, single_score, several, mean, covariance
        )

    @property
    def can_tell(self) -> Array:
        """Which groups' sums change at all when places are traded."""
        tells: Array = np.diag(self.covariance) > 1e-12
        return tells

    @cached_property
    def inverse(self) -> tuple[Array, int]:
        """The covariance's pseudo-inverse and its rank."""
        values, vectors = np.linalg.eigh(self.covariance)
        kept = values > 1e-10 * values.max(initial=0)
        return (vectors[:, kept] / values[kept]) @ vectors[:, kept].T, int(kept.sum())

    def distances(self, sums: Array) -> tuple[Array, Array]:
        """How far each row of sums is from its mean, over all groups together and for each by itself."""
        away = sums - self.mean
        inverse, _ = self.inverse
        return np.einsum("pg,gh,ph->p", away, inverse, away), safe_divide(away**2, np.diag(self.covariance)[None, :])

    def permuted(self, random: np.random.Generator) -> Array:
        """The groups' sums after each of many permutations; (permutation, group)."""
        groups = len(self.mean)
        by_applicant = np.argsort(self.applicant, kind="stable")
        labels = self.group[by_applicant]
        sums = np.empty((PERMUTATIONS, groups))
        for row in range(PERMUTATIONS):
            shuffled = np.argsort(self.applicant + random.random(len(self.applicant)))
            own = np.bincount(labels, self.score[shuffled], groups)
            others = np.bincount(random.permutation(self.single_group), self.single_score, groups)
            sums[row] = own + others
        return sums


def log_rank_scores(table: LifeTable, answer: Index, day: Index) -> Array:
    """What each application adds to the log-rank statistic: its answer, less the answers expected of it.

    `table` has one group, everybody; the sum over a group is its observed less its expected answers.
    """
    expected = np.cumsum(safe_divide(table.answered, table.at_risk), axis=1)[0]
    scores: Array = (answer >= 0) - expected[day]
    return scores


def log_rank(table: LifeTable) -> tuple[float, int]:
    """The usual log-rank chi-square and its degrees of freedom, which take applications for independent."""
    at_risk, answered = table.at_risk.sum(axis=0), table.answered.sum(axis=0)
    part = safe_divide(table.at_risk, at_risk[None, :])
    away = (table.answered - answered * part).sum(axis=1)
    spread = safe_divide(answered * (at_risk - answered), at_risk - 1)
    covariance = np.diag((spread * part).sum(axis=1)) - (part * spread) @ part.T
    return float(away @ np.linalg.pinv(covariance, hermitian=True) @ away), len(away) - 1
