"""How long employers take: what has come by each day, what is still silent, with intervals, a curve a group.

    curves = response_times(reader.load("response_times", by="channel"))

"Answered" is the employer's answer alone; withdrawals compete with it and have a band of their own. The unit of chance
is the applicant: with several, a curve is that of a typical one and its intervals allow for the likeness of one
person's applications (applicants.py); for one person alone they take the applications as independent, and `robust` is
False. Undated answers are imputed where enough are dated (undated.py); else a group has bounds in place of a curve.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
import pandas as pd

from analytics.statistics.applicants import FEW, student_quantile
from analytics.statistics.bounds import Bounds, bounds
from analytics.statistics.clusters import known
from analytics.statistics.proportions import ENOUGH, clear, normal_quantile, score_interval
from analytics.statistics.survival import Array, Index, LifeTable, area, curve_at, safe_divide, survival_quantile
from analytics.statistics.undated import completions, datable
from analytics.statistics.waits import ANSWERS, OWN, Waits

REPORT_DAYS = (7, 14, 30, 60, 90)
MEAN_UNTIL = (30, 60, 90)
QUANTILES = (0.25, 0.5, 0.75)

NOTHING = 1e-12
"""A share nearer to 0 or 1 than this is 0 or 1."""


@dataclass(frozen=True)
class Estimate:
    """A number with its interval; None where it is not reached or not known.

    Of a share, `effective` says as how many fully dated, independent applications it is as sure.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    effective: float | None = None

    @property
    def clear(self) -> bool:
        """Whether it is known well enough for a percentage in large print."""
        return clear(self.low, self.high, self.effective)


@dataclass(frozen=True, eq=False)
class Band:
    """A share for each day with its interval; low and high are NaN where nothing can be said of other applicants."""

    share: Array
    low: Array
    high: Array
    effective: Array


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
    # from this day on fewer than five are still followed, others having been lost: to be drawn in grey
    faint_from: int | None
    silent: Band
    answered: Band
    answers: dict[str, Band]
    quantiles: dict[float, Estimate]
    mean_days_silent: dict[int, Estimate]
    # in place of a curve, where too few answers are dated: nothing else is known then
    bounds: Bounds | None

    @property
    def median(self) -> Estimate:
        """The day by which half of all applications have the employer's answer; None while that is not reached."""
        return self.quantiles[0.5]

    @property
    def enough(self) -> bool:
        """Whether there are enough applications for a percentage; below, show the cases."""
        return self.n >= ENOUGH

    @property
    def timed(self) -> bool:
        """Whether the log says enough about days for a curve."""
        return self.bounds is None

    @property
    def dated(self) -> int:
        """The employer's answers that are known to the day."""
        return self.responses - self.undated

    @property
    def sure_until(self) -> int:
        """The last day on which the curve rests on enough applications."""
        return self.last_day if self.faint_from is None else min(self.last_day, self.faint_from - 1)

    def known_at(self, day: int) -> bool:
        """Whether anybody was followed until that day, or nobody was left to follow."""
        return day <= self.last_day or (len(self.days) > 0 and bool(self.silent.share[-1] <= NOTHING))

    def faint_at(self, day: int) -> bool:
        """Whether too few were still followed on that day for the curve to be trusted."""
        return self.faint_from is not None and day >= self.faint_from

    def silent_at(self, day: int) -> Estimate:
        """The share whose wait had not ended by the end of a day."""
        return self._read(self.silent, day, 1.0)

    def answered_at(self, day: int) -> Estimate:
        """The share with the employer's answer by the end of a day; without a value but with bounds, on a reported day,
        where too few answers are dated."""
        if self.bounds is not None:
            return Estimate(None, *self.bounds.at(day))
        return self._read(self.answered, day, 0.0)

    def waiting_at(self, day: int) -> int:
        """How many were still waiting, and followed, when a day began."""
        place = int(np.searchsorted(self.days, day))
        return round(float(self.at_risk[place])) if place < len(self.days) else 0

    def incidence_at(self, day: int) -> dict[str, Estimate]:
        """The share that has had each answer by the end of a day."""
        return {answer: self._read(band, day, 0.0) for answer, band in self.answers.items()}

    def _read(self, band: Band, day: int, start: float) -> Estimate:
        if not self.known_at(day):
            return Estimate(None)
        if day < self.days[0]:
            return _nothing_yet(start, self.n)
        curves = (band.share, band.low, band.high, band.effective)
        return Estimate(*(_known(float(curve_at(self.days, curve, day, start))) for curve in curves))


def response_times(counts: pd.DataFrame, answers: Sequence[str] = ANSWERS, level: float = 0.95) -> list[ResponseCurve]:
    """A curve for each group of the counts of `store/sql/response_times.sql`, in the order of the groups' names."""
    if counts.empty:
        return []
    return curves(Waits.of(counts, answers), level)


def curves(waits: Waits, level: float = 0.95) -> list[ResponseCurve]:
    """A curve for each group."""
    timed = datable(waits)
    sets = completions(waits if timed.all() else waits.rows(timed[waits.group]))
    bands = _Shares.combined([_Shares.of(one) for one in sets]).bands(level)
    followed = np.mean([one.counted.at_risk for one in sets], axis=0)
    state_known = np.mean([known(one.counted) for one in sets], axis=0)
    applicants = waits.people().crowd.applicants
    return [
        _curve(waits, place, bands, followed[place], state_known[place], int(applicants[place]), bool(timed[place]))
        for place in range(len(waits.names))
    ]


@dataclass(frozen=True, eq=False)
class _Shares:
    """Silent, answered and each answer's share with its variance; (share, group, day). And, by group and day, the
    effective number at a share of 0 or 1, the most it can be, and the degrees of freedom."""

    days: Index
    answers: tuple[str, ...]
    share: Array
    variance: Array
    at_an_end: Array
    at_most: Array
    freedom: Array
    # groups of which nothing can be said beyond themselves
    few: Array

    @classmethod
    def of(cls, waits: Waits) -> _Shares:
        """From waits that all have their day."""
        table, crowd = waits.table, waits.people().crowd
        employers = np.array([answer != OWN for answer in waits.answers])
        kinds = np.stack([table.answers[:, which].sum(axis=1) for which in (employers, ~employers)], axis=1)
        answered = LifeTable(table.days, table.at_risk, kinds)
        share = np.stack([table.silent, answered.incidence[:, 0], *np.moveaxis(table.incidence, 1, 0)])
        error = np.stack(
            [table.silent_error, answered.incidence_error[:, 0], *np.moveaxis(table.incidence_error, 1, 0)]
        )
        state_known = known(waits.counted)
        alone = cls(
            days=table.days,
            answers=waits.answers,
            share=share,
            variance=error**2,
            at_an_end=state_known,
            at_most=np.broadcast_to(state_known[:, :1], state_known.shape),
            freedom=np.full(state_known.shape, np.inf),
            few=(crowd.applicants > 1) & (crowd.applicants < FEW),
        )
        return alone if crowd.applicants.max(initial=0) < 2 else alone._among_applicants(waits, employers)

    def _among_applicants(self, waits: Waits, employers: Array) -> _Shares:
        """With the likeness of applications of one applicant, in groups of several."""
        people = waits.people()
        crowd, places = people.crowd, people.places()
        moved, held = people.influence(places), people.held(places)
        moved = np.concatenate(
            [-moved.sum(axis=1, keepdims=True), moved[:, employers].sum(axis=1, keepdims=True), moved], axis=1
        )
        several = crowd.applicants[:, None] > 1
        variance = np.moveaxis(crowd.variance(moved, held[:, None, :]), 1, 0)
        factor = np.where(self.variance[:, :, places] > 0, safe_divide(variance, self.variance[:, :, places]), 1.0)

        def every_day(values: Array, alone: Array) -> Array:
            everywhere: Array = np.where(several, _for_every_day(values, places, self.days), alone)
            return everywhere

        return _Shares(
            days=self.days,
            answers=self.answers,
            share=self.share,
            variance=self.variance * every_day(factor, np.ones(1)),
            at_an_end=every_day(crowd.at_an_end(held), self.at_an_end),
            at_most=every_day(np.repeat(crowd.at_most(held[:, :1]), len(places), axis=1), self.at_most),
            freedom=every_day(crowd.freedom(held), self.freedom),
            few=self.few,
        )

    @classmethod
    def combined(cls, sets: Sequence[_Shares]) -> _Shares:
        """Rubin's rules: the mean, and the variance within sets with that between them."""
        if len(sets) == 1:
            return sets[0]

        def mean(name: str) -> Array:
            found: Array = np.mean([getattr(one, name) for one in sets], axis=0)
            return found

        between = np.var([one.share for one in sets], axis=0, ddof=1)
        return cls(
            days=sets[0].days,
            answers=sets[0].answers,
            share=mean("share"),
            variance=mean("variance") + (1 + 1 / len(sets)) * between,
            at_an_end=mean("at_an_end"),
            at_most=mean("at_most"),
            freedom=mean("freedom"),
            few=sets[0].few,
        )

    def bands(self, level: float) -> list[Band]:
        """The shares, each with Wilson's interval; groups along the first axis."""
        inside = (self.share > NOTHING) & (self.share < 1 - NOTHING)
        share = np.where(inside, self.share, np.round(self.share))
        seen = np.where(self.variance > 0, safe_divide(share * (1 - share), self.variance), np.inf)
        effective = np.where(inside, np.minimum(seen, self.at_most), self.at_an_end)
        ends = score_interval(share, effective, student_quantile(self.freedom, level))
        low, high = (np.where(self.few[:, None], np.nan, end) for end in ends)
        return [Band(*parts) for parts in zip(share, low, high, effective, strict=True)]


def _curve(
    waits: Waits, place: int, bands: list[Band], followed: Array, state_known: Array, applicants: int, timed: bool
) -> ResponseCurve:
    ended = dict(zip((*waits.answers, None), (round(n) for n in waits.ended[place]), strict=True))
    withdrawn = ended.get(OWN, 0)
    undated = dict(zip(waits.answers, (round(n) for n in waits.without_day[place]), strict=False))
    waiting = int((followed > 0).sum()) if timed else 0
    silent, answered, *each = (_cut(band, place, waiting) for band in bands)
    days = waits.days[:waiting]
    last_day = int(days[-1]) if waiting else -1
    faint = np.flatnonzero((followed[:waiting] < ENOUGH) & (state_known[:waiting] < sum(ended.values()) - 0.5))
    return ResponseCurve(
        group=waits.names[place],
        n=sum(ended.values()),
        responses=sum(ended.values()) - withdrawn - ended[None],
        withdrawn=withdrawn,
        censored=ended[None],
        undated=sum(n for answer, n in undated.items() if answer != OWN),
        applicants=applicants,
        robust=applicants > 1,
        days=days,
        at_risk=followed[:waiting],
        last_day=last_day,
        faint_from=int(days[faint[0]]) if len(faint) else None,
        silent=silent,
        answered=answered,
        answers=dict(zip(waits.answers, each, strict=True)),
        quantiles={share: _quantile(days, answered, share) for share in QUANTILES},
        mean_days_silent={until: _mean_silent(days, silent, sum(ended.values()), until) for until in MEAN_UNTIL},
        bounds=None if timed else bounds(waits, place, REPORT_DAYS),
    )


def _for_every_day(values: Array, places: Index, days: Index) -> Array:
    """Values known at some days, for all of them: in straight lines between."""
    everywhere = np.arange(len(days))
    if len(places) == len(everywhere):
        return values
    right = np.clip(np.searchsorted(places, everywhere), 1, len(places) - 1)
    left = right - 1
    part = np.clip((days - days[places[left]]) / (days[places[right]] - days[places[left]]), 0, 1)
    between: Array = values[..., left] * (1 - part) + values[..., right] * part
    return between


def _cut(band: Band, place: int, waiting: int) -> Band:
    return Band(*(side[place, :waiting] for side in (band.share, band.low, band.high, band.effective)))


def _quantile(days: Index, answered: Band, share: float) -> Estimate:
    """The day by which `share` have an answer; the interval is where the curve's band crosses it."""
    ends = (1 - answered.share, 1 - answered.high, 1 - answered.low)
    return Estimate(*(survival_quantile(days, curve, 1 - share) for curve in ends))


def _nothing_yet(share: float, n: int) -> Estimate:
    """A share of 0 or 1 before the curve's first day: as sure as all who were followed until then."""
    low, high = score_interval(share, n, normal_quantile())
    return Estimate(share, float(low), float(high), float(n))


def _mean_silent(days: Index, silent: Band, n: int, until: int) -> Estimate:
    """Mean days silent up to `until`: the area under the curve, between the areas under the ends of its band."""
    if not len(days) or (days[-1] < until and silent.share[-1] > NOTHING):
        return Estimate(None)
    start = _nothing_yet(1.0, n)
    sides = np.stack([silent.share, silent.low, silent.high])
    areas = area(days, sides, until, np.array([start.value, start.low, start.high]))
    return Estimate(*(_known(float(one)) for one in areas))


def _known(value: float) -> float | None:
    return None if isnan(value) else value
