"""Whether some groups of applications are answered sooner than all together, and by how much.

    result = group_differences(reader.load("response_times", by="channel"))

Differences are from everybody together, in shares and in days, with intervals that know the applicant. Small
groups are also drawn towards the whole. The p value trades places between applicants (comparison.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.statistics.clusters import summed_squares
from analytics.statistics.comparison import ALPHA, Verdict, benjamini_hochberg, compare, log_rank_scores
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.response_times import Estimate
from analytics.statistics.shrinkage import shrunk
from analytics.statistics.survival import Array, at, deviate, mean_silent
from analytics.statistics.waits import ANSWERS, People, Waits, days_within

SHARE_BY = 30
"""The day by which answered shares are compared."""

MEAN_UNTIL = 60
"""The span over which mean days silent are compared."""


@dataclass(frozen=True)
class GroupDifference:
    """One group beside everybody together; None where it can't be said."""

    group: str
    n: int
    # the share answered by the day, as counted and drawn towards the whole
    answered: Estimate
    drawn: Estimate
    # less everybody's: the share answered, and the mean days silent
    share_more: Estimate
    days_longer: Estimate
    p: float | None
    p_adjusted: float | None

    @property
    def enough(self) -> bool:
        """Whether there are enough applications for a percentage; below, none is tested or shown."""
        return self.n >= ENOUGH

    @property
    def differs(self) -> bool:
        """Whether more than chance is at work, allowing for the number of groups asked about."""
        return self.p_adjusted is not None and self.p_adjusted < ALPHA


@dataclass(frozen=True)
class GroupDifferences:
    """All groups beside everybody together, and the p value of "all are alike"."""

    whole: Estimate
    p: float | None
    groups: tuple[GroupDifference, ...]
    # one applicant's applications trade places as if they were independent
    one_applicant: bool

    @property
    def differ(self) -> bool:
        """Whether the groups, taken together, differ by more than chance."""
        return self.p is not None and self.p < ALPHA


def group_differences(counts: pd.DataFrame, answers: Sequence[str] = ANSWERS) -> GroupDifferences | None:
    """Compares the groups of the counts of `store/sql/response_times.sql`.

    None where there are not two, or where no row kept its applicant, as in a log of more applications than the query
    keeps one for: then nothing says how alike one person's applications are.
    """
    if counts.empty or counts["group_name"].nunique() < 2 or not counts["applicant"].notna().any():
        return None
    waits = Waits.of(counts, tuple(answers))
    one_applicant = int(waits.applicant.max()) == 0
    units = waits.one_by_one() if one_applicant else waits
    everybody = units.together()
    share, days = _differences(units, everybody)
    verdict = _verdict(waits, everybody)
    n = waits.ended.sum(axis=1)
    p_values = [p if many >= ENOUGH else None for p, many in zip(verdict.by_group, n, strict=True)]
    adjusted = benjamini_hochberg(p_values)
    answered = 1 - at(waits.table.days, waits.table.silent, SHARE_BY, 1.0)
    whole = 1 - float(at(waits.table.days, everybody.table.silent, SHARE_BY, 1.0)[0])
    error = _floored(share.own_error, whole, n)
    known = waits.table.last_day >= SHARE_BY
    drawn = _drawn(answered, error, whole, share.whole_error, known)
    return GroupDifferences(
        whole=_around(whole, share.whole_error),
        p=verdict.p,
        groups=tuple(
            GroupDifference(
                group=name,
                n=round(n[place]),
                answered=_around(float(answered[place]), float(error[place])) if known[place] else Estimate(None),
                drawn=drawn[place],
                share_more=_signed(share, place, bool(known[place])),
                days_longer=_signed(days, place),
                p=p_values[place],
                p_adjusted=adjusted[place],
            )
            for place, name in enumerate(waits.names)
        ),
        one_applicant=one_applicant,
    )


@dataclass(frozen=True, eq=False)
class _More:
    """How much more each group has than everybody, with the errors of that, of its own value and of everybody's."""

    more: Array
    error: Array
    own_error: Array
    whole_error: float
    # Student's deviate: with few applicants in a group their spread is itself uncertain
    deviate: Array


def _differences(waits: Waits, everybody: Waits) -> tuple[_More, _More]:
    """The groups less everybody, in the share answered and in mean days silent."""
    people, crowd = waits.people(), everybody.people()
    places = people.places()
    places = places[waits.table.days[places] <= max(SHARE_BY, MEAN_UNTIL, int(waits.table.days[0]))]
    days = waits.table.days[places]
    own, all_together = -people.movement(places).sum(axis=1), -crowd.movement(places).sum(axis=1)

    on_day = max(int(np.searchsorted(days, SHARE_BY, side="right")) - 1, 0)
    silent = at(waits.table.days, waits.table.silent, SHARE_BY, 1.0)
    whole = at(waits.table.days, everybody.table.silent, SHARE_BY, 1.0)
    by_day = _more(whole - silent, people, crowd, own[:, on_day], all_together[:, on_day])

    width = days_within(days, MEAN_UNTIL)
    mean = mean_silent(waits.table, MEAN_UNTIL)[0] - mean_silent(everybody.table, MEAN_UNTIL)[0]
    return by_day, _more(mean, people, crowd, own @ width, all_together @ width)


def _more(more: Array, people: People, crowd: People, own: Array, whole: Array) -> _More:
    """Squares of what each applicant moves the group's value by, less what they move everybody's by."""
    groups = len(people.share)
    of_person = np.zeros(int(crowd.person.max()) + 1)
    of_person[crowd.person] = whole
    shared = np.bincount(people.group, own * (own - 2 * of_person[people.person]), groups) / people.share
    everybody = (whole**2).sum() / crowd.share[0]
    alone = summed_squares(own, people.group, groups) / people.share
    return _More(
        more,
        np.sqrt(np.maximum(shared + everybody, 0)),
        np.sqrt(alone),
        float(np.sqrt(everybody)),
        _deviate(people.applicants),
    )


def _deviate(applicants: Array) -> Array:
    from scipy.special import stdtrit

    deviates: Array = np.where(applicants > 1, stdtrit(np.maximum(applicants - 1, 1), 0.975), deviate())
    return deviates


def _verdict(waits: Waits, everybody: Waits) -> Verdict:
    known = waits.applicant >= 0
    rows = np.repeat(np.flatnonzero(known), waits.n[known].astype(np.int64))
    scores = log_rank_scores(everybody.table, waits.answer[rows], waits.day[rows])
    return compare(waits.applicant[rows], waits.group[rows], scores, len(waits.names))


def _floored(error: Array, whole: float, n: Array) -> Array:
    """A group in which nothing happened is not known without error: at least what everybody's share would give."""
    return np.maximum(error, np.sqrt(whole * (1 - whole) / n))


def _drawn(answered: Array, error: Array, whole: float, whole_error: float, known: Array) -> list[Estimate]:
    if known.sum() < 2 or not (error[known] > 0).all():
        return [Estimate(None)] * len(answered)
    value, spread = shrunk(answered[known], error[known], whole, whole_error)
    drawn = iter([_around(float(one), float(by)) for one, by in zip(value, spread, strict=True)])
    return [next(drawn) if here else Estimate(None) for here in known]


def _around(share: float, error: float) -> Estimate:
    half = deviate() * error
    return Estimate(share, max(share - half, 0.0), min(share + half, 1.0))


def _signed(more: _More, place: int, known: bool = True) -> Estimate:
    value, half = float(more.more[place]), float(more.deviate[place] * more.error[place])
    if not known or np.isnan(value):
        return Estimate(None)
    return Estimate(value, value - half, value + half)
