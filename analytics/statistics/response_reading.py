"""A response curve read out: the sentence a person can repeat, and its numbers as tables. No estimation here."""

from __future__ import annotations

import pandas as pd

from analytics.statistics.funnel import Funnel
from analytics.statistics.group_differences import SHARE_BY, GroupDifferences
from analytics.statistics.proportions import ENOUGH, Proportion
from analytics.statistics.response_times import REPORT_DAYS, Estimate, ResponseCurve
from analytics.statistics.waiting_list import WaitingList

GROUPINGS = {
    "channel": "Channel",
    "sector": "Sector",
    "employer_size": "Size of the employer",
    "role_family": "Kind of role",
    "month": "Month of applying",
    "programme": "Programme",
}
"""What applications can be grouped by: the `by` of the counting queries."""

FEW_WORDS = {
    "interview": "invited",
    "rejection": "turned down",
    "withdrawal": "withdrawn",
    "offer": "offer",
}


def in_words(curve: ResponseCurve, day: int = 30) -> str:
    """The one sentence worth knowing, for an applicant's or everybody's applications."""
    if not curve.enough:
        return (
            f"{_applications(curve.n)} so far: {curve.responses} answered, {curve.withdrawn} withdrawn, "
            f"{curve.censored} still silent. From {ENOUGH} on, this page speaks of shares."
        )
    if curve.dated < ENOUGH and curve.undated:
        return (
            f"Of {curve.n} applications, {curve.responses} had an answer, but {_dated(curve.dated)} has a date. With "
            f"the dates of {ENOUGH - curve.dated} more this page can say how long employers take."
        )
    answered = curve.answered_at(day).value
    if answered is None:
        return f"Of {curve.n} applications, {curve.responses} had an answer; the log is too short to say more yet."
    return f"Of {curve.n} applications, {about(answered)} had an answer within {day} days; {_half(curve)}."


def _half(curve: ResponseCurve) -> str:
    if curve.median.value is not None:
        return f"half had one by day {curve.median.value:g}"
    return "more than half never heard back"


def about(share: float) -> str:
    """A share in words that can be repeated: about 4 in 10."""
    tenths = round(share * 10)
    if share <= 0:
        return "none"
    if share < 0.05:
        return "fewer than 1 in 20"
    if share >= 0.95:
        return "nearly all" if share < 1 else "all"
    return f"about {max(tenths, 1)} in 10"


def percent(share: Estimate | Proportion) -> str:
    """A share with its interval: 38 % (31 to 45)."""
    value = share.value if isinstance(share, Estimate) else share.share
    if value is None:
        return "not known yet"
    if share.low is None or share.high is None:
        return f"{value * 100:.0f} %"
    return f"{value * 100:.0f} % ({share.low * 100:.0f} to {share.high * 100:.0f})"


def plainly(share: Estimate) -> str:
    """A share without its interval, for large print."""
    return "not known yet" if share.value is None else f"{share.value * 100:.0f} %"


def days(reached: Estimate, unreached: str = "not reached") -> str:
    """A number of days with its interval: 24 (18 to 40); an end that is not reached is said to be open."""
    if reached.value is None:
        return unreached if reached.low is None else f"{unreached}; not before day {reached.low:g}"
    low = "?" if reached.low is None else f"{reached.low:.3g}"
    high = "open" if reached.high is None else f"{reached.high:.3g}"
    return f"{reached.value:.3g} ({low} to {high})"


def spread_in_words(curve: ResponseCurve) -> str:
    """The quartiles, and the mean days silent, each with its interval."""
    quarter, half, most = (days(reached, "not yet") for reached in curve.quantiles.values())
    means = [
        f"{days(mean)} of the first {until}" for until, mean in curve.mean_days_silent.items() if mean.value is not None
    ]
    silent = f" Days silent on average: {', '.join(means)}." if means else ""
    return (
        f"Answered by day: a quarter {quarter}, half {half}, three quarters {most}; of {curve.n} applications.{silent}"
    )


def funnel_table(funnels: list[Funnel]) -> pd.DataFrame:
    """A row a group: how many came to each step, with the share of the step before."""
    return pd.DataFrame(
        [
            {"Group": one.group, "Sent": one.steps[0].n}
            | {
                step.label: f"{step.n}, {percent(step.of_previous)}" if step.of_previous.enough else f"{step.n}"
                for step in one.steps[1:]
            }
            for one in funnels
        ]
    )


def waiting_table(result: WaitingList) -> pd.DataFrame:
    """A row an open application, those to act on first."""
    return pd.DataFrame(
        [
            {
                "Employer": one.employer,
                "Suggestion": one.suggestion.value,
                "Days silent": one.days_silent,
                "Any reply in 30 days": _chance(one.reply_later),
                "Invitation in 30 days": _chance(one.invitation_later),
                "Any reply in 14 days": _chance(one.reply_soon),
                "Invitation in 14 days": _chance(one.invitation_soon),
                "Role": one.role,
            }
            for one in result.waiting
        ]
    )


def prospects_table(result: WaitingList) -> pd.DataFrame:
    """What a silence of so many days holds."""
    return pd.DataFrame(
        [
            {
                "Days silent": one.days_silent,
                "Any reply in 30 days": _chance(one.reply),
                "Invitation in 30 days": _chance(one.invitation),
            }
            for one in result.prospects
            if one.days_silent in (0, *REPORT_DAYS)
        ]
    )


def _chance(chance: float | None) -> str:
    if chance is None:
        return "nobody waited that long"
    return "under 1 %" if chance < 0.01 else f"{chance * 100:.0f} %"


def by_day(curve: ResponseCurve) -> pd.DataFrame:
    """The curve at the days that are reported: what had come, what was silent, and how many were still followed."""
    rows = []
    for day in REPORT_DAYS:
        row = {"By day": day, "Heard nothing": percent(curve.silent_at(day))}
        row |= {FEW_WORDS[name].capitalize(): percent(share) for name, share in curve.incidence_at(day).items()}
        span = curve.silent_span(day)
        if span is not None:
            row["Heard nothing, if undated answers came first or last"] = f"{span[0]:.0%} to {span[1]:.0%}"
        row["Still waiting then"] = curve.waiting_at(day)
        rows.append(row)
    return pd.DataFrame(rows)


def by_group(curves: list[ResponseCurve], differences: GroupDifferences | None) -> pd.DataFrame:
    """A row a group, with its difference from all together where there are groups to compare."""
    beside = {} if differences is None else {one.group: one for one in differences.groups}
    rows = []
    for curve in curves:
        row: dict[str, object] = {"Group": curve.group, "Applications": curve.n, "Answered": curve.responses}
        row["No date"] = curve.undated
        few = not curve.enough
        row[f"Answered by day {SHARE_BY}"] = "too few" if few else percent(curve.answered_at(SHARE_BY))
        row["Half answered by day"] = "too few" if few else days(curve.median)
        one = beside.get(curve.group)
        if one is not None:
            row["Drawn towards all"] = "too few" if few else percent(one.drawn)
            row["Points more than all"] = "too few" if few else _points(one.share_more)
            row["Days longer silent than all"] = "too few" if few else _signed(one.days_longer)
            row["More than chance"] = "yes" if one.differs else "no"
        rows.append(row)
    return pd.DataFrame(rows)


def differences_in_words(differences: GroupDifferences) -> str:
    """What the comparison says, in one sentence."""
    standing_out = [one.group for one in differences.groups if one.differs]
    if differences.p is None:
        return "There is nothing to compare yet: no applicant has applications in more than one group."
    if not differences.differ and not standing_out:
        return "The groups differ by no more than chance would make them."
    if not standing_out:
        return "The groups differ by more than chance, but none of them stands out by itself."
    return "More than chance sets apart: " + ", ".join(standing_out) + "."


def _points(more: Estimate) -> str:
    if more.value is None or more.low is None or more.high is None:
        return "not known yet"
    return f"{more.value * 100:+.0f} ({more.low * 100:+.0f} to {more.high * 100:+.0f})"


def _signed(more: Estimate) -> str:
    if more.value is None or more.low is None or more.high is None:
        return "not known yet"
    return f"{more.value:+.1f} ({more.low:+.1f} to {more.high:+.1f})"


def _dated(n: int) -> str:
    return "none" if n == 0 else f"only {n} of them"


def _applications(n: int) -> str:
    return "1 application" if n == 1 else f"{n} applications"
