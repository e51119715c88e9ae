"""What each silence still holds and what to do about it: the rule in sentences, the chances as tables."""

from __future__ import annotations

import pandas as pd

from analytics.statistics.response_times import REPORT_DAYS
from analytics.statistics.waiting_list import Suggestion, WaitingList
from analytics.wording import numbers
from analytics.wording.numbers import count, share_range

SUGGESTIONS = {
    Suggestion.FOLLOW_UP: "Due: write once more",
    Suggestion.WRITTEN: "You wrote once more",
    Suggestion.WAIT: "Too early to write",
    Suggestion.LET_GO: "May be let go",
    Suggestion.NOT_KNOWN: "Not known since",
}

OVER = "Probably over"
"""What stands where a silence may be let go although it is not sure that its chance is small."""


def table(result: WaitingList) -> pd.DataFrame:
    """A row a silent application, those to act on first."""
    return pd.DataFrame(
        [
            {
                "Employer": one.employer,
                "Next": OVER if one.probably_over else SUGGESTIONS[one.suggestion],
                "Days silent": one.days_silent,
                "Any answer in 30 days": _chance(one.reply_later, one.reply_low, one.reply_high),
                "Invitation in 30 days": _chance(one.invitation_later),
                "Any answer in 14 days": _chance(one.reply_soon),
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
                "Any answer in 30 days": _chance(one.reply, one.reply_low, one.reply_high),
                "Invitation in 30 days": _chance(one.invitation),
            }
            for one in result.prospects
            if one.days_silent in (0, *REPORT_DAYS)
        ]
    )


def what_to_do(result: WaitingList) -> str:
    """When to write once more, and when to let go, as far as that can be said."""
    write = f"Write once more after {numbers.days(result.follow_up_day)} of silence." if result.follow_up_day else ""
    let_go = f"From day {result.let_go_day} you may let it go: an answer has become rare." if result.let_go_day else ""
    return f"{write} {let_go}".strip() or "Your log is too young to say when to write once more."


def past(n: int, day: int) -> str:
    """How many silences are past the day from which they may be let go, beside how many there are."""
    return f"{numbers.number(n)} past day {day}"


def rule_in_words(result: WaitingList) -> str:
    """From which day of silence on to write once more, and to let go."""
    write = "On no day is one more message due"
    if result.follow_up_day is not None:
        write = f"One more message is due from day {result.follow_up_day} of silence, when most answers would have come"
    let_go = "no silence in sight is long enough to be let go"
    if result.let_go_day is not None:
        let_go = f"a silence may be let go from day {result.let_go_day}, when an answer within 30 days has become rare"
    return f"{write}; {let_go}. You can change both below."


def error_of_rule(cautious: bool) -> str:
    """How often the rule lets somebody go too early, as measured in simulations (docs/coverage.md)."""
    if cautious:
        return "Of 100 silences let go so, up to 6 still bring an answer within 30 days; few are let go in a short log."
    return (
        "Of 100 silences let go so, up to 7 still bring an answer within 30 days where employers are slow; usually"
        " fewer than 3."
    )


def rests_on(result: WaitingList) -> str:
    """What the chances come from, and which part of that is assumed."""
    return (
        f"The chances come from your own {count(result.own, 'application')} and, where these are few, from a wide"
        " assumption: that employers answer 15% to 90% of applications, half of them within 5 to 80 days. It is assumed"
        " and not measured: no public log was found that both may be used and tells the days of its answers. Each"
        " chance lies in its range in about 8 of 10 logs. Nothing is recorded: an answer that comes takes its"
        " application off this list."
    )


def _chance(value: float, low: float | None = None, high: float | None = None) -> str:
    """A chance, with its range where it has one."""
    if low is None or high is None:
        return numbers.chance(value)
    return f"{numbers.chance(value)} ({share_range(low, high, table=True)})"
