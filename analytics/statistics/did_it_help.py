"""Whether a goal that was reached helped: spells after it against spells before, and against comparable spells.

People set goals after bad spells, and after a bad spell things get better anyway. So plain before and after
flatters every goal. Here each person who reached a goal is compared with people who had as bad a spell at some
time and set no such goal by then: the same weeks before, the same pause, the same weeks after. What remains is an
association; whoever sets goals may differ in other ways.

Takes the counts of sql/did_it_help.sql (one row an applicant and week).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

SPELL = 8
"""Weeks of a spell, before and after."""

FEWEST = 3
"""Applications (or stated reasons) that a spell must hold to be compared."""

COMPARABLE = 5
"""Spells looked for to compare with each goal."""

ENOUGH_PEOPLE = 5
"""Below this many people the cases are shown, not a comparison."""

CLOSE = 0.015
"""How far two spells' shares may differ (each drawn towards the usual share) to be comparable."""

AS_MANY = 4 / 3
"""How many times as many applications one of two comparable spells may hold."""

AS_FAR = 1
"""Weeks by which two people may differ in how long they had been looking: those for whom it takes long differ."""

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class ReachedGoal:
    """A goal that was reached: whose, when it was set and when it was reached."""

    applicant_id: int
    goal_id: int
    set_on: date
    reached_on: date


@dataclass(frozen=True)
class Spell:
    """Some weeks of one person: how many of how many."""

    hits: int
    n: int


@dataclass(frozen=True)
class BeforeAfter:
    """One person's own weeks before a goal and after it: cases, not a comparison."""

    goal_id: int
    invited_before: Spell
    invited_after: Spell
    named_before: Spell
    named_after: Spell


@dataclass(frozen=True)
class Comparison:
    """Mean shares of people, before and after; `difference` is after against comparable people's after."""

    people: int
    without_comparable: int
    before: float
    after: float
    comparable_before: float
    comparable_after: float
    difference: float
    low: float
    high: float
    p: float
    plain_difference: float
    plain_p: float


def reached_goals(facts: pd.DataFrame, reached: Mapping[int, date], reason: str | None = None) -> list[ReachedGoal]:
    """The goals of sql/goals.sql that were reached, those that answer a reason where one is named."""
    return [
        ReachedGoal(int(row["applicant_id"]), int(row["goal_id"]), _day(row["starts_on"]), reached[row["goal_id"]])
        for row in facts.to_dict("records")
        if row["goal_id"] in reached and (reason is None or row["reason"] == reason)
    ]


def first_set(facts: pd.DataFrame, reason: str | None = None) -> dict[int, date]:
    """When each applicant first set a goal, one that answers a reason where one is named."""
    first: dict[int, date] = {}
    for row in facts.to_dict("records"):
        if reason is None or row["reason"] == reason:
            person, day = int(row["applicant_id"]), _day(row["starts_on"])
            first[person] = min(day, first.get(person, day))
    return first


def before_and_after(weeks: pd.DataFrame, goals: Sequence[ReachedGoal]) -> list[BeforeAfter]:
    """The cases before and after each goal."""
    invited, named = _Weeks(weeks, "invited", "sent"), _Weeks(weeks, "named", "stated")
    cases = []
    for goal in goals:
        person = invited.person(goal.applicant_id)
        if person is None:
            continue
        set_week, after_week = invited.week(goal.set_on), invited.week(goal.reached_on) + 1
        spells = [
            counts.spell(person, start) for counts in (invited, named) for start in (set_week - SPELL, after_week)
        ]
        cases.append(BeforeAfter(goal.goal_id, *spells))
    return cases


def did_it_help(
    weeks: pd.DataFrame,
    goals: Sequence[ReachedGoal],
    hits: str = "invited",
    of: str = "sent",
    setters: Mapping[int, date] | None = None,
    seed: int = 0,
) -> Comparison | None:
    """The matched comparison of a share: invitations of applications sent, or `named` of `stated` rejections.

    `setters` says when each applicant first set such a goal, reached or not: from then on they are nobody's
    comparison. None where fewer than five people can be compared.
    """
    counts = _Weeks(weeks, hits, of)
    first: dict[int, ReachedGoal] = {}
    for goal in sorted(goals, key=lambda goal: goal.set_on):
        first.setdefault(goal.applicant_id, goal)
    set_in = {goal.applicant_id: goal.set_on for goal in first.values()} | dict(setters or {})
    free_until = counts.free_until(set_in)
    rng = np.random.default_rng(seed)
    sets = [found for goal in first.values() if (found := _matched(counts, goal, free_until, rng)) is not None]
    matched = [found for found in sets if len(found.others_after)]
    if len(matched) < ENOUGH_PEOPLE:
        return None
    return _compared(matched, len(sets) - len(matched))


@dataclass(frozen=True)
class _Set:
    """A person's shares with those of comparable spells of others."""

    person: int
    others: Counts
    before: float
    after: float
    others_before: NDArray[np.float64]
    others_after: NDArray[np.float64]


class _Weeks:
    """Counts by applicant and week with running totals, so that any spell is a subtraction."""

    def __init__(self, weeks: pd.DataFrame, hits: str, of: str) -> None:
        days = pd.to_datetime(weeks["week"])
        self.first_day = days.min().date() if len(weeks) else date.min
        at: Counts = np.asarray((days - days.min()).dt.days // 7, dtype=np.int64)
        ids = weeks["applicant_id"].to_numpy(dtype=np.int64)
        self.people = np.unique(ids)
        row: Counts = np.searchsorted(self.people, ids).astype(np.int64)
        self.length = int(at.max()) + 1 if len(at) else 0
        self.hits, self.n = (self._running(row, at, weeks[name].to_numpy(dtype=np.int64)) for name in (hits, of))
        self.begins, self.ends = np.full(len(self.people), self.length), np.zeros(len(self.people), dtype=int)
        np.minimum.at(self.begins, row, at)
        np.maximum.at(self.ends, row, at + 1)
        self.usual = self.hits[:, -1].sum() / max(1, self.n[:, -1].sum())

    def _running(self, row: Counts, at: Counts, amounts: NDArray[np.integer[Any]]) -> Counts:
        table = np.zeros((len(self.people), self.length + 1), dtype=np.int64)
        np.add.at(table, (row, at + 1), amounts)
        return np.cumsum(table, axis=1)

    def person(self, applicant_id: int) -> int | None:
        place = int(np.searchsorted(self.people, applicant_id))
        return place if place < len(self.people) and self.people[place] == applicant_id else None

    def week(self, day: date) -> int:
        return (day - timedelta(days=day.weekday()) - self.first_day).days // 7

    def spell(self, person: int, start: int, length: int = SPELL) -> Spell:
        low, high = (min(max(0, week), self.length) for week in (start, start + length))
        return Spell(
            int(self.hits[person, high] - self.hits[person, low]),
            int(self.n[person, high] - self.n[person, low]),
        )

    def spells(self, starts: int | Counts, upto: int | Counts) -> tuple[Counts, Counts]:
        """Hits and n of everybody between two weeks."""
        return self.hits[:, upto] - self.hits[:, starts], self.n[:, upto] - self.n[:, starts]

    def free_until(self, set_on: dict[int, date]) -> Counts:
        """The first week of each person in which they had such a goal."""
        free = np.full(len(self.people), self.length + 1)
        for applicant_id, day in set_on.items():
            person = self.person(applicant_id)
            if person is not None:
                free[person] = self.week(day)
        return free

    def drawn(self, hits: Counts, n: Counts) -> NDArray[np.float64]:
        """Shares drawn towards the usual one, as if two more had been seen."""
        shares: NDArray[np.float64] = (hits + 2 * self.usual) / (n + 2)
        return shares


def _matched(counts: _Weeks, goal: ReachedGoal, free_until: Counts, rng: np.random.Generator) -> _Set | None:
    """The person's spells and comparable ones, drawn from all weeks of all people who could have set the goal."""
    person = counts.person(goal.applicant_id)
    if person is None:
        return None
    set_week = counts.week(goal.set_on)
    pause = counts.week(goal.reached_on) + 1 - set_week
    if set_week - SPELL < counts.begins[person] or set_week + pause + SPELL > counts.ends[person]:
        return None
    own_before, own_after = counts.spell(person, set_week - SPELL), counts.spell(person, set_week + pause)
    if min(own_before.n, own_after.n) < FEWEST:
        return None
    weeks = np.arange(SPELL, counts.length - pause - SPELL + 1)
    hits_before, n_before = counts.spells(weeks - SPELL, weeks)
    hits_after, n_after = counts.spells(weeks + pause, weeks + pause + SPELL)
    own_share = counts.drawn(np.array(own_before.hits), np.array(own_before.n))
    fits = (
        (weeks >= counts.begins[:, None] + SPELL)
        & (weeks + pause + SPELL <= counts.ends[:, None])
        & (weeks < free_until[:, None])
        & (np.abs(weeks - counts.begins[:, None] - (set_week - counts.begins[person])) <= AS_FAR)
        & (n_before >= FEWEST)
        & (n_after >= FEWEST)
        & (np.abs(counts.drawn(hits_before, n_before) - own_share) <= CLOSE)
        & (n_before <= AS_MANY * own_before.n)
        & (n_before * AS_MANY >= own_before.n)
    )
    fits[person] = False
    people, places = np.nonzero(fits)
    chosen = _one_a_person(people, rng)
    rows, columns = people[chosen], places[chosen]
    return _Set(
        person,
        rows,
        own_before.hits / own_before.n,
        own_after.hits / own_after.n,
        hits_before[rows, columns] / n_before[rows, columns],
        hits_after[rows, columns] / n_after[rows, columns],
    )


def _one_a_person(people: Counts, rng: np.random.Generator) -> Counts:
    """Some spells at random, each of another person: who has many such spells is the likelier to be drawn."""
    order = rng.permutation(len(people))
    _, firsts = np.unique(people[order], return_index=True)
    return order[np.sort(firsts)[:COMPARABLE]]


def _compared(sets: Sequence[_Set], without: int) -> Comparison:
    after = np.array([found.after for found in sets])
    before = np.array([found.before for found in sets])
    others = np.array([found.others_after.mean() for found in sets])
    difference, plain = float((after - others).mean()), after - before
    error = _error(sets)
    plain_error = float(plain.std(ddof=1) / np.sqrt(len(sets)))
    reach = NormalDist().inv_cdf(0.975) * error
    return Comparison(
        people=len(sets),
        without_comparable=without,
        before=float(before.mean()),
        after=float(after.mean()),
        comparable_before=float(np.mean([found.others_before.mean() for found in sets])),
        comparable_after=float(others.mean()),
        difference=difference,
        low=difference - reach,
        high=difference + reach,
        p=_two_sided(difference, error),
        plain_difference=float(plain.mean()),
        plain_p=_two_sided(float(plain.mean()), plain_error),
    )


def _error(sets: Sequence[_Set]) -> float:
    """The standard error of the difference, robust to one person being compared with several others.

    Each person's part in it is summed over all sets they are in before it is squared.
    """
    usual = {1: np.mean([found.after for found in sets]), -1: np.mean([found.others_after.mean() for found in sets])}
    parts: dict[int, float] = {}
    for found in sets:
        parts[found.person] = parts.get(found.person, 0.0) + found.after - usual[1]
        for person, share in zip(found.others.tolist(), found.others_after, strict=True):
            parts[person] = parts.get(person, 0.0) - (share - usual[-1]) / len(found.others)
    return float(np.sqrt(sum(part**2 for part in parts.values()) * len(sets) / (len(sets) - 1)) / len(sets))


def _two_sided(difference: float, error: float) -> float:
    if error == 0:
        return 1.0
    return 2 * NormalDist().cdf(-abs(difference / error))


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()
