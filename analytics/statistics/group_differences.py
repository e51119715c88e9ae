"""Whether some groups of applications are answered sooner than all together, and by how much.

    result = group_differences(reader.load("response_times", by="channel"))

The question is about employers, so a withdrawal ends the follow-up and is no answer: whoever withdraws often is not
answered sooner for it. Differences are from everybody together, in shares and in days, with intervals that know the
applicant. Small groups are also drawn towards the whole. The p value trades places between applicants (comparison.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

import numpy as np
import pandas as pd

from analytics.statistics.applicants import student_quantile
from analytics.statistics.comparison import ALPHA, Verdict, benjamini_hochberg, compare, log_rank_scores
from analytics.statistics.proportions import ENOUGH, normal_quantile, score_interval
from analytics.statistics.response_times import Estimate, curves
from analytics.statistics.shrinkage import shrunk
from analytics.statistics.survival import Array, curve_at, restricted_mean, safe_divide
from analytics.statistics.undated import completions, datable
from analytics.statistics.waits import ANSWERS, OWN, People, Waits, days_within

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
    shrunk: Estimate
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
    keeps one for: then nothing says how alike one person's applications are. The numbers are None where too few answers
    are dated (undated.py).
    """
    if counts.empty or counts["group_name"].nunique() < 2 or not counts["applicant"].notna().any():
        return None
    waits = Waits.of(counts, [answer for answer in answers if answer != OWN])
    one_applicant = int(waits.applicant.max()) == 0
    (everybody,) = curves(waits.together())
    whole, groups = everybody.answered_at(SHARE_BY), [one.answered_at(SHARE_BY) for one in curves(waits)]
    share, days = _differences(waits, one_applicant)
    n = waits.ended.sum(axis=1)
    verdict = _verdict(waits)
    p_values = [p if many >= ENOUGH else None for p, many in zip(verdict.by_group, n, strict=True)]
    adjusted = benjamini_hochberg(p_values)
    evened = _shrunk(groups, whole)
    return GroupDifferences(
        whole=whole,
        p=verdict.p,
        groups=tuple(
            GroupDifference(
                group=name,
                n=round(n[place]),
                answered=groups[place],
                shrunk=evened[place],
                share_more=share[place] if groups[place].value is not None else Estimate(None),
                days_longer=days[place],
                p=p_values[place],
                p_adjusted=adjusted[place],
            )
            for place, name in enumerate(waits.names)
        ),
        one_applicant=one_applicant,
    )


@dataclass(frozen=True, eq=False)
class _More:
    """How much more each group has than everybody, with the variance and degrees of freedom of that."""

    more: Array
    variance: Array
    freedom: Array

    @classmethod
    def combined(cls, sets: Sequence[_More]) -> _More:
        """Rubin's rules, as for the curves."""
        more, variance, freedom = (
            np.array([getattr(one, name) for one in sets]) for name in ("more", "variance", "freedom")
        )
        between = more.var(axis=0, ddof=1) if len(sets) > 1 else 0.0
        return cls(more.mean(axis=0), variance.mean(axis=0) + (1 + 1 / len(sets)) * between, freedom.mean(axis=0))

    def estimates(self) -> list[Estimate]:
        half = student_quantile(self.freedom) * np.sqrt(self.variance)
        rows = zip(self.more.tolist(), half.tolist(), strict=True)
        return [Estimate(None) if isnan(one) or not by > 0 else Estimate(one, one - by, one + by) for one, by in rows]


def _differences(waits: Waits, one_applicant: bool) -> tuple[list[Estimate], list[Estimate]]:
    """The groups less everybody, in the share answered and in mean days silent."""
    timed = datable(waits)
    if not timed.any():
        unknown = [Estimate(None)] * len(timed)
        return unknown, unknown
    sets = completions(waits if timed.all() else waits.rows(timed[waits.group]))
    pairs = [_of_one_set(one.one_by_one() if one_applicant else one) for one in sets]
    known = np.where(timed, 0.0, np.nan)
    share, days = (_More.combined(each) for each in zip(*pairs, strict=True))
    return replace(share, more=share.more + known).estimates(), replace(days, more=days.more + known).estimates()


def _of_one_set(waits: Waits) -> tuple[_More, _More]:
    together = waits.together()
    people, crowd = waits.people(), together.people()
    days, places = waits.table.days, people.places()
    places = places[days[places] <= max(SHARE_BY, MEAN_UNTIL, int(days[0]))]
    own, all_together = -people.influence(places).sum(axis=1), -crowd.influence(places).sum(axis=1)
    held, within = people.held(places), days_within(days[places], MEAN_UNTIL)

    on_day = max(int(np.searchsorted(days[places], SHARE_BY, side="right")) - 1, 0)
    silent, whole = (curve_at(days, one.table.silent, SHARE_BY, 1.0) for one in (waits, together))
    least = safe_divide(whole * (1 - whole), people.crowd.at_most(held[:, on_day]))
    by_day = _more(whole - silent, people, crowd, own[:, on_day], all_together[:, on_day], held[:, on_day])
    longer = restricted_mean(waits.table, MEAN_UNTIL) - restricted_mean(together.table, MEAN_UNTIL)
    by_mean = _more(longer, people, crowd, own @ within, all_together @ within, held[:, -1])
    # a group in which nothing happened is not known without error
    return replace(by_day, variance=np.maximum(by_day.variance, least)), by_mean


def _more(more: Array, people: People, crowd: People, own: Array, whole: Array, held: Array) -> _More:
    """CR2 over what each applicant moves their group's value by, less what they move everybody's by."""
    of_person = np.zeros(int(crowd.person.max()) + 1)
    of_person[crowd.person] = whole
    shared = of_person[people.person]
    inside = people.crowd.variance(own - shared, held) - people.crowd.summed(shared**2)
    variance = np.maximum(inside + (whole**2).sum() / crowd.crowd.seen[0], 0.0)
    several = people.crowd.applicants > 1
    return _More(more, np.where(several, variance, np.nan), people.crowd.freedom(held))


def _verdict(waits: Waits) -> Verdict:
    """Undated answers are imputed from everybody's curve, as if the groups were alike, and score what they score on
    average; a log with too few dated ones can't be judged."""
    known, everybody = waits.applicant >= 0, waits.together()
    if not datable(everybody).all():
        return Verdict(None, (None,) * len(waits.names))
    sets = completions(everybody)
    scores = np.zeros(len(waits.n))
    for one in sets:
        scores += np.bincount(one.origin, one.n * log_rank_scores(one.counted, one.answer, one.first), len(scores))
    scores /= len(sets) * waits.n
    rows = np.repeat(np.flatnonzero(known), waits.n[known].astype(np.int64))
    return compare(waits.applicant[rows], waits.group[rows], scores[rows], len(waits.names))


def _shrunk(groups: Sequence[Estimate], whole: Estimate) -> list[Estimate]:
    """Each group's share drawn towards everybody's; errors are those that everybody's share would have there."""
    known = [one for one in groups if one.value is not None and one.effective]
    if len(known) < 2 or whole.value in (None, 0.0, 1.0) or not whole.effective:
        return [Estimate(None)] * len(groups)
    spread = whole.value * (1 - whole.value)
    errors = np.sqrt(spread / np.array([one.effective for one in known]))
    values = np.array([one.value for one in known])
    value, error = shrunk(values, errors, whole.value, float(np.sqrt(spread / whole.effective)))
    effective = spread / error**2
    low, high = score_interval(value, effective, normal_quantile())
    drawn = iter([Estimate(*map(float, parts)) for parts in zip(value, low, high, effective, strict=True)])
    return [next(drawn) if one in known else Estimate(None) for one in groups]
