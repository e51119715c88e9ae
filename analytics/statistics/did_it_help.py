"""Whether reaching a goal went with better answers than comparable people without such a goal had.

People set goals after bad spells, which end anyway, while seasons turn and everybody learns. So each person who reached
a goal is stacked with others whose weeks before were as bad at that time and who had set no such goal until after the
same pause. The weeks of the bad spells themselves are left out (Ashenfelter 1978). A Poisson regression of hits, with
the number of tries as exposure, has a level for each person in a stack and for every four weeks; what all
have after the pause is shared, and what those who reached the goal have beyond it is the answer (a stacked comparison
with those not yet treated; compare Callaway & Sant'Anna 2021, Wooldridge 2023). The error sums what each person
contributes over all stacks. What remains is an association: whoever is about to improve sets a goal.

Takes the counts of sql/did_it_help.sql (one row an applicant and week).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.statistics.applicants import student_quantile
from analytics.statistics.comparison import ALPHA, holm
from analytics.taxonomy import Reason

SPELL = 8
"""Weeks of a spell, before and after."""

FEWEST = 3
"""Applications (or stated reasons) that a spell must hold to be compared."""

COMPARABLE = 10
"""People looked for to compare with each goal."""

ENOUGH_PEOPLE = 5
"""Below this many people the cases are shown, not a comparison."""

CLOSE = 0.04
"""How far two people's shares before may differ (each drawn towards the usual share) to be comparable."""

NEAR = 2
"""Weeks by which the bad spells of two people may lie apart."""

REACH = 26
"""Weeks after a goal that are looked at."""

BLOCK = 4
"""Weeks in a row of the calendar that share a level: seasons, and what everybody learns."""

ROUNDS = 50

LEVERAGE = 0.8
"""The most of the answer that one person is taken to carry."""

NO_GOAL_MOVES = Reason.POSITION.value
"""The reason that lies in nobody's hands: no goal can make it rarer."""

Counts = NDArray[np.int64]
Measure = tuple[str, str]

MEASURES: tuple[Measure, ...] = (("invited", "sent"), ("named", "stated"))
"""What a goal may go with: the share of applications that led to an invitation, and of reasons that named its own."""


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
    """The stacked comparison of a share: invitations of applications sent, or `named` of `stated` rejections.

    `setters` says when each applicant first set such a goal, reached or not: from then on they are nobody's
    comparison. None where fewer than five people can be compared.
    """
    return _compared(_Weeks(weeks, hits, of), goals, setters, seed)


def not_reached(
    weeks: pd.DataFrame,
    goals: Sequence[ReachedGoal],
    hits: str = "invited",
    of: str = "sent",
    setters: Mapping[int, date] | None = None,
    seed: int = 0,
) -> Comparison | None:
    """A negative control: the same arithmetic with one comparison person of each stack called the one who reached the
    goal. Where this "helps", the comparison can't tell."""
    return _compared(_Weeks(weeks, hits, of), goals, setters, seed, in_place=True)


class Control(StrEnum):
    """What nothing can have come of: a negative control."""

    NOBODY_REACHED = "nobody_reached"
    SET_ONLY = "set_only"
    OUT_OF_HAND = "out_of_hand"


@dataclass(frozen=True)
class Look:
    """One comparison of a page, of so many that were looked at; `reason` is None for goals of any reason."""

    reason: str | None
    measure: Measure
    comparison: Comparison
    # the same arithmetic where nothing can be found; without those for which there are too few people
    controls: Mapping[Control, Comparison]
    p_adjusted: float
    looked_at: int

    @property
    def doubtful(self) -> bool:
        """Whether the same arithmetic finds something where nothing can be found, allowing for their number."""
        return any(control.p < ALPHA / len(self.controls) for control in self.controls.values())

    @property
    def helped(self) -> bool:
        """Whether the difference is more than chance, allowing for all that was looked at."""
        return self.p_adjusted < ALPHA and not self.doubtful


def reasons_counted(facts: pd.DataFrame) -> tuple[str | None, ...]:
    """For which reasons `looks` takes the counts of did_it_help.sql: for any (None), each that goals of sql/goals.sql
    answer, and the one that no goal moves, a negative control."""
    return (None, *sorted({*facts["reason"].dropna(), NO_GOAL_MOVES}))


def looks(weeks: Mapping[str | None, pd.DataFrame], facts: pd.DataFrame, reached: Mapping[int, date]) -> list[Look]:
    """Every comparison that can be made: for each reason the counts of did_it_help.sql and both measures.

    They are one family: the more is looked at, the larger a difference must be.
    """
    missed = {row["goal_id"]: _day(row["due_on"]) for row in facts.to_dict("records") if row["goal_id"] not in reached}
    found: list[tuple[str | None, Measure, Comparison, Mapping[Control, Comparison]]] = []
    for reason, counts in weeks.items():
        goals, setters = reached_goals(facts, reached, reason), first_set(facts, reason)
        # as if they had been reached on their last day
        only_set = reached_goals(facts, missed, reason)
        unmoved = None
        if NO_GOAL_MOVES in weeks and reason != NO_GOAL_MOVES:
            unmoved = did_it_help(weeks[NO_GOAL_MOVES], goals, *MEASURES[1], setters)
        for measure in MEASURES if reason else MEASURES[:1]:
            comparison = did_it_help(counts, goals, *measure, setters)
            if comparison is not None:
                controls = {
                    Control.NOBODY_REACHED: not_reached(counts, goals, *measure, setters),
                    Control.SET_ONLY: did_it_help(counts, only_set, *measure, setters),
                    Control.OUT_OF_HAND: unmoved,
                }
                told = {control: one for control, one in controls.items() if one is not None}
                found.append((reason, measure, comparison, told))
    adjusted = holm([comparison.p for _, _, comparison, _ in found])
    return [Look(*it, p_adjusted=p, looked_at=len(found)) for it, p in zip(found, adjusted, strict=True)]


def _compared(
    counts: _Weeks,
    goals: Sequence[ReachedGoal],
    setters: Mapping[int, date] | None,
    seed: int,
    in_place: bool = False,
) -> Comparison | None:
    first: dict[int, ReachedGoal] = {}
    for goal in sorted(goals, key=lambda goal: goal.set_on):
        first.setdefault(goal.applicant_id, goal)
    free_until = counts.free_until({goal.applicant_id: goal.set_on for goal in first.values()} | dict(setters or {}))
    random = np.random.default_rng(seed)
    found = [_stack(counts, goal, free_until, random, in_place) for goal in first.values()]
    sets = [stack for stack in found if stack is not None]
    stacks = [stack for stack in sets if len(stack.people) > 1]
    if len(stacks) < ENOUGH_PEOPLE:
        return None
    cells = _Cells.of(counts, stacks)
    fit = _fit(cells)
    if fit is None:
        return None
    effect, error, freedom = fit
    before, after = (cells.share(cells.reached, after) for after in (False, True))
    plain, plain_error = _plain(counts, stacks)
    reach = float(student_quantile(np.array(freedom))) * error
    return Comparison(
        people=len(stacks),
        without_comparable=len(sets) - len(stacks),
        before=before,
        after=after,
        comparable_before=cells.share(~cells.reached, False),
        comparable_after=cells.share(~cells.reached, True),
        difference=_in_points(after, effect),
        low=_in_points(after, effect - reach),
        high=_in_points(after, effect + reach),
        p=_two_sided(effect / error, freedom),
        plain_difference=plain,
        plain_p=_two_sided(plain / plain_error, len(stacks) - 1) if plain_error else 1.0,
    )


@dataclass(frozen=True)
class _Stack:
    """One who reached a goal, first, and comparable people; the week it was set and the first week after it."""

    people: Counts
    set_week: int
    after_week: int


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

    def enough(self, set_week: int, after_week: int) -> NDArray[np.bool_]:
        """Who was active before the spell and after the pause, with three tries in each and one hit in all."""
        low, high = min(max(set_week - SPELL - NEAR, 0), self.length), min(max(after_week, 0), self.length)
        end = min(high + REACH, self.length)
        before, after = self.n[:, low], self.n[:, end] - self.n[:, high]
        hits = self.hits[:, low] + self.hits[:, end] - self.hits[:, high]
        enough: NDArray[np.bool_] = (before >= FEWEST) & (after >= FEWEST) & (hits >= 1)
        return enough

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


def _stack(
    counts: _Weeks, goal: ReachedGoal, free_until: Counts, random: np.random.Generator, in_place: bool
) -> _Stack | None:
    """The person with others who had as bad weeks at about that time; None where too little is known of the person."""
    person = counts.person(goal.applicant_id)
    if person is None:
        return None
    set_week, after_week = counts.week(goal.set_on), counts.week(goal.reached_on) + 1
    fits = counts.enough(set_week, after_week)
    own = counts.spell(person, set_week - SPELL)
    if not fits[person] or own.n < FEWEST:
        return None
    share = float(counts.drawn(np.array(own.hits), np.array(own.n)))
    alike = np.zeros(len(fits), dtype=bool)
    for week in range(max(set_week - NEAR, SPELL), min(set_week + NEAR, counts.length) + 1):
        hits, n = counts.hits[:, week] - counts.hits[:, week - SPELL], counts.n[:, week] - counts.n[:, week - SPELL]
        alike |= (n >= FEWEST) & (np.abs(counts.drawn(hits, n) - share) <= CLOSE)
    fits = fits & alike & (free_until > after_week)
    fits[person] = False
    chosen = random.permutation(np.flatnonzero(fits))[: COMPARABLE + in_place]
    return _Stack(chosen if in_place else np.array([person, *chosen]), set_week, after_week)


@dataclass(frozen=True, eq=False)
class _Cells:
    """Sums over the weeks of a person in a stack that share a calendar block and lie before or after."""

    # the person in a stack, numbered, and the person
    member: Counts
    person: Counts
    reached: NDArray[np.bool_]
    hits: NDArray[np.float64]
    n: NDArray[np.float64]
    after: NDArray[np.bool_]
    block: Counts

    @classmethod
    def of(cls, counts: _Weeks, stacks: Sequence[_Stack]) -> _Cells:
        columns: list[tuple[Counts, ...]] = []
        members = 0
        for stack in stacks:
            until = min(stack.after_week + REACH, counts.length)
            weeks = np.concatenate(
                [np.arange(max(stack.set_week - SPELL - NEAR, 0)), np.arange(stack.after_week, until)]
            )
            part = weeks // BLOCK * 2 + (weeks >= stack.after_week)
            parts, place = np.unique(part, return_inverse=True)
            held = np.zeros((2, len(stack.people), len(parts)), dtype=np.int64)
            for total, running in zip(held, (counts.hits, counts.n), strict=True):
                of_week = running[np.ix_(stack.people, weeks + 1)] - running[np.ix_(stack.people, weeks)]
                np.add.at(total.T, place, of_week.T)
            size = len(stack.people)
            number = np.repeat(np.arange(size), len(parts))
            columns.append(
                (members + number, stack.people[number], number == 0, *held.reshape(2, -1), np.tile(parts, size))
            )
            members += size
        member, person, reached, hits, n, part = (np.concatenate(each) for each in zip(*columns, strict=True))
        kept = n > 0
        return cls(
            member[kept],
            person[kept],
            reached[kept].astype(bool),
            hits[kept].astype(float),
            n[kept].astype(float),
            (part % 2).astype(bool)[kept],
            part[kept] // 2,
        )

    def share(self, whose: NDArray[np.bool_], after: bool) -> float:
        """The mean over people in stacks of their share before or after."""
        which = whose & (self.after == after)
        hits, n = (np.bincount(self.member[which], it[which]) for it in (self.hits, self.n))
        return float((hits[n > 0] / n[n > 0]).mean())


def _fit(cells: _Cells) -> tuple[float, float, float] | None:
    """The logarithm of the ratio that goes with reaching the goal, its error and degrees of freedom.

    Levels of people in stacks are conditioned on: a person's hits fall on their cells like a multinomial.
    """
    blocks = np.unique(cells.block)[1:]
    after_reached = (cells.after & cells.reached).astype(float)
    columns = [after_reached, cells.after.astype(float), *(cells.block == block for block in blocks)]
    design = np.stack(columns, axis=1).astype(float)
    total = np.bincount(cells.member, cells.hits)[cells.member]
    members = int(cells.member.max()) + 1
    coefficients = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        weight = cells.n * np.exp(np.clip(design @ coefficients, -20, 20))
        expected = total * weight / np.bincount(cells.member, weight)[cells.member]
        whole = np.maximum(np.bincount(cells.member, expected), np.finfo(float).tiny)
        mean = np.stack([np.bincount(cells.member, expected * column, members) for column in design.T], axis=1)
        centred = design - (mean / whole[:, None])[cells.member]
        information = centred.T @ (expected[:, None] * centred)
        step = np.linalg.pinv(information, hermitian=True) @ (centred.T @ (cells.hits - expected))
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-8:
            break
    inverse = np.linalg.pinv(information, hermitian=True)[0]
    own = centred @ inverse
    people, place = np.unique(cells.person, return_inverse=True)
    lever = np.bincount(place, expected * own**2, len(people))
    if lever.sum() <= 0:
        return None
    lever = lever / lever.sum()
    pull = np.bincount(place, (cells.hits - expected) * own, len(people)) / (1 - np.minimum(lever, LEVERAGE))
    error = float(np.sqrt((pull**2).sum()))
    freedom = max(float(1 / (lever**2).sum()) - 1, 1.0)
    return (float(coefficients[0]), error, freedom) if error > 0 else None


def _plain(counts: _Weeks, stacks: Sequence[_Stack]) -> tuple[float, float]:
    """What plain before and after would say: the spell before the goal was set against the one after it, and its
    error."""
    changes = []
    for stack in stacks:
        before, after = (
            counts.spell(int(stack.people[0]), week) for week in (stack.set_week - SPELL, stack.after_week)
        )
        if before.n and after.n:
            changes.append(after.hits / after.n - before.hits / before.n)
    if len(changes) < 2:
        return 0.0, 0.0
    return float(np.mean(changes)), float(np.std(changes, ddof=1) / np.sqrt(len(changes)))


def _in_points(after: float, effect: float) -> float:
    """The part of the share afterwards that goes with the goal."""
    return float(after * -np.expm1(-effect))


def _two_sided(statistic: float, freedom: float) -> float:
    from scipy.special import stdtr

    return float(2 * stdtr(freedom, -abs(statistic)))


def _day(value: Any) -> date:
    return value if type(value) is date else pd.Timestamp(value).date()
