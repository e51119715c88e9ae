"""How long employers take: the sentence a person can repeat, the numbers as tables, and which groups differ."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analytics.statistics.applicants import FEW as FEW_APPLICANTS
from analytics.statistics.group_differences import SHARE_BY, GroupDifference, GroupDifferences
from analytics.statistics.proportions import ENOUGH
from analytics.statistics.response_times import REPORT_DAYS, Estimate, ResponseCurve
from analytics.statistics.undated import dates_missing
from analytics.wording.estimates import days_with_range, share_with_range
from analytics.wording.numbers import (
    NOT_KNOWN,
    PERCENTAGE_FROM,
    at_start,
    capital,
    cases,
    count,
    day_range,
    days,
    in_ten,
    joined,
    number,
    numeral,
    one_of,
    percent,
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

ENDS = {
    "interview": "invited",
    "rejection": "turned down",
    "withdrawal": "withdrawn",
    "offer": "offer",
    "silent": "silent",
}
"""What the end of a band of a chart is called, after its share."""

NOT_COMPARED = "There are too many applications of one person to say whether groups of them differ by more than chance."

FEW = "too few"

# --- one curve ---------------------------------------------------------------------------------------------


def in_words(curve: ResponseCurve, day: int = SHARE_BY) -> str:
    """The one sentence worth knowing, for an applicant's or everybody's applications."""
    if curve.n and curve.withdrawn == curve.n:
        who = "The only one" if curve.n == 1 else at_start(cases(curve.n, curve.n))
        were = plural(curve.n, "was", "were")
        return f"{who} {were} withdrawn before an answer came; that says nothing about the employers."
    if curve.n < PERCENTAGE_FROM:
        few = f"{at_start(count(curve.n, 'application'))} so far{_few(curve)}"
        return few if curve.timed else f"{few} {_how_fast(curve, day)}"
    said = f"Of {count(curve.n, 'application')},"
    if not curve.responses:
        return f"{said} none had an answer so far.{_withdrawn(curve)}"
    if not curve.timed:
        return f"{said} {number(curve.responses)} had an answer.{_withdrawn(curve)} {_how_fast(curve, day)}"
    if curve.answered_at(day).value is None:
        return (
            f"{said} {number(curve.responses)} had an answer; the log follows them for {days(curve.last_day)} at most, "
            f"which is early.{_withdrawn(curve)}"
        )
    if curve.applicants > 1:
        people = count(curve.applicants, "person", "people")
        said = f"Of a typical applicant's applications ({number(curve.n)} of {people}),"
    return f"{said} {_so_many(curve.answered_at(day))} by day {day}; {_half(curve)}{_withdrawn(curve)}"


def _so_many(answered: Estimate) -> str:
    """In tenths where the share is known well enough for that, else the range."""
    if answered.value is None or answered.clear or answered.low is None:
        return f"{in_ten(answered.value or 0)} had an answer"
    return f"{share_range(answered.low, answered.high)} may have an answer"


def _how_fast(curve: ResponseCurve, day: int) -> str:
    """What undated answers still tell, and how little it takes to see more."""
    bounds = curve.answered_at(day)
    span = share_range(bounds.low, bounds.high)
    missing = dates_missing(curve.responses, curve.dated)
    dated = f"only {curve.dated}" if curve.dated else "none"
    have = plural(max(curve.dated, 1), "has its day", "have their day")
    said = (
        f"How fast can't be told, as {dated} of the answers {have}: by day {day},"
        f" {'any share' if span == 'anything' else span} may have been answered."
    )
    if missing > curve.undated:
        return said
    return f"{said} The {plural(missing, 'day', 'days')} of {numeral(missing)} more would make it a curve."


def _few(curve: ResponseCurve) -> str:
    if curve.censored == curve.n:
        if not curve.last_day:
            return f", and nothing noted since {plural(curve.n, 'it was', 'they were')} sent."
        if curve.n == 1:
            return f", silent for {days(curve.last_day)}."
        return f", {cases(curve.n, curve.n)} silent, the longest for {days(curve.last_day)}."
    parts = {"with an answer": curve.responses, "withdrawn": curve.withdrawn, "silent": curve.censored}
    return f": {joined([f'{number(n)} {what}' for what, n in parts.items() if n])}."


def _half(curve: ResponseCurve) -> str:
    until = curve.sure_until
    if curve.median.value is not None:
        return f"half had one by day {number(curve.median.value, 0)}."
    if (curve.silent_at(until).low or 0) > 0.5:
        early = " That is not yet a no." if until <= REPORT_DAYS[-1] else ""
        return f"after {days(until)} more than half are silent.{early}"
    if (high := curve.answered_at(until).high) is not None and high < 0.5:
        return f"fewer than half had one after {days(until)}."
    return f"whether half will have one is not known yet, as the log follows them for {days(curve.last_day)} at most."


def _withdrawn(curve: ResponseCurve) -> str:
    if not curve.withdrawn:
        return ""
    return f" {at_start(number(curve.withdrawn))} {plural(curve.withdrawn, 'was', 'were')} withdrawn before an answer."


def rests_on(curve: ResponseCurve) -> list[str]:
    """What the numbers rest on, and what their ranges take for granted."""
    said = [
        f"{at_start(count(curve.n, 'application'))}: {number(curve.responses)} answered, {number(curve.withdrawn)}"
        f" withdrawn, {number(curve.censored)} silent up to the last day the log knows of."
    ]
    if curve.undated:
        said.append(
            f"Of the answers, {number(curve.undated)} {plural(curve.undated, 'has', 'have')} no day; none of them"
            " counts as silence."
        )
    if not curve.enough or not curve.timed:
        return said
    sure = curve.answered_at(SHARE_BY).effective
    if sure is not None and sure < curve.n - 0.5:
        said.append(f"The share answered by day {SHARE_BY} is as sure as {count(round(sure), 'dated application')}.")
    return [sentence for sentence in (*said, spread_in_words(curve), _whose(curve.applicants)) if sentence]


def _whose(applicants: int) -> str:
    """Of whom the ranges speak."""
    if applicants < 2:
        return (
            "In brackets: 95% ranges, for employers like those that were written to. They take applications as"
            " independent of each other, and say nothing of how you change."
        )
    if applicants < FEW_APPLICANTS:
        return "Two people's own numbers: they say nothing of other applicants, so there are no ranges."
    people = count(applicants, "person", "people")
    start = f"Everybody counts alike, however many applications they sent ({people})."
    if applicants < ENOUGH:
        return f"{start} {at_start(people)} say little of others: the ranges in brackets (95%) are wide."
    return f"{start} In brackets: 95% ranges, which allow for one person's applications being alike."


def key_numbers(
    curve: ResponseCurve, day: int = 30, today: int | None = None, past: str = ""
) -> list[tuple[str, str, str]]:
    """The numbers a page leads with: label, number, and beside it the range or of how many.

    Below five the sentence says it all, below twenty they are counts. `today` is how many are silent today, `past` how
    many of these may be let go; without, those silent up to the last day the log knows of.
    """
    if not curve.enough:
        return []
    of = f"of {number(curve.n)}"
    silent = ("Silent", number(curve.censored), of) if today is None else ("Silent today", number(today), past or of)
    if curve.n < PERCENTAGE_FROM or not curve.timed:
        return [("Answered", number(curve.responses), of), silent]
    keys, answered, half = [], curve.answered_at(day), curve.median
    if answered.value is not None:
        reach = share_range(answered.low, answered.high)
        # In large print only what is known well enough; else its range takes the place.
        clear = (percent(answered.value), f"{reach}, {of}" if answered.low is not None else of)
        keys.append((f"Answered by day {day}", *(clear if answered.clear else (reach, of))))
    if half.value is not None:
        keys.append(("Half answered by", f"day {number(half.value, 0)}", f"day {day_range(half.low, half.high)}"))
    return [*keys, silent]


def point(curve: ResponseCurve) -> str:
    """The title of the picture: what it shows, said only where it is so."""
    month, later = curve.answered_at(30).value, curve.answered_at(90).value
    if not curve.responses:
        return "No answer has come so far"
    if month is not None and later is not None and month > later / 2:
        return "Most answers that come, come in the first month"
    return "When answers came"


def counted(curve: ResponseCurve) -> str:
    """What the picture counts, under its title."""
    return f"Share of {count(curve.n, 'application')} with an answer by each day after sending"


def foot(curve: ResponseCurve, until: str) -> str:
    """What stands under the picture: of how many, up to when, and what silence is not."""
    undated = f" {at_start(count(curve.undated, 'answer'))} without a day." if curve.undated else ""
    return f"n = {number(curve.n)}{until}.{undated} Silence is never counted as a no."


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
    """The curve at the days that are reported: what had come, what was silent, and how many were still followed; where
    too few answers are dated, between which shares the answered ones lie."""
    if not curve.timed:
        spans = {day: curve.answered_at(day) for day in REPORT_DAYS}
        return pd.DataFrame(
            [{"By day": day, "Answered": share_range(span.low, span.high)} for day, span in spans.items()]
        )
    rows = []
    for day in REPORT_DAYS:
        row = {"By day": day, "Silent": share_with_range(curve.silent_at(day))}
        row |= {ANSWERS[name]: share_with_range(share) for name, share in curve.incidence_at(day).items()}
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
        "Half answered by": FEW if few else half_answered_by(curve),
    }


def half_answered_by(curve: ResponseCurve) -> str:
    """The day by which half have an answer, with its range; not known where too few answers have their day."""
    return days_with_range(curve.median) if curve.timed else NOT_KNOWN


def _beside(one: GroupDifference) -> dict[str, object]:
    few = not one.enough
    return {
        f"Answered by day {SHARE_BY}": FEW if few else share_with_range(one.answered),
        "Evened out": FEW if few else share_with_range(one.shrunk),
        "Points more than all": FEW if few else _points(one.share_more),
        "Days longer silent than all": FEW if few else _days_longer(one.days_longer),
        "More than chance": "yes" if one.differs else "no",
    }


# --- single employers and résumés -----------------------------------------------------------------------------


def names_in_words(curves: Sequence[ResponseCurve]) -> list[str]:
    """The three of the most applications, each in a sentence: Alder Works: 3 of 5 answered, half by day 12."""
    return [_name_in_words(curve) for curve in _most_first(curves)[:3]]


def _name_in_words(curve: ResponseCurve) -> str:
    said = f"{curve.group}: {cases(curve.responses, curve.n)} answered"
    return said + (f", half by day {number(curve.median.value, 0)}." if curve.median.value is not None else ".")


def by_name_table(curves: Sequence[ResponseCurve], what: str) -> pd.DataFrame:
    """A row an employer or résumé of `named_response_times.sql`, in counts; `what` heads their names."""
    return pd.DataFrame(
        [
            {
                what: curve.group,
                "Answered": cases(curve.responses, curve.n),
                "Half answered by": half_answered_by(curve),
                "Silent": curve.censored,
                "Withdrawn": curve.withdrawn,
            }
            for curve in _most_first(curves)
        ]
    )


def how_named(cut: bool) -> str:
    """Which names are counted, and what half answered by counts."""
    which = f"Names of {numeral(ENOUGH)} applications or more" + (", those of the most." if cut else ".")
    return f"{which} The day by which half are answered counts the silent ones too; in brackets its 95% range."


def _most_first(curves: Sequence[ResponseCurve]) -> list[ResponseCurve]:
    return sorted(curves, key=lambda curve: -curve.n)


# --- what a comparison says -----------------------------------------------------------------------------------


def differences_in_words(differences: GroupDifferences) -> str:
    """What the comparison says, in one sentence."""
    standing_out = [one for one in differences.groups if one.differs]
    if differences.p is None:
        return _not_compared(differences.whole)
    if standing_out:
        return f"{'; '.join(_directions(standing_out))}; chance would hardly do that."
    if differences.differ:
        return "The groups differ by more than chance, but none of them stands out by itself."
    return "The groups answer alike, as far as these applications can tell."


def _not_compared(whole: Estimate) -> str:
    """Why nothing can be said of groups."""
    if whole.value is None and whole.low is not None:
        return "Too few answers have their day for groups to be compared."
    return "There is nothing to compare yet: every application went alike so far."


def how_compared_in_words(differences: GroupDifferences) -> list[str]:
    """What the comparison is made with."""
    traded = "your applications trade places" if differences.one_applicant else "applicants trade places"
    return [
        f"More than chance: {traded} between the groups many times over, and such a difference comes out in fewer than"
        " 1 in 20 of them, allowing for the number of groups. Evened out: small groups are moved towards the whole by"
        " as much as chance alone could have moved them.",
        "Here a withdrawal ends the watch over an application, as the question is what employers do; the shares above"
        " count it as an application without an answer.",
    ]


def groups_point(differences: GroupDifferences, what: str) -> str:
    """The title of the comparison: it claims a difference only where the test bears it."""
    standing_out = [one for one in differences.groups if one.differs]
    if standing_out:
        return at_start("; ".join(_directions(standing_out)))
    if differences.p is None:
        return f"{what}: nothing can be compared yet"
    n = sum(one.n for one in differences.groups)
    if differences.differ:
        return f"{what}: the groups differ by more than chance, none of them by itself"
    return f"{what}: answers come alike, as far as {count(n, 'application')} can tell"


def groups_foot(differences: GroupDifferences, until: str) -> str:
    """What stands under the comparison: of how many, up to when, and how often chance alone would show as much."""
    n = f"n = {number(sum(one.n for one in differences.groups))}{until}."
    if differences.p is None:
        return n
    if differences.differ or any(one.differs for one in differences.groups):
        return f"{n} Chance alone would hardly do that."
    such = "logs" if differences.one_applicant else "cohorts"
    return f"{n} Differences like these come by chance alone in {one_of(differences.p)} such {such}."


def _directions(groups: Sequence[GroupDifference]) -> list[str]:
    """In which direction groups differ; the test is on the whole curve, so by day 30 only where that is clear too."""
    more = [one.group for one in groups if (one.share_more.low or 0) > 0]
    fewer = [one.group for one in groups if (one.share_more.high or 0) < 0]
    other = [one.group for one in groups if one.group not in (*more, *fewer)]
    return [
        f"{joined([capital(name) for name in names])} {plural(len(names), one, many)}"
        for names, one, many in (
            (more, f"answers more often by day {SHARE_BY}", f"answer more often by day {SHARE_BY}"),
            (fewer, f"answers less often by day {SHARE_BY}", f"answer less often by day {SHARE_BY}"),
            (other, f"differs, not clearly by day {SHARE_BY}", f"differ, not clearly by day {SHARE_BY}"),
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
