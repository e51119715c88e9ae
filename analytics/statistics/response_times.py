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

from analytics.statistics.clusters import summed_squares
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.survival import Array, Index, at, day_reached, deviate, divided, log_interval, mean_silent
from analytics.statistics.waits import ANSWERS, Waits, days_within

REPORT_DAYS = (7, 14, 30, 60, 90)
MEAN_UNTIL = (30, 60, 90)
QUANTILES = (0.25, 0.5, 0.75)

FEW_APPLICANTS = 10
"""With fewer, the spread between applicants is hardly seen: the wider of the two intervals is taken."""

FEW_UNDATED = 5
"""From here on the answers without a day are shown as a band."""


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

    def waiting_at(self, day: int) -> int:
        """How many were still waiting, and followed, when a day began."""
        place = int(np.searchsorted(self.days, day))
        return round(float(self.at_risk[place])) if place < len(self.days) else 0

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
    waits = Waits.of(counts, tuple(answers))
    errors = _errors(waits)
    bands = _Bands.of(waits, errors, level)
    return [_curve(waits, errors, bands, place) for place in range(len(waits.names))]


@dataclass(frozen=True, eq=False)
class _Errors:
    """Standard errors of each group's curves, and how many applicants they rest on."""

    silent: Array
    answers: Array
    means: dict[int, Array]
    applicants: Index


@dataclass(frozen=True, eq=False)
class _Bands:
    """All groups' shares with their intervals."""

    silent: Band
    answers: dict[str, Band]
    means: dict[int, Band]

    @classmethod
    def of(cls, waits: Waits, errors: _Errors, level: float) -> _Bands:
        table = waits.table
        return cls(
            _band(table.silent, errors.silent, level),
            {
                answer: _band(table.incidence[:, place], errors.answers[:, place], level)
                for place, answer in enumerate(waits.answers)
            },
            {until: _around(mean_silent(table, until)[0], errors.means[until], until, level) for until in MEAN_UNTIL},
        )


def _curve(waits: Waits, errors: _Errors, bands: _Bands, place: int) -> ResponseCurve:
    table = waits.table
    followed = table.days <= table.last_day[place]
    ended = dict(zip((*waits.answers, None), (round(n) for n in waits.ended[place]), strict=True))
    withdrawn = ended.get("withdrawal", 0)
    undated = round(waits.undated[place].sum())
    silent = _cut(bands.silent, place, followed)
    return ResponseCurve(
        group=waits.names[place],
        n=sum(ended.values()),
        responses=sum(ended.values()) - withdrawn - ended[None],
        withdrawn=withdrawn,
        censored=ended[None],
        undated=undated,
        applicants=int(errors.applicants[place]),
        robust=bool(errors.applicants[place] > 1),
        days=table.days[followed],
        at_risk=table.at_risk[place, followed],
        last_day=int(table.last_day[place]),
        silent=silent,
        answers={answer: _cut(share, place, followed) for answer, share in bands.answers.items()},
        quantiles={share: _quantile(table.days[followed], silent, share) for share in QUANTILES},
        mean_days_silent={
            until: Estimate(*(_known(float(side[place])) for side in (mean.share, mean.low, mean.high)))
            for until, mean in bands.means.items()
        },
        earliest=waits.earliest.silent[place, followed] if undated >= FEW_UNDATED else None,
        latest=waits.latest.silent[place, followed] if undated >= FEW_UNDATED else None,
    )


def _errors(waits: Waits) -> _Errors:
    """The errors for independent applications, times the factor by which likeness within applicants widens them."""
    table, people = waits.table, waits.people()
    applicants = people.applicants
    means = {until: mean_silent(table, until)[1] for until in MEAN_UNTIL}
    if applicants.max(initial=0) < 2:
        return _Errors(table.silent_error, table.incidence_error, means, applicants)
    places = people.places()
    moved = people.movement(places)
    silently = -moved.sum(axis=1)

    def widened(movements: Array, errors: Array) -> Array:
        summed = summed_squares(movements, people.group, len(waits.names))
        shape = (len(waits.names),) + (1,) * (summed.ndim - 1)
        ratio = np.sqrt(divided(summed / people.share.reshape(shape), errors**2))
        ratio = np.where(errors > 0, ratio, 1.0)
        ratio = np.where((applicants < FEW_APPLICANTS).reshape(shape), np.maximum(ratio, 1.0), ratio)
        return np.where((applicants < 2).reshape(shape), 1.0, ratio)

    def every_day(ratio: Array) -> Array:
        return _for_every_day(ratio, places, table.days)

    days = table.days[places]
    return _Errors(
        table.silent_error * every_day(widened(silently, table.silent_error[:, places])),
        table.incidence_error * every_day(widened(moved, table.incidence_error[:, :, places])),
        {until: error * widened(silently @ days_within(days, until), error) for until, error in means.items()},
        applicants,
    )


def _for_every_day(factor: Array, places: Index, days: Index) -> Array:
    """A factor known at some days, for all of them: in straight lines between."""
    everywhere = np.arange(len(days))
    if len(places) == len(everywhere):
        return factor
    right = np.clip(np.searchsorted(places, everywhere), 1, len(places) - 1)
    left = right - 1
    part = np.clip((days - days[places[left]]) / (days[places[right]] - days[places[left]]), 0, 1)
    between: Array = factor[..., left] * (1 - part) + factor[..., right] * part
    return between


def _band(share: Array, error: Array, level: float) -> Band:
    return Band(share, *log_interval(share, error, level))


def _around(mean: Array, error: Array, until: int, level: float) -> Band:
    half = deviate(level) * error
    return Band(mean, np.maximum(mean - half, 0), np.minimum(mean + half, until))


def _cut(band: Band, place: int, followed: Array) -> Band:
    return Band(band.share[place, followed], band.low[place, followed], band.high[place, followed])


def _quantile(days: Index, silent: Band, share: float) -> Estimate:
    """The day by which `share` of the waits have ended; the interval is where the curve's band crosses it."""
    return Estimate(*(day_reached(days, curve, 1 - share) for curve in (silent.share, silent.low, silent.high)))


def _known(value: float) -> float | None:
    return None if isnan(value) else value
