"""The counts of waits as arrays: which group, days and answer each row has, and the tables drawn from them.

A wait begins on a day (an application was sent, an interview was held) and ends with an answer, or with the end
of what is known. Used by response_times and group_differences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analytics.statistics.applicants import Crowd
from analytics.statistics.clusters import Members, influence, known
from analytics.statistics.survival import Array, Index, LifeTable, safe_divide

ANSWERS = ("interview", "rejection", "withdrawal")
"""How the wait for a first response ends, in the order in which curves are stacked."""

OWN = "withdrawal"
"""The end that is the applicant's own, and no answer of the employer's."""

COLUMNS = ("group", "applicant", "answer", "first", "last", "n", "weight", "origin")
"""What `Waits` holds of each row."""

EXACT_CELLS = 1_500_000
"""Up to this many cells the likeness of applications is worked out for every day; beyond, for the coarse days."""

COARSE_DAYS = (0, 7, 14, 30, 60, 90, 180, 365)

LONGEST = 3650
"""Nobody is followed for longer: what comes after ten years is as good as silence, and mostly a mistyped year."""


@dataclass(frozen=True, eq=False)
class Waits:
    """One entry a counted row. `first` and `last` are places among `days`, equal where the day is known; `answer` is a
    place among `answers`, -1 for none; `applicant` is numbered, -1 where the id was left out. A row weighs its n over
    the number of its applicant's applications in the group."""

    names: tuple[str, ...]
    answers: tuple[str, ...]
    days: Index
    group: Index
    applicant: Index
    answer: Index
    first: Index
    last: Index
    n: Array
    weight: Array
    # the counted row that each entry is (a part of)
    origin: Index

    @classmethod
    def of(cls, counts: pd.DataFrame, answers: Sequence[str] = ANSWERS) -> Waits:
        """From rows of group_name, applicant, days_low, days_high, answer, n and weight."""
        group, names = pd.factorize(counts["group_name"], sort=True)
        first, last = (counts[name].to_numpy(dtype=np.int64) for name in ("days_low", "days_high"))
        answer = np.where(first > LONGEST, -1, _places_of(counts["answer"], answers))
        first = np.minimum(first, LONGEST)
        last = np.where(answer < 0, first, np.clip(last, first, LONGEST))
        days = _grid(first, last)
        return cls(
            names=tuple(str(name) for name in names),
            answers=tuple(answers),
            days=days,
            group=group,
            applicant=pd.factorize(counts["applicant"])[0],
            answer=answer,
            first=np.searchsorted(days, first),
            last=np.searchsorted(days, last),
            n=counts["n"].to_numpy(dtype=float),
            weight=counts["weight"].to_numpy(dtype=float),
            origin=np.arange(len(counts)),
        )

    @cached_property
    def undated(self) -> Array:
        """Which rows are answers of which only a span of days is known."""
        undated: Array = (self.answer >= 0) & (self.first < self.last)
        return undated

    @cached_property
    def ended(self) -> Array:
        """How many waits ended with each answer and, last, with none; (group, answer)."""
        return self._numbers(self.n)

    @cached_property
    def without_day(self) -> Array:
        """How many of them are undated; (group, answer)."""
        return self._numbers(np.where(self.undated, self.n, 0.0))

    @cached_property
    def table(self) -> LifeTable:
        """The life table of the typical applicant; every wait must have its day."""
        return self._table(self._scaled)

    @cached_property
    def counted(self) -> LifeTable:
        """The life table in which each application counts alike."""
        return self._table(self.n)

    def rows(self, which: Array | Index) -> Waits:
        """Some of the rows, or rows repeated."""
        return replace(self, **{name: getattr(self, name)[which] for name in COLUMNS})

    def with_rows(self, other: Waits) -> Waits:
        """The rows of both."""
        both: dict[str, Any] = {name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in COLUMNS}
        return replace(self, **both)

    def together(self) -> Waits:
        """The same waits as one group, everybody; if applicants are a sample, each counts once a group they are in."""
        weight = self.weight
        if (self.applicant >= 0).all():
            weight = self.n / np.bincount(self.applicant, self.n)[self.applicant]
        return replace(self, names=("all",), group=np.zeros_like(self.group), weight=weight)

    def one_by_one(self) -> Waits:
        """Every application as if it were an applicant's only one: a row each."""
        rows = np.repeat(np.arange(len(self.n)), self.n.astype(np.int64))
        single = self.rows(rows)
        return replace(single, n=np.ones(len(rows)), weight=np.ones(len(rows)), applicant=np.arange(len(rows)))

    def people(self) -> People:
        """The applicants of each group."""
        known = self.applicant >= 0
        group, person, weight = self.group[known], self.applicant[known], self._scaled[known]
        many = int(person.max(initial=0)) + 1
        pair = group * many + person
        own = np.bincount(pair, self.n[known], len(self.names) * many)
        pairs = np.flatnonzero(own)
        place = np.cumsum(own > 0) - 1
        seen = safe_divide(np.bincount(group, weight, len(self.names)), self.ended.sum(axis=1))
        crowd = Crowd(pairs // many, own[pairs], np.where(seen > 0, seen, 1.0))
        members = Members(place[pair], group, self.first[known], self.answer[known], weight)
        return People(crowd, pairs % many, members, self.table)

    @cached_property
    def _scaled(self) -> Array:
        """Weights that add up to the number of applications in each group."""
        weights = np.bincount(self.group, self.weight, len(self.names))
        return self.weight * safe_divide(self.ended.sum(axis=1), weights)[self.group]

    def _numbers(self, n: Array) -> Array:
        kinds = len(self.answers) + 1
        cell = self.group * kinds + np.where(self.answer < 0, kinds - 1, self.answer)
        numbers: Array = np.bincount(cell, n, len(self.names) * kinds).reshape(-1, kinds)
        return numbers

    def _table(self, n: Array) -> LifeTable:
        shape = (len(self.names), len(self.answers) + 1, len(self.days))
        cell = (self.group * shape[1] + np.where(self.answer < 0, shape[1] - 1, self.answer)) * shape[2] + self.first
        cells = np.bincount(cell, n, int(np.prod(shape))).reshape(shape)
        return LifeTable.of(self.days, cells[:, :-1], cells[:, -1])


@dataclass(frozen=True, eq=False)
class People:
    """The applicants of each group whose id is known: one entry (a cluster) an applicant in a group."""

    crowd: Crowd
    person: Index
    members: Members
    table: LifeTable

    def places(self) -> Index:
        """The days (as places) at which their likeness is worked out: all, or a coarse grid where that is much."""
        days = self.table.days
        if len(self.person) * len(days) * (self.table.answers.shape[1] + 1) <= EXACT_CELLS:
            return np.arange(len(days))
        coarse = np.searchsorted(days, COARSE_DAYS, side="right") - 1
        places: Index = np.unique([0, *coarse[coarse >= 0], len(days) - 1])
        return places

    def influence(self, places: Index) -> Array:
        """How each of them moves their group's incidences; (cluster, answer, place)."""
        return influence(self.table, self.members, places)

    def held(self, places: Index) -> Array:
        """The part that each has of what is known of their group on a day; (cluster, place)."""
        whole = known(self.table)[:, places][self.crowd.group]
        return safe_divide(self.members.known(places, len(self.table.days)), whole)


def weighed(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of which every row has its applicant, with the weight that makes applicants count alike."""
    return counts.assign(weight=counts["n"] / counts.groupby(["group_name", "applicant"])["n"].transform("sum"))


def days_within(days: Index, until: int) -> Array:
    """For each step of a curve, how many of the days up to `until` it covers."""
    edges = np.append(days, max(until, int(days[-1])))
    within: Array = np.diff(np.minimum(edges, until)).astype(float)
    return within


def _places_of(answer: pd.Series, answers: Sequence[str]) -> Index:
    code, found = pd.factorize(answer)
    place: Index = np.append(pd.Index(answers).get_indexer(found), -1)[code]
    return place


def _grid(first: Index, last: Index) -> Index:
    """The days on which anything happened; every day where some answers have none, as they may lie on any."""
    if (first < last).any():
        return np.arange(int(last.max()) + 1)
    present = np.zeros(int(first.max(initial=0)) + 1, dtype=bool)
    present[first] = True
    return np.flatnonzero(present)
