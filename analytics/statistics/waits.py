"""The counts of waits as arrays: which group, days and answer each row has, and the table drawn from them.

A wait begins on a day (an application was sent, an interview was held) and ends with an answer, or with the end
of what is known. Used by response_times and group_differences.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analytics.statistics.clusters import Members, movement
from analytics.statistics.survival import Array, Index, LifeTable, divided
from analytics.statistics.undated import Spans, placed, spread

ANSWERS = ("interview", "rejection", "withdrawal")
"""How the wait for a first response ends, in the order in which curves are stacked."""

EXACT_CELLS = 1_500_000
"""Up to this many cells the likeness of applications is worked out for every day; beyond, for the coarse days."""

COARSE_DAYS = (0, 7, 14, 30, 60, 90, 180, 365)


@dataclass(frozen=True, eq=False)
class Waits:
    """One entry a counted row; days are places among `table.days`, answers are places among `answers`, -1 for none."""

    names: tuple[str, ...]
    answers: tuple[str, ...]
    group: Index
    answer: Index
    # the day it ended, or the likely one where only a span is known
    day: Index
    n: Array
    # numbered; -1 where the applicant's id was left out
    applicant: Index
    table: LifeTable
    # the tables if every answer without a day came as early, or as late, as it can have come
    earliest: LifeTable
    latest: LifeTable
    # how many waits ended with each answer and, last, with none; and how many of them have no day: (group, answer)
    ended: Array
    undated: Array

    @classmethod
    def of(cls, counts: pd.DataFrame, answers: tuple[str, ...] = ANSWERS) -> Waits:
        """From rows of group_name, applicant, days_low, days_high, answer and n."""
        group, names = pd.factorize(counts["group_name"], sort=True)
        n = counts["n"].to_numpy(dtype=float)
        answer = _places_of(counts["answer"], answers)
        days, low, high = _days(counts)
        shape = (len(names), len(answers) + 1, len(days))
        spanned = (answer >= 0) & (low < high)
        cell = (group * shape[1] + np.where(answer < 0, len(answers), answer)) * shape[2] + low
        dated = np.bincount(cell, np.where(spanned, 0, n), int(np.prod(shape))).reshape(shape)
        unanswered = dated[:, -1]
        exact = LifeTable.of(days, dated[:, :-1], unanswered)

        spans, row = _spans(group[spanned], answer[spanned], low[spanned], high[spanned], n[spanned])
        undated = np.zeros(shape[:2])
        np.add.at(undated, (spans.group, spans.answer), spans.n)
        table, likely = spread(exact, unanswered, spans)
        day = low.copy()
        day[spanned] = likely[row]
        return cls(
            names=tuple(str(name) for name in names),
            answers=answers,
            group=group,
            answer=answer,
            day=day,
            n=n,
            applicant=pd.factorize(counts["applicant"])[0],
            table=table,
            earliest=placed(exact, unanswered, spans, spans.first),
            latest=placed(exact, unanswered, spans, spans.last),
            ended=dated.sum(axis=2) + undated,
            undated=undated,
        )

    def together(self) -> Waits:
        """The same waits as one group, everybody."""
        return replace(
            self,
            names=("all",),
            group=np.zeros_like(self.group),
            table=_summed(self.table),
            earliest=_summed(self.earliest),
            latest=_summed(self.latest),
            ended=self.ended.sum(axis=0, keepdims=True),
            undated=self.undated.sum(axis=0, keepdims=True),
        )

    def one_by_one(self) -> Waits:
        """Every application as if it were an applicant's only one: a row each."""
        rows = np.repeat(np.arange(len(self.n)), self.n.astype(np.int64))
        return replace(
            self,
            group=self.group[rows],
            answer=self.answer[rows],
            day=self.day[rows],
            n=np.ones(len(rows)),
            applicant=np.arange(len(rows)),
        )

    def people(self) -> People:
        """The applicants of each group."""
        known = self.applicant >= 0
        group, person = self.group[known], self.applicant[known]
        many = int(person.max(initial=0)) + 1
        present = np.zeros(len(self.names) * many, dtype=bool)
        present[group * many + person] = True
        members = Members(
            (np.cumsum(present) - 1)[group * many + person], group, self.day[known], self.answer[known], self.n[known]
        )
        share = divided(
            np.bincount(group, self.n[known], len(self.names)), np.bincount(self.group, self.n, len(self.names))
        )
        pairs = np.flatnonzero(present)
        return People(pairs // many, pairs % many, np.where(share > 0, share, 1.0), members, self.table)


@dataclass(frozen=True, eq=False)
class People:
    """The applicants of each group whose id is known: one entry (a cluster) an applicant in a group."""

    group: Index
    person: Index
    # the share of each group's applications whose applicant is known
    share: Array
    members: Members
    table: LifeTable

    @property
    def applicants(self) -> Index:
        """How many applicants each group has."""
        return np.bincount(self.group, minlength=len(self.share))

    def places(self) -> Index:
        """The days (as places) at which their likeness is worked out: all, or a coarse grid where that is much."""
        days = self.table.days
        if len(self.group) * len(days) * (self.table.answers.shape[1] + 1) <= EXACT_CELLS:
            return np.arange(len(days))
        coarse = np.searchsorted(days, COARSE_DAYS, side="right") - 1
        places: Index = np.unique([0, *coarse[coarse >= 0], len(days) - 1])
        return places

    def movement(self, places: Index) -> Array:
        """How each of them moves their group's incidences; (cluster, answer, place)."""
        return movement(self.table, self.members, places)


def days_within(days: Index, until: int) -> Array:
    """For each step of a curve, how many of the days up to `until` it covers."""
    edges = np.append(days, max(until, int(days[-1])))
    within: Array = np.diff(np.minimum(edges, until)).astype(float)
    return within


def _places_of(answer: pd.Series, answers: tuple[str, ...]) -> Index:
    code, found = pd.factorize(answer)
    place: Index = np.append(pd.Index(answers).get_indexer(found), -1)[code]
    return place


def _days(counts: pd.DataFrame) -> tuple[Index, Index, Index]:
    """The different days, and each row's first and last as places among them."""
    low = counts["days_low"].to_numpy(dtype=np.int64)
    high = np.maximum(counts["days_high"].to_numpy(dtype=np.int64), low)
    present = np.zeros(int(high.max(initial=0)) + 1, dtype=bool)
    present[low] = present[high] = True
    place = np.cumsum(present) - 1
    return np.flatnonzero(present), place[low], place[high]


def _spans(group: Index, answer: Index, first: Index, last: Index, n: Array) -> tuple[Spans, Index]:
    """The different spans, and which of them each row has."""
    different, row = np.unique(np.stack([group, answer, first, last]), axis=1, return_inverse=True)
    spans = Spans(
        different[0], different[1], different[2], different[3], np.bincount(row.ravel(), n, different.shape[1])
    )
    return spans, row.ravel()


def _summed(table: LifeTable) -> LifeTable:
    return LifeTable(table.days, table.at_risk.sum(axis=0, keepdims=True), table.answers.sum(axis=0, keepdims=True))
