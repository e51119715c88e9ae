"""An estimate with its range in words; used by the wording of every question that estimates a share or a day."""

from __future__ import annotations

from analytics.statistics.proportions import Proportion
from analytics.statistics.response_times import Estimate
from analytics.wording.numbers import EMPTY, NOT_KNOWN, PERCENTAGE_FROM, cases, day_range, number, percent, share_range


def share_with_range(found: Estimate | Proportion, table: bool = False) -> str:
    """A share with its 95% range: 38% (31% to 45%), none (up to 11%), all (84% or more); not known yet."""
    value = found.value if isinstance(found, Estimate) else found.share
    if value is None:
        return NOT_KNOWN
    if found.low is None or found.high is None:
        return percent(value)
    return f"{percent(value)} ({share_range(found.low, found.high, table and 0 < value < 1)})"


def counted_share(found: Proportion, table: bool = False) -> str:
    """A share of counted cases: below 20 the cases, from 20 on with the range that it carries; where that is too wide
    for a percentage, the cases and the range."""
    if found.share is None:
        return EMPTY
    if found.n < PERCENTAGE_FROM:
        return cases(found.hits, found.n)
    at_an_end = found.hits in (0, found.n)
    if found.low is not None and (at_an_end or not found.clear):
        return f"{cases(found.hits, found.n)} ({share_range(found.low, found.high, table and not at_an_end)})"
    return share_with_range(found, table)


def days_with_range(reached: Estimate) -> str:
    """A day since sending with its range: day 24 (18 to 40); day 3 or later; not so far."""
    if reached.value is None:
        return "not so far" if reached.low is None else f"day {number(reached.low, 0)} or later"
    day = f"day {number(reached.value, 0)}"
    if reached.low is None and reached.high is None:
        return f"{day} or later"
    if reached.low == reached.value == reached.high:
        return day
    return f"{day} ({day_range(reached.low, reached.high)})"
