"""How long employers take: what has come by each day, what is still silent, with intervals, a curve a group.

    curves = response_times(reader.load("response_times", by="channel"))

The unit of chance is the applicant: with several of them, intervals allow for the likeness of one person's
applications; for one person alone they take the applications as independent, and `robust` is False.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.statistics.clusters import Members, movement, summed_squares
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.survival import (
    Array,
    Index,
    LifeTable,
    at,
    day_reached,
    deviate,
    divided,
    log_interval,
    mean_silent,
)
from analytics.statistics.undated import Spans, placed, spread

ANSWERS = ("interview", "rejection", "withdrawal")
"""How a wait ends, in the order in which curves are stacked. A withdrawal is no response of the employer's."""

REPORT_DAYS = (7, 14, 30, 60, 90)
MEAN_UNTIL = (30, 60, 90)
QUANTILES = (0.25, 0.5, 0.75)

FEW_APPLICANTS = 10
"""With fewer, the spread between applicants is hardly seen: the wider of the two intervals is taken."""

FEW_UNDATED = 5
"""From here on the answers without a day are shown as a band."""

EXACT_CELLS = 1_500_000
"""Up to this many cells the likeness is worked out for every day; beyond, for the days of a coarse grid."""

COARSE_DAYS = (0, 3, 7, 14, 21, 30, 45, 60, 90, 120, 180, 365)


@dataclass(frozen=True)
class Estimate:
    """A number with its interval; None where it is not reached or not known."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, eq=False)
class Band:
    """A share for each day with its interval; NaN only in low and high, where the share is zero."""

    share: Array
    low: Array
    high: Array


@dataclass(frozen=True, eq=False)
class ResponseCurve:
    """One group's answers over the days since applying."""

    group: str
    n: int
    responses: int
    withdrawn: int
    censored: int
    undated: int
    applicants: int
    robust: bool
    days: Index
    at_risk: Array
    last_day: int
    silent: Band
    answers: dict[str, Band]
    quantiles: dict[float, Estimate]
    mean_days_silent: dict[int, Estimate]
    # The silent share if every answer without a day came as early, or as late, as it can have come.
    earliest: Array | None
    latest: Array | None

    @property
    def median(self) -> Estimate:
        """The day by which half have an answer or stepped back; None when more than half never heard back."""
        return self.quantiles[0.5]

    @property
    def enough(self) -> bool:
        """Whether there are enough applications for a percentage; below, show the cases."""
        return self.n >= ENOUGH

    @property
    def dated(self) -> int:
        """Ends of a wait that are known to the day; a curve needs a few."""
        return self.responses + self.withdrawn - self.undated

    def known_at(self, day: int) -> bool:
        """Whether anybody was followed until that day, or nobody was left to follow."""
        return day <= self.last_day or (len(self.days) > 0 and bool(self.silent.share[-1] <= 0))

    def silent_at(self, day: int) -> Estimate:
        """The share that has heard nothing by the end of a day."""
        return self._read(self.silent, day, 1.0)

    def answered_at(self, day: int) -> Estimate:
        """The share whose wait has ended by a day."""
        silent = self.silent_at(day)
        return Estimate(*(None if value is None else 1 - value for value in (silent.value, silent.high, silent.low)))

    def incidence_at(self, day: int) -> dict[str, Estimate]:
        """The share that has had each answer by the end of a day."""
        return {answer: self._read(band, day, 0.0) for answer, band in self.answers.items()}

    def silent_span(self, day: int) -> tuple[float, float] | None:
        """The silent share at a day if all answers without a day came as early or as late as they can have."""
        if self.earliest is None or self.latest is None or not self.known_at(day):
            return None
        return float(at(self.days, self.earliest, day, 1.0)), float(at(self.days, self.latest, day, 1.0))

    def _read(self, band: Band, day: int, start: float) -> Estimate:
        if not self.known_at(day):
            return Estimate(None)
        curves = (band.share, band.low, band.high)
        return Estimate(*(_known(float(at(self.days, curve, day, start))) for curve in curves))


def response_times(counts: pd.DataFrame, answers: Sequence[str] = ANSWERS, level: float = 0.95) -> list[ResponseCurve]:
    """A curve for each group of the counts of `store/sql/response_times.sql`, in the order of the groups' names."""
    if counts.empty:
        return []
    return _Counted(counts, tuple(answers)).curves(level)


class _Counted:
    """The counts as arrays: which group, days and answer each row has, and the tables drawn from them."""

    def __init__(self, counts: pd.DataFrame, answers: tuple[str, ...]) -> None:
        self.answers = answers
        group, names = pd.factorize(counts["group_name"], sort=True)
        self.names = [str(name) for name in names]
        self.group = group.astype(np.int64)
        self.n = counts["n"].to_numpy(dtype=float)
        low = counts["days_low"].to_numpy(dtype=np.int64)
        high = np.maximum(counts["days_high"].to_numpy(dtype=np.int64), low)
        self.answer = _places_of(counts["answer"], answers)
        longest = int(high.max()) + 1
        present = np.zeros(longest, dtype=bool)
        present[low] = present[high] = True
        self.days = np.flatnonzero(present)
        place = np.cumsum(present) - 1
        self.low, self.high = place[low], place[high]
        self.applicant = counts["applicant"]
        self._draw()

    def _draw(self) -> None:
        groups, answers, days = len(self.names), len(self.answers), len(self.days)
        spanned = (self.answer >= 0) & (self.low < self.high)
        kind = np.where(self.answer < 0, answers, self.answer)
        cell = (self.group * (answers + 1) + kind) * days + self.low
        dated = np.bincount(cell, np.where(spanned, 0, self.n), groups * (answers + 1) * days)
        dated = dated.reshape(groups, answers + 1, days)
        exact, unanswered = LifeTable.of(self.days, dated[:, :-1], dated[:, -1]), dated[:, -1]
        spans, row = self._spans(spanned)
        self.undated = np.zeros((groups, answers + 1))
        np.add.at(self.undated, (spans.group, spans.answer), spans.n)
        self.ended = dated.sum(axis=2) + self.undated
        self.table, middles = spread(exact, unanswered, spans)
        self.earliest = placed(exact, unanswered, spans, spans.first).silent
        self.latest = placed(exact, unanswered, spans, spans.last).silent
        self.day = self.low.copy()
        self.day[spanned] = middles[row]

    def _spans(self, spanned: NDArray[np.bool_]) -> tuple[Spans, Index]:
        rows = np.stack([self.group, self.answer, self.low, self.high])[:, spanned]
        different, row = np.unique(rows, axis=1, return_inverse=True)
        n = np.bincount(row.ravel(), self.n[spanned], different.shape[1])
        return Spans(different[0], different[1], different[2], different[3], n), row.ravel()

    def curves(self, level: float) -> list[ResponseCurve]:
        errors = _errors(self)
        silent = _band(self.table.silent, errors.silent, level)
        shares = {
            answer: _band(self.table.incidence[:, place], errors.answers[:, place], level)
            for place, answer in enumerate(self.answers)
        }
        means = {
            until: _around(mean_silent(self.table, until)[0], errors.means[until], until, level) for until in MEAN_UNTIL
        }
        return [self._curve(place, errors, silent, shares, means) for place in range(len(self.names))]

    def _curve(
        self,
        place: int,
        errors: _Errors,
        silent: Band,
        shares: dict[str, Band],
        means: dict[int, Band],
    ) -> ResponseCurve:
        followed = self.days <= self.table.last_day[place]
        ended = dict(zip((*self.answers, None), (round(n) for n in self.ended[place]), strict=True))
        withdrawn = ended.get("withdrawal", 0)
        undated = round(self.undated[place].sum())
        band = _cut(silent, place, followed)
        many = undated >= FEW_UNDATED
        return ResponseCurve(
            group=self.names[place],
            n=sum(ended.values()),
            responses=sum(ended.values()) - withdrawn - ended[None],
            withdrawn=withdrawn,
            censored=ended[None],
            undated=undated,
            applicants=int(errors.applicants[place]),
            robust=bool(errors.applicants[place] > 1),
            days=self.days[followed],
            at_risk=self.table.at_risk[place, followed],
            last_day=int(self.table.last_day[place]),
            silent=band,
            answers={answer: _cut(share, place, followed) for answer, share in shares.items()},
            quantiles={share: _quantile(self.days[followed], band, share) for share in QUANTILES},
            mean_days_silent={
                until: Estimate(*(_known(float(side[place])) for side in (mean.share, mean.low, mean.high)))
                for until, mean in means.items()
            },
            earliest=self.earliest[place, followed] if many else None,
            latest=self.latest[place, followed] if many else None,
        )


@dataclass(frozen=True)
class _Errors:
    """Standard errors of each group's curves, and how many applicants they rest on."""

    silent: Array
    answers: Array
    means: dict[int, Array]
    applicants: Index


def _errors(counted: _Counted) -> _Errors:
    """The errors for independent applications, times the square root of what their likeness multiplies it by."""
    table = counted.table
    members, applicants, share = _members(counted)
    alone = _Errors(
        table.silent_error,
        table.incidence_error,
        {until: mean_silent(table, until)[1] for until in MEAN_UNTIL},
        applicants,
    )
    if applicants.max(initial=0) < 2:
        return alone
    places = _places(counted, len(members.group_of_cluster))
    moved = movement(table, members, places)
    of, groups = members.group_of_cluster, len(counted.names)

    def factor(movements: Array, errors: Array) -> Array:
        """How much wider than for independent applications, a factor on the standard error."""
        summed = summed_squares(movements, of, groups)
        shape = (groups,) + (1,) * (summed.ndim - 1)
        ratio = np.sqrt(divided(summed / share.reshape(shape), errors**2))
        ratio = np.where(errors > 0, ratio, 1.0)
        few = (applicants < FEW_APPLICANTS).reshape(shape)
        ratio = np.where(few, np.maximum(ratio, 1.0), ratio)
        return np.where((applicants < 2).reshape(shape), 1.0, ratio)

    silently = -moved.sum(axis=1)
    days = counted.days[places]
    means = {}
    for until in MEAN_UNTIL:
        width = np.clip(np.append(days[1:], max(until, days[-1])), 0, until) - np.minimum(days, until)
        means[until] = factor(silently @ width.astype(float), alone.means[until]) * alone.means[until]
    return _Errors(
        alone.silent * _for_every_day(factor(silently, alone.silent[:, places]), places, counted),
        alone.answers * _for_every_day(factor(moved, alone.answers[:, :, places]), places, counted),
        means,
        applicants,
    )


def _members(counted: _Counted) -> tuple[Members, Index, Array]:
    """The applications whose applicant is known, the applicants of each group, and the share that is known."""
    known = counted.applicant.notna().to_numpy()
    groups = len(counted.names)
    group = counted.group[known]
    person, people = pd.factorize(counted.applicant[known])
    pair = group * max(len(people), 1) + person
    present = np.zeros(groups * max(len(people), 1), dtype=bool)
    present[pair] = True
    cluster = (np.cumsum(present) - 1)[pair]
    n = counted.n[known]
    members = Members(cluster, group, counted.day[known], counted.answer[known], n)
    share = divided(np.bincount(group, n, groups), np.bincount(counted.group, counted.n, groups))
    return members, present.reshape(groups, -1).sum(axis=1), np.where(share > 0, share, 1.0)


def _places(counted: _Counted, clusters: int) -> Index:
    """The days (as places) at which the likeness is worked out."""
    everywhere = np.arange(len(counted.days))
    if clusters * len(counted.days) * (len(counted.answers) + 1) <= EXACT_CELLS:
        return everywhere
    coarse = np.searchsorted(counted.days, COARSE_DAYS, side="right") - 1
    return np.unique([0, *coarse[coarse >= 0], len(counted.days) - 1])


def _for_every_day(factor: Array, places: Index, counted: _Counted) -> Array:
    """A factor known at some days, for all of them: in straight lines between."""
    everywhere = np.arange(len(counted.days))
    if len(places) == len(everywhere):
        return factor
    right = np.clip(np.searchsorted(places, everywhere), 1, len(places) - 1)
    left = right - 1
    days = counted.days
    part = np.clip((days - days[places[left]]) / (days[places[right]] - days[places[left]]), 0, 1)
    between: Array = factor[..., left] * (1 - part) + factor[..., right] * part
    return between


def _places_of(answer: pd.Series, answers: tuple[str, ...]) -> Index:
    """The place of each row's answer among `answers`, -1 for none."""
    code, found = pd.factorize(answer)
    return np.append(pd.Index(answers).get_indexer(found), -1)[code]


def _band(share: Array, error: Array, level: float) -> Band:
    return Band(share, *log_interval(share, error, level))


def _around(mean: Array, error: Array, until: int, level: float) -> Band:
    half = deviate(level) * error
    return Band(mean, np.maximum(mean - half, 0), np.minimum(mean + half, until))


def _cut(band: Band, place: int, followed: NDArray[np.bool_]) -> Band:
    return Band(band.share[place, followed], band.low[place, followed], band.high[place, followed])


def _quantile(days: Index, silent: Band, share: float) -> Estimate:
    """The day by which `share` of the waits have ended; the interval is where the curve's band crosses it."""
    return Estimate(*(day_reached(days, curve, 1 - share) for curve in (silent.share, silent.low, silent.high)))


def _known(value: float) -> float | None:
    return None if isnan(value) else value
