"""How long employers take: the sentence a person can repeat, the numbers as tables, and which groups differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.group_differences import SHARE_BY, GroupDifference, GroupDifferences
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.response_times import REPORT_DAYS, Estimate, ResponseCurve
from analytics.wording.estimates import days_with_range, share_with_range
from analytics.wording.numbers import (
    NOT_KNOWN,
    PERCENTAGE_FROM,
    at_start,
    cases,
    count,
    day_range,
    days,
    in_ten,
    joined,
    number,
    plural,
    points,
    share_range,
    signed,
)

ANSWERS = {
    "interview": "Invited",
    "rejection": "Turned down",
    "withdrawal": "Withdrawn",
    "offer": "Offer",
}
"""What a wait can end with, as tables and charts call it."""

FEW = "too few"

# --- one curve ---------------------------------------------------------------------------------------------


def in_words(curve: ResponseCurve, day: int = 30) -> str:
    """The one sentence worth knowing, for an applicant's or everybody's applications."""
    if curve.n and curve.withdrawn == curve.n:
        who = "The only one" if curve.n == 1 else at_start(cases(curve.n, curve.n))
        were = plural(curve.n, "was", "were")
        return f"{who} {were} withdrawn before an answer came; that says nothing about the employers."
    if curve.n < PERCENTAGE_FROM:
        return f"{at_start(count(curve.n, 'application'))} so far{_few(curve)}"
    said = f"Of {count(curve.n, 'application')},"
    if not curve.responses:
        return f"{said} none had an answer so far."
    if curve.dated < ENOUGH and curve.undated:
        return (
            f"{said} {number(curve.responses)} had an answer, but "
            f"{'none' if curve.dated == 0 else f'only {curve.dated}'} with its day. The days of "
            f"{ENOUGH - curve.dated} more would tell how long employers take."
        )
    answered = curve.answered_at(day).value
    if answered is None:
        return (
            f"{said} {number(curve.responses)} had an answer; the log follows them for {days(curve.last_day)} at most, "
            "which is early."
        )
    return f"{said} {in_ten(answered)} had an answer by day {day}; {_half(curve)}"


def _few(curve: ResponseCurve) -> str:
    if curve.censored == curve.n:
        if curve.n == 1:
            return f", silent for {days(curve.last_day)}."
        return f", {cases(curve.n, curve.n)} silent, the longest for {days(curve.last_day)}."
    parts = {"with an answer": curve.responses, "withdrawn": curve.withdrawn, "silent": curve.censored}
    return f": {joined([f'{number(n)} {what}' for what, n in parts.items() if n])}."


def _half(curve: ResponseCurve) -> str:
    if curve.median.value is not None:
        return f"half had one by day {number(curve.median.value, 0)}."
    return f"after {days(curve.last_day)} more than half are silent. That is not yet a no."


def spread_in_words(curve: ResponseCurve) -> str:
    """The days by which a quarter, half and three quarters have an answer, and the mean days silent, with ranges."""
    names = {0.25: "a quarter", 0.5: "half", 0.75: "three quarters"}
    reached = [
        f"{names[share]} by {days_with_range(day)}" for share, day in curve.quantiles.items() if day.value is not None
    ]
    silent = [
        f"Silent on {number(mean.value, 0)} of the first {until} days on average ({day_range(mean.low, mean.high)})."
        for until, mean in curve.mean_days_silent.items()
        if mean.value is not None
    ]
    answered = [f"Answered: {joined(reached)}."] if reached else []
    return " ".join([*answered, *silent])


def by_day(curve: ResponseCurve) -> pd.DataFrame:
    """The curve at the days that are reported: what had come, what was silent, and how many were still followed."""
    rows = []
    for day in REPORT_DAYS:
        row = {"By day": day, "Silent": share_with_range(curve.silent_at(day))}
        row |= {ANSWERS[name]: share_with_range(share) for name, share in curve.incidence_at(day).items()}
        span = curve.silent_span(day)
        if span is not None:
            row["Silent, if answers without a day came first or last"] = share_range(*span)
        row["Silent and followed that long"] = curve.waiting_at(day)
        rows.append(row)
    return pd.DataFrame(rows)


# --- groups ------------------------------------------------------------------------------------------------


def by_group(curves: Sequence[ResponseCurve], differences: GroupDifferences | None) -> pd.DataFrame:
    """A row a group, with its difference from all together where there are groups to compare."""
    beside = {} if differences is None else {one.group: one for one in differences.groups}
    return pd.DataFrame(
        [_of_curve(curve) | (_beside(beside[curve.group]) if curve.group in beside else {}) for curve in curves]
    )


def _of_curve(curve: ResponseCurve) -> dict[str, object]:
    few = not curve.enough
    return {
        "Group": curve.group,
        "Applications": curve.n,
        "Answered": curve.responses,
        "No day": curve.undated,
        f"Answered by day {SHARE_BY}": FEW if few else share_with_range(curve.answered_at(SHARE_BY)),
        "Half answered by": FEW if few else days_with_range(curve.median),
    }


def _beside(one: GroupDifference) -> dict[str, object]:
    few = not one.enough
    return {
        "Evened out": FEW if few else share_with_range(one.drawn),
        "Points more than all": FEW if few else _points(one.share_more),
        "Days longer silent than all": FEW if few else _days_longer(one.days_longer),
        "More than chance": "yes" if one.differs else "no",
    }


def differences_in_words(differences: GroupDifferences) -> str:
    """What the comparison says, in one sentence."""
    standing_out = [one for one in differences.groups if one.differs]
    if differences.p is None:
        return "There is nothing to compare yet: nobody has applications in more than one group."
    if standing_out:
        return f"{'; '.join(_directions(standing_out))}; chance would hardly do that."
    if differences.differ:
        return "The groups differ by more than chance, but none of them stands out by itself."
    return "The groups answer alike, as far as these applications can tell."


def _directions(groups: Sequence[GroupDifference]) -> list[str]:
    more = [one.group for one in groups if (one.share_more.value or 0) > 0]
    fewer = [one.group for one in groups if (one.share_more.value or 0) < 0]
    other = [one.group for one in groups if not one.share_more.value]
    return [
        f"{joined(names)} {plural(len(names), one, many)}"
        for names, one, many in (
            (more, "answers more often", "answer more often"),
            (fewer, "answers less often", "answer less often"),
            (other, "differs", "differ"),
        )
        if names
    ]


def _points(more: Estimate) -> str:
    if more.value is None or more.low is None or more.high is None:
        return NOT_KNOWN
    return points(more.value, more.low, more.high)


def _days_longer(more: Estimate) -> str:
    if more.value is None or more.low is None or more.high is None:
        return NOT_KNOWN
    return f"{signed(more.value, 1)} ({signed(more.low, 1)} to {signed(more.high, 1)})"
